import assert from 'node:assert/strict';
import { memoize, memoizeRecursive } from '../../../src/runtime/index.ts';

describe('runtime: memoizeRecursive', () => {
  it('goes deeper than the stack', () => {
    const plain = memoize((n: number): number => (n === 0 ? 0 : n + plain(n - 1)));
    assert.throws(() => plain(300_000), RangeError);
    const sum = memoizeRecursive<(n: number) => number>((self) => (n) => (n === 0 ? 0 : n + self(n - 1)));
    assert.equal(sum(300_000), (300_000 * 300_001) / 2);
    assert.equal(sum.cacheInfo().size, 300_001);
  });

  it('computes what the plain recursion computes', () => {
    const binomial = (n: number, k: number): bigint =>
      k === 0 || k === n ? 1n : binomial(n - 1, k - 1) + binomial(n - 1, k);
    for (const maxDepth of [1, 2, 7, 500]) {
      const f = memoizeRecursive<(n: number, k: number) => bigint>(
        (self) => (n, k) => (k === 0 || k === n ? 1n : self(n - 1, k - 1) + self(n - 1, k)),
        { maxDepth },
      );
      assert.equal(f(16, 7), binomial(16, 7));
      assert.equal(f.cacheInfo().misses, f.cacheInfo().size);
    }
  });

  it('runs each body less than three times', () => {
    let runs = 0;
    const f = memoizeRecursive<(n: number) => number>(
      (self) => (n) => (runs++, n < 2 ? n : self(n - 1) + self(n - 2)),
      {
        maxDepth: 10,
      },
    );
    assert.equal(f(70), 190392490709135);
    assert.ok(runs < 71 * 3, String(runs));
  });

  it('keeps this, name, length, undefined and exceptions', () => {
    const f = memoizeRecursive<(this: { k: number }, n: number) => number | undefined>(
      (self) =>
        function down(n) {
          if (n === -1) throw new Error('below');
          return n === 0 ? undefined : ((self.call(this, n - 1) as number | undefined) ?? 0) + this.k;
        },
      { maxDepth: 3 },
    );
    assert.equal(f.call({ k: 2 }, 50), 100);
    assert.equal(f.call({ k: 2 }, 0), undefined);
    assert.throws(() => f.call({ k: 2 }, -1), /below/);
    assert.deepEqual([f.name, f.length], ['down', 1]);
  });

  it('names a cycle', () => {
    for (const maxDepth of [1, 3, 500]) {
      const f = memoizeRecursive<(n: number) => number>((self) => (n) => self((n + 1) % 5), { maxDepth });
      assert.throws(() => f(0), /needs its own result/);
    }
  });

  it('takes a key, and refuses a bad depth', () => {
    const f = memoizeRecursive<(o: { n: number }) => number>(
      (self) => (o) => (o.n === 0 ? 0 : 1 + self({ n: o.n - 1 })),
      {
        key: (o) => o.n,
      },
    );
    assert.equal(f({ n: 20_000 }), 20_000);
    assert.throws(() => memoizeRecursive(() => () => 1, { maxDepth: 0 }), RangeError);
  });
});
