// function: binomial
const binomialMemo = new WeakMap<object, Map<number, Map<number, number>>>();

export class Pascal {
  /** n over k. */
  binomial(n: number, k: number): number {
    let memo = binomialMemo.get(this);
    if (memo === undefined) {
      memo = new Map();
      binomialMemo.set(this, memo);
    }
    let row = memo.get(n);
    if (row === undefined) {
      row = new Map();
      memo.set(n, row);
    }
    const known = row.get(k);
    if (known !== undefined) return known;
    if (k <= 0 || k >= n) {
      row.set(k, 1);
      return 1;
    }
    const result = this.binomial(n - 1, k - 1) + this.binomial(n - 1, k);
    row.set(k, result);
    return result;
  }
}
