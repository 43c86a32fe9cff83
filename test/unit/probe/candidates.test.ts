import { deepEqual, equal, ok } from 'node:assert/strict';
import type { CacheStatistics } from '../../../src/protocol/statistics.ts';
import { cacheNamed, run, type RunOptions } from './harness.ts';

const watch = (code: string, more: Partial<RunOptions> = {}): ReturnType<typeof run> =>
  run({ files: { 'app.cjs': code }, env: { MEMOSCOPE_CANDIDATES: '1' }, ...more });

const told = ({ candidate, distinctKeys, hits, misses, conflicts = 0 }: CacheStatistics): object => ({
  calls: candidate!.calls,
  distinct: distinctKeys,
  hits,
  misses,
  conflicts,
  differs: candidate!.differs,
});

/** A recursion on its own, and the same with a cache: what the second counts, the probe foretells on the first. */
const recurrences: Record<string, { plain: string; key: string; start: string }> = {
  fib: { plain: '(n) => n < 2 ? n : f(n - 1) + f(n - 2)', key: '(n) => n', start: 'f(20); f(18); f(22)' },
  'three terms': {
    plain: '(n) => n < 3 ? 1 : f(n - 1) + f(n - 2) + f(n - 3)',
    key: '(n) => n',
    start: 'f(17)',
  },
  'grid paths': {
    plain: '(r, c) => { if (r === 0 || c === 0) return 1; return f(r - 1, c) + f(r, c - 1); }',
    key: '(r, c) => `${r},${c}`',
    start: 'f(7, 8); f(3, 9)',
  },
  'edit distance': {
    plain:
      "(a, b) => { if (a === '' || b === '') return a.length + b.length; return a[0] === b[0] ? f(a.slice(1), b.slice(1)) : 1 + Math.min(f(a.slice(1), b), f(a, b.slice(1)), f(a.slice(1), b.slice(1))); }",
    key: '(a, b) => `${a}|${b}`',
    start: "f('kitten', 'sitting')",
  },
  'four parameters': {
    plain:
      '(a, b, c, d) => a + b + c + d > 9 ? 1 : f(a + 1, b, c, d) + f(a, b + 1, c, d) + f(a, b, c + 1, d) + f(a, b, c, d + 1)',
    key: '(...k) => k.join()',
    start: 'f(4, 0, 0, 0)',
  },
  'a loop, a default and mixed kinds of keys': {
    plain:
      "(n, kind = 'x') => { let sum = 0; for (let i = 1; i < n; i++) sum += f(n - i, i % 2 ? kind : undefined) + f(n - i, null); return sum + (kind === null ? 1 : 0); }",
    key: "(n, kind = 'x') => `${n} ${kind}`",
    start: 'f(8); f(8.5); f(NaN); f(-0); f(0)',
  },
  'nothing repeats': { plain: '(s) => s.length > 8 ? 1 : f(s + 0) + f(s + 1)', key: '(s) => s', start: "f('')" },
};

describe('probe: candidates', () => {
  for (const [title, { plain, key, start }] of Object.entries(recurrences))
    it(`foretells what a cache does: ${title}`, () => {
      const cached = `
        let calls = 0, H = 0, M = 0;
        { const f = ${plain.replace('=> ', '=> (calls++, 0) || ').replace('(calls++, 0) || {', '{ calls++;')}; ${start}; }
        const memo = new Map();
        const key = ${key};
        const f = (...args) => {
          const k = key(...args);
          if (memo.has(k)) return H++, memo.get(k);
          M++;
          const r = plain(...args);
          memo.set(k, r);
          return r;
        };
        const plain = ${plain};
        ${start};
        console.log(JSON.stringify({ calls, distinct: memo.size, hits: H, misses: M, conflicts: 0 }));`;
      const own = JSON.parse(run({ files: { 'app.cjs': cached }, probe: false }).stdout) as object;
      for (const name of ['app.cjs', 'app.mjs']) {
        const result = watch('', { files: { [name]: `const f = ${plain};\n${start};` } });
        equal(result.stderr, '');
        deepEqual(told(cacheNamed(result, 'f')), { ...own, differs: undefined });
      }
    });

  it('functions, methods and functions made anew, with closures and objects told apart', () => {
    const { caches, stderr } = watch(`
      class Grid {
        constructor(stop) { this.stop = stop; }
        paths(r, c) { if (r <= this.stop || c <= this.stop) return 1; return this.paths(r - 1, c) + this.paths(r, c - 1); }
        static twice(n) { return n < 1 ? 1 : this.twice(n - 1) + this.twice(n - 1); }
      }
      new Grid(0).paths(2, 2); new Grid(1).paths(2, 2); Grid.twice(3);
      function knapsack(items, room) {
        'use strict'
        function visit(i, room) {
          if (i === items.length) return 0
          const without = visit(i + 1, room);
          return items[i] > room ? without : Math.max(without, items[i] + visit(i + 1, room - items[i]))
        }
        return visit(0, room)
      }
      knapsack([1, 1, 1], 2); knapsack([1, 1, 1], 2);
      const leaf = { children: [] };
      function size(node) { let n = 1; for (const child of node.children) n += size(child); return n; }
      size({ children: [leaf, { children: [leaf, leaf] }] });
      const isEven = (n) => n === 0 || (isOdd(n - 1) && isOdd(n - 1));
      const isOdd = (n) => n !== 0 && (isEven(n - 1) || isEven(n - 1));
      isEven(6);
      exports.tri = tri;
      function tri(n) { return n < 1 ? 1 : (0, exports.tri)(n - 1) + (0, exports.tri)(n - 2); }
      tri(4);
    `);
    equal(stderr, '');
    const found = caches.map((c) => [c.name, c.candidate!.calls, c.distinctKeys, c.hits, c.misses]);
    deepEqual(found, [
      ['Grid.paths', 11 + 3, 8 + 3, 1, 8 + 3],
      ['Grid.twice', 15, 4, 3, 4],
      ['visit', 28, 18, 6, 18],
      ['size', 5, 3, 2, 3],
      ['isEven', 15, 4, 0, 4],
      ['isOdd', 14, 3, 3, 3],
      ['tri', 15, 6, 3, 6],
    ]);
  });

  it('leaves alone what is memoized, called once, async or a generator', () => {
    const { caches } = watch(`
      const memo = new Map();
      function fib(n) { if (memo.has(n)) return memo.get(n); const r = n < 2 ? n : fib(n - 1) + fib(n - 2); memo.set(n, r); return r; }
      const factorial = (n) => n < 2 ? 1 : n * factorial(n - 1);
      async function later(n) { return n < 2 ? n : (await later(n - 1)) + (await later(n - 2)); }
      function* walk(n) { if (n > 0) { yield* walk(n - 1); yield* walk(n - 1); } }
      function loose() { return arguments[0] < 2 ? 1 : loose(arguments[0] - 1) + loose(arguments[0] - 2); }
      fib(9); factorial(9); later(5); [...walk(4)]; loose(5);`);
    deepEqual(
      caches.map((c) => [c.name, c.kind]),
      [['fib', 'memo-table']],
    );
  });

  it('the same arguments with another result: within one outermost call, or only in another', () => {
    const result = watch(`
      let counter = 0;
      const drift = (n) => n <= 0 ? counter++ : drift(n - 1) + drift(n - 2);
      drift(9);
      let base = 0;
      const affine = (n) => n < 2 ? base : affine(n - 1) + affine(n - 2);
      for (base = 1; base <= 5; base++) affine(10);
      const list = (n) => n < 1 ? [] : [...list(n - 1), ...list(n - 2), { n }];
      list(8); list(9);`);
    deepEqual(cacheNamed(result, 'drift').candidate!.differs, 'within');
    const { hits, misses, candidate } = cacheNamed(result, 'affine');
    // a cache per outermost call: 8 hits and 11 misses in each since the difference was seen
    deepEqual([candidate!.differs, hits % 8, misses % 11, hits > 0], ['across', 0, 0, true]);
    equal(cacheNamed(result, 'list').candidate!.differs, undefined);
  });

  it('an exception, caught inside or outside, costs nothing but its own call', () => {
    const result = watch(`
      const f = (n) => { if (n === 3 && fail) throw new Error('no'); return n < 2 ? n : f(n - 1) + f(n - 2); };
      let fail = true;
      for (let i = 0; i < 5; i++) try { f(10); } catch {}
      fail = false;
      f(10);
      const g = (n) => { if (n < 0) throw new Error('no'); let sum = 1; for (const d of [1, 2]) try { sum += g(n - d); } catch {} return sum; };
      g(9);`);
    const { hits, misses } = cacheNamed(result, 'f');
    // five descents of 10, 9, … 3, then the whole
    deepEqual([hits, misses], [8, 5 * 8 + 11]);
    const inner = cacheNamed(result, 'g');
    deepEqual([inner.hits, inner.misses, inner.distinctKeys], [8, 10 + 2 + 1, 12]);
  });

  it('a recursion through callbacks', () => {
    const { hits, misses, candidate } = cacheNamed(
      watch(`
        const f = (n) => n < 1 ? 1 : [n - 1, n - 2].map((m) => f(m)).reduce((a, b) => a + b);
        f(10);
        const g = (n) => n < 1 ? 1 : [n - 1, n - 2].map(g).reduce((a, b) => a + b);
        g(10);`),
      'f',
    );
    deepEqual([hits, misses, candidate!.calls], [9, 12, 287]);
  });

  it('the curve is that of an LRU cache of each size', () => {
    const { curve } = cacheNamed(watch('const f = (n) => n < 2 ? n : f(n - 1) + f(n - 2);\nf(30);'), 'f');
    // f(n - 2) is asked for after two others; f(1) after f(0) and f(2)
    const hits = curve!.map(({ size, rate }) => [size, Math.round(rate * 59)]);
    deepEqual(hits, [[3, 28]]);
  });

  it('above 100,000 argument lists a share of them tells the same', () => {
    const trace = `
      let seed = 1;
      const next = (n) => (seed = (Math.imul(seed, 1664525) + 1013904223) | 0, (seed >>> 8) % n);
      const order = [];
      for (let i = 0; i < 400000; i++) order.push(next(2) ? next(5000) : next(250000));`;
    const order = new Function(`${trace} return order;`)() as number[];
    const lruRate = (most: number): number => {
      const lru = new Map<number, number>();
      let hits = 0;
      for (const k of order) {
        if (lru.delete(k)) hits++;
        lru.set(k, 1);
        if (lru.size > most) lru.delete(lru.keys().next().value!);
      }
      return hits / order.length;
    };
    const result = watch(`${trace}
      const f = (k, deep) => deep ? f(k, false) + f(k + 0.5, false) : k;
      for (const k of order) f(k, false);`);
    const { curve, hits, misses, distinctKeys, candidate } = cacheNamed(result, 'f');
    equal(hits + misses, 400_000);
    ok(candidate!.sampled < 1);
    const near = (found: number, wanted: number, by: number): void =>
      ok(Math.abs(found / wanted - 1) < by, `${found} ${wanted}`);
    const distinct = new Set(order).size;
    near(hits / order.length, 1 - distinct / order.length, 0.01);
    near(distinctKeys!, distinct, 0.02);
    const points = curve!.filter((_, i) => i % 12 === 11);
    ok(points.length > 2);
    for (const { size, rate } of points) near(rate, lruRate(size), 0.07);
  });

  for (const [title, code] of Object.entries({
    'a Map': 'if (memo.has(n)) return memo.get(n); const v = n * 2; memo.set(n, v); return v;',
    '??=': 'return table[n] ??= n * 2;',
  }))
    it(`tells the hit rate of a table by its size: ${title}`, () => {
      const caches = watch(`
        const memo = new Map(), table = [];
        function double(n) { ${code} }
        for (let i = 0; i < 3000; i++) { double(i % 40); double(i % 3 + 100); }
      `);
      const { curve = [], hits, misses } = cacheNamed(caches, 'double')!;
      deepEqual([hits, misses], [6000 - 43, 43]);
      const rateAt = (size: number): number => curve.filter((point) => point.size <= size).at(-1)?.rate ?? 0;
      // 3 of the keys come back after 5 others, the 40 after all
      ok(rateAt(4) === 0, JSON.stringify(curve));
      ok(Math.abs(rateAt(10) - (3000 - 3) / 6000) < 0.001, JSON.stringify(curve));
      ok(Math.abs(rateAt(43) - hits / 6000) < 0.001, JSON.stringify(curve));
    });
});
