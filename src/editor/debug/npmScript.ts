/** Whether an npm script keeps the probe from the program that it starts. Pure, and without `vscode`. */

const runners = /(?:^|[\\/])(?:npm|pnpm|yarn|bun)(?:\.cmd|\.exe)?$/;

/** The name of the script that a launch configuration runs by npm, pnpm or yarn. */
export function scriptOf(runtimeExecutable: unknown, runtimeArgs: unknown): string | undefined {
  if (typeof runtimeExecutable !== 'string' || !runners.test(runtimeExecutable)) return undefined;
  const args = Array.isArray(runtimeArgs) ? runtimeArgs.map(String) : [];
  const words = args.filter((word) => !word.startsWith('-') && word !== 'run' && word !== 'run-script');
  return words[0];
}

/**
 * A script that sets NODE_OPTIONS without what was in it, or starts Node.js with a debugger of its own, which makes
 * js-debug take its own NODE_OPTIONS back.
 * @param script its text in package.json
 */
const replacesOptions = (script: string): boolean =>
  /(?:^|[\s;&|])(?:set\s+|export\s+)?NODE_OPTIONS\s*=(?!["']?[^"'\s]*(?:\$\{?NODE_OPTIONS|%NODE_OPTIONS%))/.test(
    script,
  ) || /--inspect(?:-brk)?\b/.test(script);

/** The same question about a package.json, as text. */
export function scriptReplacesOptions(packageJson: string, name: string): boolean {
  try {
    const { scripts } = JSON.parse(packageJson) as { scripts?: Record<string, string> };
    const script = scripts?.[name];
    return typeof script === 'string' && replacesOptions(script);
  } catch {
    return false;
  }
}
