// function: full
export class Board {
  /** Ways to tile a 3 × n board. */
  full(n: number): number {
    if (n < 0) return 0;
    if (n === 0) return 1;
    return this.full(n - 2) + 2 * this.notched(n - 1);
  }

  /** With one more square. */
  private notched(n: number): number {
    if (n < 0) return 0;
    return this.full(n - 1) + this.notched(n - 2);
  }
}
