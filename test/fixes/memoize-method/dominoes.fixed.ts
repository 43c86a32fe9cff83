// function: full
const fullMemo = new WeakMap<object, Map<number, number>>();
const notchedMemo = new WeakMap<object, Map<number, number>>();

export class Board {
  /** Ways to tile a 3 × n board. */
  full(n: number): number {
    let memo = fullMemo.get(this);
    if (memo === undefined) {
      memo = new Map();
      fullMemo.set(this, memo);
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
    const result = this.full(n - 2) + 2 * this.notched(n - 1);
    memo.set(n, result);
    return result;
  }

  /** With one more square. */
  private notched(n: number): number {
    let memo = notchedMemo.get(this);
    if (memo === undefined) {
      memo = new Map();
      notchedMemo.set(this, memo);
    }
    const known = memo.get(n);
    if (known !== undefined) return known;
    if (n < 0) {
      memo.set(n, 0);
      return 0;
    }
    const result = this.full(n - 1) + this.notched(n - 2);
    memo.set(n, result);
    return result;
  }
}
