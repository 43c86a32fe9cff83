import type { Recurrence } from '../callGraph.ts';
import type { LanguageEffects } from '../language.ts';
import type { SkeletonFunction } from '../skeleton.ts';
import { type Asked, recorded } from './answers.ts';
import { Likeness } from './likeness.ts';

/** A recurrence without a finding, and what was asked besides its skeleton to say so. */
interface Cleared {
  readonly functions: readonly SkeletonFunction[];
  readonly asked: readonly Asked[];
}

/**
 * The recurrences of a file in which nothing was found. The next version of the file takes them over where nothing
 * differs that was asked to say so.
 */
export class Verdicts {
  /** Names of the functions → the recurrences. */
  readonly #cleared = new Map<string, Cleared[]>();
  #before: ReadonlyMap<string, readonly Cleared[]>;
  /** How many were taken over from the version before. */
  taken = 0;

  /** @param before those of the version before; it is let go of when this version is decided */
  constructor(before?: Verdicts) {
    this.#before = before ? before.#cleared : new Map();
  }

  /** Notes that nothing was found in a recurrence. */
  clear(functions: readonly SkeletonFunction[], asked: readonly Asked[]): void {
    const name = nameOf(functions);
    const known = this.#cleared.get(name);
    if (known) known.push({ functions, asked });
    else this.#cleared.set(name, [{ functions, asked }]);
  }

  /** Whether nothing was found in its counterpart of the version before, and nothing that matters differs from it. */
  isCleared({ functions }: Recurrence, language: LanguageEffects): boolean {
    for (const one of this.#before.get(nameOf(functions)) ?? []) {
      const likeness = new Likeness();
      const asked: Asked[] = [];
      const now = recorded(language, asked);
      if (!likeness.holds(one.functions, functions) || !one.asked.every((same) => same(likeness, now))) continue;
      this.clear(functions, asked);
      this.taken++;
      return true;
    }
    return false;
  }

  /** This version is decided. */
  done(): void {
    this.#before = new Map();
  }
}

function nameOf(functions: readonly SkeletonFunction[]): string {
  return functions.map(({ name }) => name).join();
}
