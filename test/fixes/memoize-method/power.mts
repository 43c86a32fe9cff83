// function: ways
export class Powers {
  /** Ways to write n as a sum of ones, twos and fours, in order. */
  static ways(n: number): number {
    if (n < 0) return 0;
    if (n === 0) return 1;
    return this.ways(n - 1) + this.ways(n - 2) + this.ways(n - 4);
  }
}
