import assert from 'node:assert/strict';
import { memoize } from '../../../src/runtime/index.ts';

describe('runtime: maxSize', () => {
  it('drops the least recently used', () => {
    const f = memoize((n: number) => n, { maxSize: 2 });
    f(1);
    f(2);
    f(1);
    f(3);
    assert.deepEqual([f.cacheHas(1), f.cacheHas(2), f.cacheHas(3)], [true, false, true]);
    assert.deepEqual(f.cacheInfo(), { hits: 1, misses: 3, maxSize: 2, size: 2, evictions: 1 });
  });

  it('does not take a look for a use', () => {
    const f = memoize((n: number) => n, { maxSize: 2 });
    f(1);
    f(2);
    f.cacheHas(1);
    f(3);
    assert.equal(f.cacheHas(1), false);
  });

  it('takes Infinity for no limit', () => {
    assert.equal(memoize((n: number) => n, { maxSize: Infinity }).cacheInfo().maxSize, undefined);
  });
});

describe('runtime: ttl', () => {
  it('ends by the clock, exactly at the end', () => {
    let now = 0;
    let runs = 0;
    const f = memoize((n: number) => [n, ++runs], { ttl: 10, clock: () => now });
    f(1);
    now = 9.999;
    assert.deepEqual(f(1), [1, 1]);
    now = 10;
    assert.equal(f.cacheHas(1), false);
    assert.deepEqual(f(1), [1, 2]);
    assert.equal(f.cacheInfo().evictions, 1);
  });

  it('has no longest time', () => {
    let now = 0;
    const f = memoize((n: number) => [n], { ttl: 1e12, clock: () => now });
    const first = f(1);
    now = 1e12 - 1;
    assert.equal(f(1), first);
  });

  it('frees what nobody asks for again, without a timer', () => {
    let now = 0;
    const f = memoize((n: number) => n, { ttl: 10, clock: () => now });
    for (let i = 0; i < 1000; i++) {
      now += 1;
      f(i);
    }
    assert.ok(f.cacheInfo().size <= 10);
  });

  it('goes with maxSize', () => {
    let now = 0;
    const f = memoize((n: number) => [n], { ttl: 10, maxSize: 2, clock: () => now });
    f(1);
    now = 5;
    f(2);
    f(1);
    now = 10;
    assert.equal(f.cacheHas(1), false);
    assert.equal(f.cacheHas(2), true);
    assert.equal(f.cacheInfo().size, 1);
  });

  for (const clock of ['exact', 'coarse'] as const)
    it(`has a ${clock} clock that does not keep the process alive`, async () => {
      let runs = 0;
      const f = memoize((n: number) => (runs++, n), { ttl: 20, clock });
      f(1);
      f(1);
      assert.equal(runs, 1);
      await new Promise((go) => setTimeout(go, 40));
      f(1);
      assert.equal(runs, 2);
    });
});

describe('runtime: tags', () => {
  it('forgets what carries the tag', () => {
    let runs = 0;
    const f = memoize((id: number, lang: string) => (runs++, `${id}${lang}`), {
      tags: ([id], value) => [`user:${id}`, value.slice(-2)],
    });
    f(1, 'de');
    f(1, 'en');
    f(2, 'en');
    assert.equal(f.cacheDeleteTag('user:1'), 2);
    assert.equal(f.cacheDeleteTag('user:1'), 0);
    assert.equal(f.cacheHas(2, 'en'), true);
    assert.equal(f.cacheDeleteTag('en'), 1);
    assert.equal(f.cacheInfo().size, 0);
    f(1, 'de');
    assert.equal(runs, 4);
  });

  it('does not follow an entry that went', () => {
    const f = memoize((n: number) => n, { maxSize: 1, tags: ([n]) => [n % 2] });
    f(1);
    f(2);
    assert.equal(f.cacheDeleteTag(1), 0);
    assert.equal(f.cacheHas(2), true);
  });

  it('bears tags that are made by calling the function', () => {
    for (const maxSize of [1, 2, 100]) {
      const f = memoize((n: number) => n * 2, {
        maxSize,
        tags: ([n]): unknown[] => (n > 0 ? [f(n - 1), n] : ['zero']),
      });
      for (const n of [3, 2, 3, 0, 5]) assert.equal(f(n), n * 2);
      assert.equal(f.cacheInfo().size, Math.min(maxSize, 6));
      assert.equal(f.cacheDeleteTag(5), 1);
      assert.equal(f.cacheHas(5), false);
      assert.equal(f.cacheInfo().size, Math.min(maxSize, 6) - 1);
      for (const n of [0, 1, 2, 3, 4, 5]) assert.equal(f(n), n * 2);
    }
  });

  it('keeps nothing when the clock fails', () => {
    let fail = true;
    const clock = (): number => {
      if (fail) throw new Error('no clock');
      return 0;
    };
    const f = memoize((n: number) => n, { ttl: 5, clock });
    assert.throws(() => f(1), /no clock/);
    fail = false;
    assert.equal(f.cacheInfo().size, 0);
    assert.equal(f(1), 1);
  });

  it('keeps nothing whose tags cannot be had', () => {
    const f = memoize((n: number) => n, {
      tags: () => {
        throw new Error('no tags');
      },
    });
    assert.throws(() => f(1), /no tags/);
    assert.equal(f.cacheInfo().size, 0);
  });
});

describe('runtime: results', () => {
  it('shares one mutable result by default', () => {
    const f = memoize((n: number) => [n]);
    assert.equal(f(1), f(1));
  });

  it('freezes all the way down, cycles included', () => {
    const f = memoize(
      () => {
        const o = { list: [{ a: 1 }], self: undefined as unknown };
        o.self = o;
        return o;
      },
      { freeze: true },
    );
    assert.throws(() => f().list.push({ a: 2 }), TypeError);
    assert.throws(() => (f().list[0]!.a = 2), TypeError);
    assert.equal(f(), f());
  });

  it('copies for every caller, the first one too', () => {
    for (const copy of [true, (value: { list: number[] }) => structuredClone(value)]) {
      const f = memoize((n: number) => ({ list: [n] }), { copy });
      f(1).list.push(2);
      f(1).list.push(3);
      assert.deepEqual(f(1), { list: [1] });
      assert.equal(f.cacheInfo().hits, 2);
    }
  });

  it('keeps exceptions when asked', () => {
    let runs = 0;
    const f = memoize(
      (n: number): number => {
        runs++;
        throw new Error(`no ${n}`);
      },
      { cacheErrors: true },
    );
    const errors = [1, 1, 2].map((n) => {
      try {
        return f(n);
      } catch (error) {
        return error;
      }
    });
    assert.equal(errors[0], errors[1]);
    assert.equal(runs, 2);
  });
});
