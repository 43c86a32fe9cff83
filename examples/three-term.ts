import { memoize } from 'memoscope';

/** Ways to climb n stairs by steps of one, two or three. */
const c = (n: number): number => (n < 0 ? 0 : n === 0 ? 1 : c(n - 1) + c(n - 2) + c(n - 3));

/** The same numbers through a cache, exact at any n. */
const cached = memoize(
  (n: number): bigint => {
    if (n < 0) return 0n;
    if (n === 0) return 1n;
    return cached(n - 1) + cached(n - 2) + cached(n - 3);
  },
  { name: 'cached' },
);

const start = performance.now();
console.log(`c(25) = ${c(25)} in ${(performance.now() - start).toFixed(1)} ms without a cache`);

const again = performance.now();
console.log(`c(100) = ${cached(100)} in ${(performance.now() - again).toFixed(1)} ms with one`);

const { hits, misses, size } = cached.cacheInfo();
const rate = (100 * hits) / (hits + misses);
console.log(
  `${hits} hits, ${misses} misses, ${size} entries: ${rate.toFixed(1)} % of the calls were answered by the cache`,
);
