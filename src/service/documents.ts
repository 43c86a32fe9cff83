import { isLongAround } from '../analysis/trial.ts';
import { type Quiet, isInert } from '../languages/ecmascript/edit/inert.ts';

/** Documents whose last full check is kept, and characters of them in all: a tree takes tens of bytes a character. */
const mostDocuments = 8;
const mostCharacters = 1_000_000;

/** The files without a finding that were checked last. An edit that changes nothing asked for is told from them. */
export class Documents {
  /** Path → its check, the one used last at the end. */
  readonly #kept = new Map<string, Quiet>();
  #characters = 0;

  get size(): number {
    return this.#kept.size;
  }

  get characters(): number {
    return this.#characters;
  }

  /** Whether a check of the text would find nothing and say nothing; false where that is not known without one. */
  isQuiet(path: string, text: string): boolean {
    const quiet = this.#kept.get(path);
    if (!quiet || !isInert(quiet, text, isLongAround)) return false;
    this.#kept.delete(path);
    this.#kept.set(path, quiet);
    return true;
  }

  /** Takes the place of what is kept of the file. */
  keep(path: string, quiet: Quiet | undefined): void {
    this.#drop(path);
    if (!quiet || quiet.text.length > mostCharacters) return;
    this.#kept.set(path, quiet);
    this.#characters += quiet.text.length;
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= mostDocuments && this.#characters <= mostCharacters) break;
      this.#drop(oldest);
    }
  }

  #drop(path: string): void {
    this.#characters -= this.#kept.get(path)?.text.length ?? 0;
    this.#kept.delete(path);
  }
}
