import { memoize } from 'memoscope';

/** The recursion goes through the binding, so every inner call asks the cache first. */
const fib = memoize((n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)), { name: 'fib' });

for (const n of [30, 35, 40]) {
  const start = performance.now();
  const value = fib(n);
  const ms = performance.now() - start;
  console.log(`fib(${n}) = ${value} in ${ms.toFixed(1)} ms`);
}

const { hits, misses, size } = fib.cacheInfo();
console.log(`${hits} hits, ${misses} misses, ${size} entries`);
