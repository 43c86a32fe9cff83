import assert from 'node:assert/strict';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { memoize, structural } from '../../../src/runtime/index.ts';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc') as () => void;

async function until(condition: () => boolean, tries = 100): Promise<boolean> {
  for (let i = 0; i < tries; i++) {
    gc();
    await new Promise((go) => setTimeout(go, 5));
    if (condition()) return true;
  }
  return false;
}

describe('runtime: weak', () => {
  it('finds an entry as long as its objects live, and forgets it after', async () => {
    let runs = 0;
    const f = memoize((o: object, n: number) => (runs++, { o, n }), { weak: true });
    (() => {
      const key = {};
      f(key, 1);
      f(key, 1);
      f(key, 2);
    })();
    assert.equal(runs, 2);
    assert.equal(f.cacheInfo().size, 2);
    assert.ok(await until(() => f.cacheInfo().size === 0), 'still held');
  });

  it('deletes and clears as the others do', () => {
    const f = memoize((o: object | string) => o, { weak: true });
    const key = {};
    f(key);
    f('a');
    assert.equal(f.cacheHas(key), true);
    assert.equal(f.cacheDelete(key), true);
    assert.equal(f.cacheInfo().size, 1);
    f.cacheClear();
    assert.equal(f.cacheHas('a'), false);
    assert.equal(f.cacheInfo().size, 0);
    assert.throws(() => f.cacheDeleteWhere(() => true), TypeError);
  });

  it('is not how the default holds objects', async () => {
    const f = memoize((o: object) => o);
    f({});
    assert.equal(await until(() => f.cacheInfo().size === 0, 5), false);
  });
});

describe('runtime: structural', () => {
  const same = (a: unknown[], b: unknown[]): boolean => structural(...a) === structural(...b);

  it('takes equal content for equal', () => {
    const cycle = (): unknown => {
      const o: Record<string, unknown> = { a: 1 };
      o.self = o;
      return o;
    };
    const pairs: [unknown, unknown][] = [
      [
        { a: 1, b: { c: [1, 2], d: 3 } },
        { b: { d: 3, c: [1, 2] }, a: 1 },
      ],
      [new Map([[{ a: 1 }, 2]]), new Map([[{ a: 1 }, 2]])],
      [new Set([[1], [2]]), new Set([[1], [2]])],
      [new Date(5), new Date(5)],
      [/a/g, /a/g],
      [NaN, NaN],
      [0, -0],
      [new Uint8Array([1, 2]), new Uint8Array([1, 2])],
      [cycle(), cycle()],
      [Symbol.for('x'), Symbol.for('x')],
    ];
    for (const [a, b] of pairs) assert.ok(same([a], [b]), String(a));
    const shared = { x: 1 };
    assert.ok(same([[shared, shared]], [[{ x: 1 }, { x: 1 }]]));
  });

  it('takes different content for different', () => {
    const values = [
      undefined,
      null,
      0,
      1,
      '0',
      '1',
      '',
      true,
      'true',
      1n,
      '1n',
      NaN,
      'NaN',
      [],
      [undefined],
      [null],
      // eslint-disable-next-line no-sparse-arrays
      [,],
      {},
      { a: undefined },
      { a: null },
      { a: 1 },
      [['a', 1]],
      "a','b",
      ["a','b"],
      ['a', 'b'],
      new Map(),
      new Map([['a', 1]]),
      new Set(),
      new Set(['a']),
      new Date(0),
      new Date(NaN),
      /a/,
      /a/g,
      '/a/',
      new Uint8Array(1),
      new Int8Array(1),
      Object.create(null),
      Symbol('a'),
      Symbol('a'),
      Symbol.for('a'),
      () => 1,
      () => 1,
      new (class A {})(),
      new (class A {})(),
    ];
    for (const a of values)
      for (const b of values)
        if (a !== b && !(a !== a && b !== b))
          assert.ok(!same([a], [b]), `${String(structural(a))} ${String(structural(b))}`);
    assert.ok(!same([1], [1, undefined]));
    assert.ok(!same([[1, 2]], [1, 2]));
  });

  it('is a key', () => {
    let runs = 0;
    const f = memoize(({ w, h }: { w: number; h: number }) => (runs++, w * h), { key: structural });
    assert.equal(f({ w: 2, h: 3 }), 6);
    assert.equal(f({ h: 3, w: 2 }), 6);
    assert.equal(runs, 1);
  });
});
