// function: ways
export class Robot {
  readonly #blocked = new Set([14, 31]);

  constructor(readonly width: number) {}

  /** Ways to the corner that avoid the blocked fields. */
  ways(row: number, column: number): number {
    if (this.#blocked.has(10 * row + column)) return 0;
    if (row === 0 || column === 0) return 1;
    return this.ways(row - 1, column) + this.ways(row, column - 1);
  }
}
