/** The n-th Fibonacci number, straight from its definition. */
function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

for (const n of [30, 35, 40]) {
  const start = performance.now();
  const value = fib(n);
  const ms = performance.now() - start;
  console.log(`fib(${n}) = ${value} in ${ms.toFixed(1)} ms`);
}
