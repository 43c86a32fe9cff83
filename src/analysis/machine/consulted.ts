import { type Profile, extentOf } from './profile.ts';

type Field = Exclude<keyof Profile, 'name' | 'size' | 'extent'>;

/** A profile that notes which of its choices a run looked at: profiles that agree on these give the same run. */
export class ConsultedProfile implements Profile {
  readonly #fields = new Set<Field>();
  /** A number was made from the size; lists and texts follow it up to a few dozen elements only. */
  sized = false;
  #extended = false;

  constructor(readonly given: Profile) {}

  /** Whether a run under the other profile would have gone the same way. */
  agrees(other: Profile): boolean {
    for (const field of this.#fields) if (this.given[field] !== other[field]) return false;
    return this.sized
      ? this.given.size === other.size
      : !this.#extended || extentOf(this.given.size) === extentOf(other.size);
  }

  #of<F extends Field>(field: F): Profile[F] {
    this.#fields.add(field);
    return this.given[field];
  }

  get name(): Profile['name'] {
    return this.given.name;
  }
  get size(): Profile['size'] {
    this.sized = true;
    return this.given.size;
  }
  get extent(): number {
    this.#extended = true;
    return extentOf(this.given.size);
  }
  get numbers(): Profile['numbers'] {
    return this.#of('numbers');
  }
  get equal(): Profile['equal'] {
    return this.#of('equal');
  }
  get external(): Profile['external'] {
    return this.#of('external');
  }
  get letters(): Profile['letters'] {
    return this.#of('letters');
  }
  get shape(): Profile['shape'] {
    return this.#of('shape');
  }
  get links(): Profile['links'] {
    return this.#of('links');
  }
  get only(): Profile['only'] {
    return this.#of('only');
  }
  get seed(): Profile['seed'] {
    return this.#of('seed');
  }
}
