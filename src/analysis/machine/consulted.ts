import type { Profile } from './world.ts';

type Field = Exclude<keyof Profile, 'name' | 'size'>;

/** A profile that notes which of its choices a run looked at: profiles that agree on these give the same run. */
export class ConsultedProfile implements Profile {
  readonly #fields = new Set<Field>();

  constructor(readonly given: Profile) {}

  /** Whether a run under the other profile, of the same size, would have gone the same way. */
  agrees(other: Profile): boolean {
    for (const field of this.#fields) if (this.given[field] !== other[field]) return false;
    return this.given.size === other.size;
  }

  #of<F extends Field>(field: F): Profile[F] {
    this.#fields.add(field);
    return this.given[field];
  }

  get name(): Profile['name'] {
    return this.given.name;
  }
  get size(): Profile['size'] {
    return this.given.size;
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
