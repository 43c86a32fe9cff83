/**
 * Numbers for values that have no content of their own, and for places in the source, in the order in which they are
 * first met. A number never tells where in the file a place is, nor what was checked before: a verdict depends on neither.
 */
export class Identities {
  #values = new WeakMap<object, number>();
  #places = new WeakMap<object, number>();
  #nextPlace = 0;
  /** How many values have a number. */
  given = 0;

  value(value: object): number {
    let id = this.#values.get(value);
    if (id === undefined) this.#values.set(value, (id = this.given++));
    return id;
  }

  place(place: object): number {
    let id = this.#places.get(place);
    if (id === undefined) this.#places.set(place, (id = this.#nextPlace++));
    return id;
  }
}

let current = new Identities();

/** From here on the values and places of `identities` are meant: those of one function's runs. */
export function useIdentities(identities: Identities): void {
  current = identities;
}

export function identity(value: object): number {
  return current.value(value);
}

/** A number for an expression or a function, the same in all runs of one function. */
export function placeOf(node: object): number {
  return current.place(node);
}
