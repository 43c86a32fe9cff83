// The built library (npm run build) for any harness that asks a module for `memoize(fn, { maxSize, ttl, async })` or for a
// table of wrappers by capability.
import { memoize, memoizeAsync } from '../../dist/runtime.mjs';

const plain = (fn) => memoize(fn);
export const benchAdapter = {
  one: plain,
  two: plain,
  three: plain,
  obj: plain,
  last: plain,
  lru: (fn, maxSize) => memoize(fn, { maxSize }),
  ttl: (fn, ttl) => memoize(fn, { ttl }),
  async: (fn) => memoizeAsync(fn),
};
export const benchVariants = { 'coarse clock': { ttl: (fn, ttl) => memoize(fn, { ttl, clock: 'coarse' }) } };
const harnessMemoize = (fn, { async, ...options } = {}) => (async ? memoizeAsync : memoize)(fn, options);
export { harnessMemoize as memoize };
