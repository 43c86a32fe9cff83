import type { TSESTree } from '@typescript-eslint/typescript-estree';
import type * as estree from './estree.ts';

/** A parsed file: its text and its TS-ESTree with ranges. */
export interface ParsedSource {
  readonly path: string;
  readonly text: string;
  readonly program: TSESTree.Program;
  /** Parses a piece of text in the same language and mode; undefined for what is wrong in it. */
  readonly again?: (text: string) => TSESTree.Program | undefined;
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

let reference: Parser | undefined;

/**
 * Parses with typescript-estree, the reference back end. The compiler it brings takes longer to load than most files to
 * check, so it waits in a bundle of its own for the first text that needs it.
 * @throws SourceSyntaxError for text that is neither the language its extension names nor, for scripts, TypeScript;
 * RangeError for text nested deeper than the stack allows.
 */
export const typescriptParser: Parser = (path, text) => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a parser answers at once, an import does not
  reference ??= (require('./estree.ts') as typeof estree).estreeParser;
  return reference(path, text);
};
