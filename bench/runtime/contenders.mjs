// How each library is asked, in its own documented way. A library that is not installed is left out.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const join = (...args) => args.join(',');

async function load(name) {
  try {
    return await import(name);
  } catch {
    try {
      return require(name);
    } catch {
      return undefined;
    }
  }
}

/** Name → { one, two, three, object, lru, ttl, coarse, async, many }. */
export async function contenders(ours) {
  const { memoize, memoizeAsync } = ours;
  const plain = (fn) => memoize(fn);
  const all = {
    memoscope: {
      one: plain,
      two: plain,
      three: plain,
      object: plain,
      many: plain,
      lru: (fn, maxSize) => memoize(fn, { maxSize }),
      ttl: (fn, ttl) => memoize(fn, { ttl }),
      coarse: (fn, ttl) => memoize(fn, { ttl, clock: 'coarse' }),
      async: (fn) => memoizeAsync(fn),
    },
  };
  const add = async (name, make) => {
    const module = await load(name);
    if (module) all[name] = make(module);
  };
  const same = (wrap) => ({ one: wrap, two: wrap, three: wrap, object: wrap, many: wrap });
  await add('lodash', ({ default: { memoize: m } }) => ({
    one: (f) => m(f),
    two: (f) => m(f, join),
    three: (f) => m(f, join),
    object: (f) => m(f),
    many: (f) => m(f, join),
    async: (f) => m(f),
  }));
  await add('memoize', ({ default: m }) => ({
    one: (f) => m(f),
    object: (f) => m(f),
    many: (f) => m(f, { cacheKey: JSON.stringify }),
    ttl: (f, maxAge) => m(f, { maxAge }),
    async: (f) => m(f),
  }));
  await add('fast-memoize', ({ default: m }) => same((f) => m(f)));
  await add('nano-memoize', (m) => same((f) => (m.nanomemoize ?? m.default.nanomemoize ?? m.default)(f)));
  await add('micro-memoize', ({ memoize: m }) => ({
    ...same((f) => m(f, { maxSize: 1e9 })),
    lru: (f, maxSize) => m(f, { maxSize }),
    async: (f) => m(f, { maxSize: 1e9, async: true }),
  }));
  await add('moize', ({ default: m }) => ({
    ...same((f) => (m.default ?? m)(f, { maxSize: Infinity })),
    lru: (f, maxSize) => (m.default ?? m)(f, { maxSize }),
    async: (f) => (m.default ?? m)(f, { maxSize: Infinity, isPromise: true }),
  }));
  await add('memoizee', ({ default: m }) => ({
    ...same((f) => m(f)),
    many: (f) => m(f, { length: false }),
    lru: (f, max) => m(f, { max }),
    ttl: (f, maxAge) => m(f, { maxAge }),
    async: (f) => m(f, { promise: true }),
  }));
  await add('trie-memoize', ({ default: m }) => ({
    one: (f) => (m.default ?? m)([Map], f),
    two: (f) => (m.default ?? m)([Map, Map], f),
    three: (f) => (m.default ?? m)([Map, Map, Map], f),
    object: (f) => (m.default ?? m)([WeakMap], f),
  }));
  await add('reselect', ({ weakMapMemoize: m }) => same((f) => m(f)));
  await add('es-toolkit', ({ memoize: m }) => ({ one: (f) => m(f), object: (f) => m(f), async: (f) => m(f) }));
  await add('p-memoize', ({ default: m }) => ({ async: (f) => m(f) }));
  const over = (cache) => (f) => (k) => {
    let v = cache.get(k);
    if (v === undefined) cache.set(k, (v = f(k)));
    return v;
  };
  await add('lru-cache', ({ LRUCache }) => ({
    lru: (f, max) => over(new LRUCache({ max }))(f),
    ttl: (f, ttl) => over(new LRUCache({ max: 1e5, ttl }))(f),
  }));
  await add('quick-lru', ({ default: Quick }) => ({ lru: (f, maxSize) => over(new Quick({ maxSize }))(f) }));
  return all;
}
