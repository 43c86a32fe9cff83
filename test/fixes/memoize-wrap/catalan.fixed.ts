// function: catalan

import { memoize } from 'memoscope';

/** The n-th Catalan number. */
export const catalan = memoize(function (n: number): number {
  let sum = n === 0 ? 1 : 0;
  for (let i = 0; i < n; i++) sum += catalan(i) * catalan(n - 1 - i);
  return sum;
}, { name: 'catalan' });
