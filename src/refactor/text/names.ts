/** Names that collide with nothing written in a stretch of source: a word found anywhere in it is taken. */
export class FreshNames {
  readonly #taken: Set<string>;

  constructor(source: string) {
    this.#taken = new Set(source.match(/[\p{ID_Continue}$]+/gu));
  }

  /** The first free one of `wishes`, else the last one with a number. */
  take(...wishes: readonly string[]): string {
    const last = wishes[wishes.length - 1]!;
    let name = wishes.find((wish) => !this.#taken.has(wish));
    for (let i = 2; name === undefined; i++) if (!this.#taken.has(`${last}${i}`)) name = `${last}${i}`;
    this.#taken.add(name);
    return name;
  }
}
