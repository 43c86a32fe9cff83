import assert from 'node:assert/strict';
import { memoize, memoizeAsync } from '../../../src/runtime/index.ts';
import { cases, type Contender, judge } from '../../runtime/conformance.ts';

const sync = (options?: Parameters<typeof memoize>[1]): Contender => {
  const wrap: Contender['one'] = (fn) => memoize(fn, options);
  return { one: wrap, many: wrap, object: wrap };
};

const forms: Record<string, Contender> = {
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

describe('runtime: meaning of keys', () => {
  for (const [name, contender] of Object.entries(forms))
    describe(name, () => {
      for (const one of cases)
        if (contender[one.needs])
          it(one.title, async () => {
            assert.equal(await judge(contender, one), 'yes');
          });
    });

  it('can fail', async () => {
    const naive: Contender = { one: (fn) => fn, async: (fn) => fn };
    const failed: string[] = [];
    for (const one of cases) if (one.id !== 'recursion' && (await judge(naive, one)) === 'no') failed.push(one.id);
    assert.ok(failed.includes('nan') && failed.includes('single-flight') && failed.includes('cycle'), failed.join());
  });
});
