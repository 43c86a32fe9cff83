// function: ways
const waysMemo = new WeakMap<object, Map<number, number>>();

export class Powers {
  /** Ways to write n as a sum of ones, twos and fours, in order. */
  static ways(n: number): number {
    let memo = waysMemo.get(this);
    if (memo === undefined) {
      memo = new Map();
      waysMemo.set(this, memo);
    }
    const known = memo.get(n);
    if (known !== undefined) return known;
    if (n < 0) {
      memo.set(n, 0);
      return 0;
    }
    if (n === 0) {
      memo.set(n, 1);
      return 1;
    }
    const result = this.ways(n - 1) + this.ways(n - 2) + this.ways(n - 4);
    memo.set(n, result);
    return result;
  }
}
