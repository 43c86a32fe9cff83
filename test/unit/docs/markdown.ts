/** A fenced block of JavaScript or TypeScript, and the line of prose before it. */
export interface CodeBlock {
  readonly language: string;
  readonly code: string;
  readonly intro: string;
}

/** The text below a `## heading`, up to the next heading of that level; throws when there is no such heading. */
export function section(markdown: string, heading: string): string {
  const parts = `\n${markdown}`.split(/\n(?=## )/);
  const part = parts.find((text) => text.startsWith(`## ${heading}\n`));
  if (part === undefined) throw new Error(`no section "${heading}"`);
  return part;
}

export function codeBlocks(markdown: string): CodeBlock[] {
  const fences = /([^\n]*)\n+```(js|mjs|cjs|jsx|ts|mts|cts|tsx)\n([\s\S]*?)```/g;
  return [...markdown.matchAll(fences)].map(([, intro = '', language = '', code = '']) => ({
    language,
    code,
    intro: intro.replace(/:$/, ''),
  }));
}
