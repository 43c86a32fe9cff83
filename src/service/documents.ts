import type { Verdicts } from '../analysis/revision/verdicts.ts';
import { isLongAround } from '../analysis/trial.ts';
import { type Quiet, isInert } from '../languages/ecmascript/edit/inert.ts';
import { spliced } from '../languages/ecmascript/edit/splice.ts';
import type { ParsedSource } from '../languages/ecmascript/parser.ts';

/** Documents whose last full check is kept, and characters of them in all: a tree takes tens of bytes a character. */
const mostDocuments = 8;
const mostCharacters = 1_000_000;

/** What is kept of a check for the next text of the file. */
export interface Kept {
  readonly quiet?: Quiet;
  readonly verdicts?: Verdicts;
}

/** The files that were checked last. An edit that changes nothing asked for is told from them. */
export class Documents {
  /** Path → its check, the one used last at the end. */
  readonly #kept = new Map<string, { readonly of: Kept; readonly length: number }>();
  #characters = 0;

  get size(): number {
    return this.#kept.size;
  }

  get characters(): number {
    return this.#characters;
  }

  /** Whether a check of the text would find nothing and say nothing; false where that is not known without one. */
  isQuiet(path: string, text: string): boolean {
    const known = this.#kept.get(path);
    if (!known?.of.quiet || !isInert(known.of.quiet, text, isLongAround)) return false;
    this.#kept.delete(path);
    this.#kept.set(path, known);
    return true;
  }

  /** The tree of the text, of which only the function that was edited is parsed; undefined where that cannot be done. */
  parsed(path: string, text: string): ParsedSource | undefined {
    const known = this.#kept.get(path)?.of.quiet;
    const program = known && spliced(known, text);
    return program && { path, text, program, again: known.again };
  }

  /** Of the recurrences of the file, as it was when it was checked last. */
  verdictsOf(path: string): Verdicts | undefined {
    return this.#kept.get(path)?.of.verdicts;
  }

  /**
   * Takes the place of what is kept of the file.
   * @param length of its text, in characters
   */
  keep(path: string, length: number, { quiet, verdicts }: Kept): void {
    this.#drop(path);
    if ((!quiet && !verdicts) || length > mostCharacters) return;
    this.#kept.set(path, { of: { ...(quiet ? { quiet } : {}), ...(verdicts ? { verdicts } : {}) }, length });
    this.#characters += length;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostDocuments && this.#characters <= mostCharacters) break;
      this.#drop(oldest);
    }
  }

  #drop(path: string): void {
    this.#characters -= this.#kept.get(path)?.length ?? 0;
    this.#kept.delete(path);
  }
}
