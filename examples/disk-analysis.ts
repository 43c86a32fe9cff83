// An expensive analysis whose results outlive the program: the second run of this file computes nothing.
//   node out/disk-analysis.js [folder]      without a folder, results go to the user's cache folder
import { memoizeDisk } from 'memoscope/disk';

interface Longest {
  readonly start: number;
  readonly steps: number;
}

let computed = 0;

/** The start below `limit` with the longest Collatz sequence. */
const longestBelow = memoizeDisk(
  (limit: number): Longest => {
    computed += 1;
    let longest: Longest = { start: 1, steps: 0 };
    for (let start = 2; start < limit; start += 1) {
      let steps = 0;
      for (let n = start; n !== 1; n = n % 2 === 0 ? n / 2 : 3 * n + 1) steps += 1;
      if (steps > longest.steps) longest = { start, steps };
    }
    return longest;
  },
  { name: 'longestBelow', version: '1', dir: process.argv[2] },
);

for (const limit of [10_000, 100_000, 1_000_000]) {
  const start = performance.now();
  const { start: best, steps } = longestBelow(limit);
  const ms = performance.now() - start;
  console.log(`below ${limit}: ${best} takes ${steps} steps (${ms.toFixed(1)} ms)`);
}
console.log(`${computed} computed, ${longestBelow.cacheInfo().hits} read from disk`);
