// function: ways
const stairs = {
  steps: [1, 2, 3],

  ways(n) {
    if (n <= 0) return n === 0 ? 1 : 0;
    return this.steps.reduce((sum, step) => sum + this.ways(n - step), 0);
  },
};
