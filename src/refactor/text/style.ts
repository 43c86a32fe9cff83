import type { TSESTree } from '@typescript-eslint/typescript-estree';
import { type TreeNode, forEachChild } from '../../languages/ecmascript/tree.ts';

/** Whether all of the file is code; where it is not (`.vue`, `.svelte`, `.astro`), ESLint has the tree of its scripts. */
export function isScript(path: string): boolean {
  return /\.[cm]?[jt]sx?$|(^|[/\\])[^./\\]*$/i.test(path);
}

/** How a file is written, so that new code looks like the rest of it. */
export interface Style {
  readonly eol: '\n' | '\r\n';
  /** One level of indentation. */
  readonly unit: string;
  /** `;`, or nothing in files that leave it out. */
  readonly semi: ';' | '';
  readonly quote: "'" | '"';
  /** Whether types of TypeScript are written in it. */
  readonly typed: boolean;
}

const known = new WeakMap<TSESTree.Program, Style>();

export function detectStyle(text: string, program: TSESTree.Program): Style {
  let style = known.get(program);
  if (!style) known.set(program, (style = readStyle(text, program)));
  return style;
}

function readStyle(text: string, program: TSESTree.Program): Style {
  const crlf = text.split('\r\n').length - 1;
  const lines = text.split('\n').length - 1;
  let ended = 0;
  let bare = 0;
  let single = 0;
  let double = 0;
  let typed = false;
  const work: TreeNode[] = [program];
  while (work.length > 0) {
    const node = work.pop()!;
    typed ||= isAnnotated(node);
    if (/^(ExpressionStatement|ReturnStatement|VariableDeclaration|ImportDeclaration)$/.test(node.type)) {
      if (text[node.range[1] - 1] === ';') ended++;
      else if (text[node.range[1]] === '\n' || text[node.range[1]] === '\r') bare++;
    } else if (node.type === 'Literal' && typeof node.value === 'string') {
      if (node.raw.startsWith("'")) single++;
      else double++;
    }
    forEachChild(node, (child) => {
      work.push(child);
    });
  }
  return {
    eol: crlf * 2 > lines ? '\r\n' : '\n',
    unit: indentUnit(text),
    semi: bare > ended ? '' : ';',
    quote: double > single ? '"' : "'",
    typed,
  };
}

function isAnnotated(node: TreeNode): boolean {
  const { typeAnnotation, returnType } = node as { typeAnnotation?: TreeNode; returnType?: TreeNode };
  return [typeAnnotation, returnType].some((type) => type?.type === 'TSTypeAnnotation');
}

/** Whether the code at `at` would go on with a line above it that ends without a semicolon. */
export const goesOn = (text: string, at: number): boolean => /^[([`+\-/]/.test(text.slice(at, at + 1));

/** The end of a statement that takes the place of a declaration, which needs none whatever follows it. */
export function endAt(text: string, at: number, { semi }: Style): string {
  const next = at + /^(?:\s|\/\/.*|\/\*[^]*?\*\/)*/.exec(text.slice(at))![0].length;
  const isBeside = !text.slice(at, next).includes('\n') && next < text.length && !/[;}]/.test(text[next]!);
  return semi || (isBeside || goesOn(text, next) ? ';' : '');
}

/** The step by which lines go deeper most often. */
function indentUnit(text: string): string {
  const steps = new Map<string, number>();
  let above = '';
  for (const line of text.split(/\r?\n/)) {
    if (!line.trim() || /^\s*\*/.test(line)) continue;
    const indent = /^[ \t]*/.exec(line)![0];
    if (indent.length > above.length && indent.startsWith(above)) {
      const step = indent.slice(above.length);
      steps.set(step, (steps.get(step) ?? 0) + 1);
    }
    above = indent;
  }
  let best = '  ';
  let most = 0;
  for (const [step, count] of steps) {
    if (count > most) {
      best = step;
      most = count;
    }
  }
  return best;
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The white space before the first character of the line that holds `offset`. */
export function indentAt(text: string, offset: number): string {
  return /^[ \t]*/.exec(text.slice(lineStart(text, offset)).replace(/^\uFEFF/, ''))![0];
}

/** End of the line without its line end. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf('\n', offset);
  if (at < 0) return text.length;
  return text[at - 1] === '\r' && at > offset ? at - 1 : at;
}

/** Line starts within (start, end] that are code: not the inside of a template or a continued string. */
export function codeLineStarts(text: string, root: TreeNode, start: number, end: number): number[] {
  const fixed: (readonly [number, number])[] = [];
  const work: TreeNode[] = [root];
  while (work.length > 0) {
    const node = work.pop()!;
    if (node.type === 'TemplateElement' || (node.type === 'Literal' && typeof node.value === 'string')) {
      fixed.push(node.range);
    }
    forEachChild(node, (child) => {
      work.push(child);
    });
  }
  const starts: number[] = [];
  for (let at = text.indexOf('\n', start) + 1; at > 0 && at <= end; at = text.indexOf('\n', at) + 1) {
    const blank = /[\r\n]/.test(text[at] ?? '\n');
    if (!blank && !fixed.some(([from, to]) => from < at && at < to)) starts.push(at);
  }
  return starts;
}
