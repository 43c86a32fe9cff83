import { memoize } from 'memoscope';

// function: full
/** Ways to tile a 3 × n board. */
export const full = memoize(function (n: number): number {
  if (n < 0) return 0;
  if (n === 0) return 1;
  return full(n - 2) + 2 * notched(n - 1);
}, { name: 'full' });

/** With one more square. */
const notched = memoize((n: number): number => (n < 0 ? 0 : full(n - 1) + notched(n - 2)), { name: 'notched' });
