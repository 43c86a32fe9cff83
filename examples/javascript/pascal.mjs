// ECMAScript module. A recursion through a method.
class Pascal {
  binomial(n, k) {
    if (k === 0 || k === n) return 1;
    return this.binomial(n - 1, k - 1) + this.binomial(n - 1, k);
  }
}

const pascal = new Pascal();
for (const n of [8, 16, 24]) {
  const start = performance.now();
  const value = pascal.binomial(n, n / 2);
  console.log(`${n} over ${n / 2} = ${value} in ${(performance.now() - start).toFixed(1)} ms`);
}
