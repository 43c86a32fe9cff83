import assert from 'node:assert/strict';
import { memoize } from '../../../src/runtime/index.ts';

describe('runtime: memoize', () => {
  it('counts hits, misses and entries, and forgets all three', () => {
    const f = memoize((n: number): number => n * 2);
    f(1);
    f(1);
    f(2);
    assert.deepEqual(f.cacheInfo(), { hits: 1, misses: 2, maxSize: undefined, size: 2, evictions: 0 });
    f.cacheClear();
    assert.deepEqual(f.cacheInfo(), { hits: 0, misses: 0, maxSize: undefined, size: 0, evictions: 0 });
    assert.equal(f(1), 2);
  });

  it('gives the original, and its name and length at every length', () => {
    const originals = [
      function none() {},
      function one(_a: number) {},
      function two(_a: number, _b: number) {},
      function three(_a: number, _b: number, _c: number) {},
      function four(_a: number, _b: number, _c: number, _d: number) {},
      function defaults(_a: number, _b = 1) {},
      (_a: number) => {},
    ];
    for (const original of originals)
      for (const options of [undefined, {}, { maxSize: 3 }, { copy: true }, { weak: true }, { name: 'other' }]) {
        const f = memoize(original as (...args: number[]) => void, options);
        assert.equal(f.original, original);
        assert.equal(f.name, original.name || (options?.name ?? ''));
        assert.equal(f.length, original.length);
      }
  });

  it('has controls that work detached', () => {
    const { cacheInfo, cacheHas, cacheDelete, cacheClear } = memoize((n: number) => n);
    assert.equal(cacheHas(1), false);
    assert.equal(cacheDelete(1), false);
    cacheClear();
    assert.equal(cacheInfo().size, 0);
  });

  it('deletes and looks without counting', () => {
    const f = memoize((a: number, b: string, c?: boolean) => `${a}${b}${c}`);
    f(1, 'a');
    f(1, 'a', true);
    assert.equal(f.cacheHas(1, 'a'), true);
    assert.equal(f.cacheHas(1, 'b'), false);
    assert.equal(f.cacheDelete(1, 'a'), true);
    assert.equal(f.cacheDelete(1, 'a'), false);
    assert.equal(f.cacheHas(1, 'a', true), true);
    assert.deepEqual(f.cacheInfo(), { hits: 0, misses: 2, maxSize: undefined, size: 1, evictions: 0 });
  });

  it('forgets by predicate', () => {
    for (const options of [undefined, { maxSize: 100 }]) {
      const f = memoize((a: number, b: number) => a * b, options);
      for (let i = 0; i < 10; i++) f(i, 2);
      assert.equal(
        f.cacheDeleteWhere(([a], value) => a % 2 === 0 && value > 4),
        3,
      );
      assert.equal(f.cacheInfo().size, 7);
      assert.equal(f.cacheHas(4, 2), false);
      assert.equal(f.cacheHas(2, 2), true);
    }
  });

  it('takes a key for the arguments, everywhere', () => {
    let runs = 0;
    const f = memoize((user: { id: number }) => (runs++, user.id * 2), { key: (user) => user.id });
    assert.equal(f({ id: 4 }), 8);
    assert.equal(f({ id: 4 }), 8);
    assert.equal(runs, 1);
    assert.equal(f.cacheHas({ id: 4 }), true);
    assert.equal(f.cacheDelete({ id: 4 }), true);
    assert.equal(f.cacheInfo().size, 0);
  });

  it('tells a cycle from a second try after an exception', () => {
    let fail = true;
    const f = memoize((n: number): number => {
      if (n === 0 && fail) throw new RangeError('try again');
      return n === 0 ? 0 : 1 + f(n - 1);
    });
    for (let i = 0; i < 50; i++) assert.throws(() => f(i % 7), /try again/);
    fail = false;
    for (let i = 0; i < 50; i++) assert.equal(f(i), i);
  });

  for (const period of [1, 2, 3, 10, 200])
    it(`finds a cycle of ${period} at any depth, in every form`, () => {
      const step = (n: number): number => (n >= 50 + period - 1 ? 50 : n + 1);
      const one = memoize((n: number): number => one(step(n)));
      const two = memoize((n: number, a: string): number => two(step(n), a));
      const three = memoize((n: number, a: string, b: boolean): number => three(step(n), a, b));
      const many = memoize((...n: number[]): number => many(step(n[0]!), 1, 2, 3));
      const lru = memoize((n: number): number => lru(step(n)), { maxSize: 5 });
      const keyed = memoize((n: number): number => keyed(step(n)), { key: (n) => `k${n}` });
      for (const run of [
        () => one(1),
        () => two(1, 'a'),
        () => three(1, 'a', true),
        () => many(1),
        () => lru(1),
        () => keyed(1),
      ])
        assert.throws(run, /needs its own result/);
    });

  it('names function and arguments of a cycle', () => {
    const f = memoize(function loop(a: number, b: string, c: object): number {
      return f(a, b, c);
    });
    assert.throws(() => f(NaN, 'x', {}), { message: 'loop(NaN, "x", object) needs its own result' });
  });

  it('lets a function clear its own cache while it runs', () => {
    const f = memoize((a: number, b: number): number => {
      f.cacheClear();
      return b > 3 ? a : f(a, b + 1);
    });
    assert.equal(f(7, 0), 7);
    assert.equal(f.cacheInfo().size, 5);
  });

  it('moves integer keys between Map and array without losing any', () => {
    const f = memoize((n: number) => n + 0.5);
    const keys = [5001, 1e9, -3, ...Array.from({ length: 3000 }, (_, i) => i * 2), 2 ** 31, 4999, 0.5];
    for (const key of keys) f(key);
    for (const key of keys) assert.equal(f(key), key + 0.5);
    assert.equal(f.cacheInfo().hits, keys.length);
    assert.equal(f.cacheInfo().size, new Set(keys).size);
  });

  it('is shared by all values of `this`, which it passes on', () => {
    class A {
      constructor(readonly k: number) {}
      times(n: number): number {
        return this.k * n;
      }
    }
    A.prototype.times = memoize(A.prototype.times);
    assert.equal(new A(3).times(2), 6);
    assert.equal(new A(4).times(2), 6);
  });

  it('refuses what it cannot do', () => {
    const f = (n: number): number => n;
    for (const maxSize of [0, -1, 1.5, NaN]) assert.throws(() => memoize(f, { maxSize }), RangeError);
    for (const ttl of [0, -1, NaN]) assert.throws(() => memoize(f, { ttl }), RangeError);
    assert.throws(() => memoize(f, { weak: true, maxSize: 3 }), TypeError);
    assert.throws(() => memoize(5 as never), TypeError);
  });
});
