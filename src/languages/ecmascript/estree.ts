import { parse } from '@typescript-eslint/typescript-estree';
import { type Parser, SourceSyntaxError } from './parser.ts';

const hasNoJsx = /\.[cm]?ts$/i;
const isScript = /\.([cm]?js|jsx)$/i;

/** The reference back end: typescript-estree. Behind `typescriptParser`, which loads it when it is first asked for. */
export const estreeParser: Parser = (path, text) => {
  const jsx = !hasNoJsx.test(path);
  // Plain scripts may hold type annotations (Flow, or TypeScript saved as .js): the second try reads them.
  const tries = isScript.test(path) ? [path, `${path}.tsx`] : [path];
  let first: unknown;
  for (const filePath of tries) {
    try {
      const program = parse(text, {
        range: true,
        jsx,
        filePath: /\.[cm]?[jt]sx?$/i.test(filePath) ? filePath : `${filePath}.tsx`,
        loggerFn: false,
        suppressDeprecatedPropertyWarnings: true,
      });
      return { path, text, program };
    } catch (error) {
      if (error instanceof RangeError) throw error;
      first ??= error;
    }
  }
  const { message, location } = first as { message?: string; location?: { start?: { line?: number } } };
  throw new SourceSyntaxError(message ?? String(first), location?.start?.line ?? 1);
};
