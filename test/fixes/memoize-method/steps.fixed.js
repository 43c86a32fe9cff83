// function: ways
const waysMemo = new WeakMap();

const stairs = {
  steps: [1, 2, 3],

  ways(n) {
    let memo = waysMemo.get(this);
    if (memo === undefined) {
      memo = new Map();
      waysMemo.set(this, memo);
    }
    if (memo.has(n)) return memo.get(n);
    if (n <= 0) {
      const result = n === 0 ? 1 : 0;
      memo.set(n, result);
      return result;
    }
    const result = this.steps.reduce((sum, step) => sum + this.ways(n - step), 0);
    memo.set(n, result);
    return result;
  },
};
