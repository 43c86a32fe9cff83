// function: ways
export class Robot {
  readonly #blocked = new Set([14, 31]);

  constructor(readonly width: number) {}

  /** Ways to the corner that avoid the blocked fields. */
  ways(row: number, column: number): number {
    const memo = new Map<number, Map<number, number>>();
    const visit = (row: number, column: number): number => {
      let row2 = memo.get(row);
      if (row2 === undefined) {
        row2 = new Map();
        memo.set(row, row2);
      }
      const known = row2.get(column);
      if (known !== undefined) return known;
      if (this.#blocked.has(10 * row + column)) {
        row2.set(column, 0);
        return 0;
      }
      if (row === 0 || column === 0) {
        row2.set(column, 1);
        return 1;
      }
      const result = visit(row - 1, column) + visit(row, column - 1);
      row2.set(column, result);
      return result;
    };
    return visit(row, column);
  }
}
