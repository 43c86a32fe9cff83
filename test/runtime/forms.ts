/** Every form of ours that the meaning of keys is checked on. */
import { memoize, memoizeAsync } from '../../src/runtime/index.ts';
import type { Contender } from './conformance.ts';

const sync = (options?: Parameters<typeof memoize>[1]): Contender => {
  const wrap: Contender['one'] = (fn) => memoize(fn, options);
  return { one: wrap, many: wrap, object: wrap };
};

export const forms: Record<string, Contender> = {
  'memoize()': { ...sync(), async: (fn) => memoizeAsync(fn) },
  'memoize() with no option set': sync({}),
  'memoize() with maxSize': { ...sync({ maxSize: 1000 }), async: (fn) => memoizeAsync(fn, { maxSize: 1000 }) },
  'memoize() with ttl': { ...sync({ ttl: 3_600_000 }), async: (fn) => memoizeAsync(fn, { ttl: 3_600_000 }) },
  'memoize() with maxSize and ttl': sync({ maxSize: 1000, ttl: 3_600_000, clock: 'coarse' }),
  'memoize() with tags': sync({ tags: () => ['all'] }),
  'memoize() with weak': sync({ weak: true }),
  'memoize() with freeze': sync({ freeze: true }),
  'memoizeAsync() with store': { async: (fn) => memoizeAsync(fn, { store: new Map(), namespace: 'conformance' }) },
};
