import { parse as parseTypeScript, type TSESTree } from '@typescript-eslint/typescript-estree';

/** A parsed file: its text and its TS-ESTree with ranges. */
export interface ParsedSource {
  readonly path: string;
  readonly text: string;
  readonly program: TSESTree.Program;
}

/** A file that is not in the language: line from 1. */
export class SourceSyntaxError extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
    this.name = 'SourceSyntaxError';
  }
}

/** Text → tree, behind which a back end can be exchanged for another that gives the same tree. */
export type Parser = (path: string, text: string) => ParsedSource;

const hasNoJsx = /\.[cm]?ts$/i;
const isScript = /\.([cm]?js|jsx)$/i;

/**
 * Parses with typescript-estree, the reference back end.
 * @throws SourceSyntaxError for text that is neither the language its extension names nor, for scripts, TypeScript;
 * RangeError for text nested deeper than the stack allows.
 */
export const typescriptParser: Parser = (path, text) => {
  const jsx = !hasNoJsx.test(path);
  // Plain scripts may hold type annotations (Flow, or TypeScript saved as .js): the second try reads them.
  const tries = isScript.test(path) ? [path, `${path}.tsx`] : [path];
  let first: unknown;
  for (const filePath of tries) {
    try {
      const program = parseTypeScript(text, {
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
