// Keeps one memoized function busy, without ever giving the event loop a turn: watch the Caches view meanwhile.
//   node out/fibonacci-hot-loop.js [seconds]
import { memoize } from 'memoscope';

const modulus = 1_000_000_007;
const period = 10_000;

// The program's own counters, to compare with what the view shows.
let outerCalls = 0;
let innerCalls = 0;
let computed = 0;

/** Fibonacci numbers modulo a prime: they stay small however large n is. */
const fib = memoize(
  (n: number): number => {
    computed += 1;
    if (n < 2) return n;
    innerCalls += 2;
    return (fib(n - 1) + fib(n - 2)) % modulus;
  },
  { name: 'fib' },
);

const seconds = Number(process.argv[2] ?? 6);
const end = performance.now() + seconds * 1000;
let checksum = 0;
do {
  for (let i = 0; i < 1000; i += 1) {
    checksum = (checksum + fib(outerCalls % period)) % modulus;
    outerCalls += 1;
  }
} while (performance.now() < end);

const calls = outerCalls + innerCalls;
const entries = Math.min(outerCalls, period);
const info = fib.cacheInfo();
console.log(JSON.stringify({ calls, hits: calls - computed, misses: computed, entries, checksum, cacheInfo: info }));
