import { deepEqual, equal, ok } from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CacheStatistics } from '../../../src/protocol/statistics.ts';
import { retainedSizes } from '../../../src/worker/retained.ts';
import { run, runtimeText } from './harness.ts';

const head = `
const { memoize } = require('memoscope');
const hub = globalThis[Symbol.for('memoscope.probe')];
const caches = () => JSON.parse(hub.snapshot()).caches;
const id = (name) => caches().find((cache) => cache.name === name).id;
const say = (value) => console.log(JSON.stringify(value));
`;
const say = (code: string): unknown[] => {
  const files = { 'app.js': head + code, 'node_modules/memoscope/index.js': runtimeText('cjs') };
  const result = run({ files });
  equal(result.stderr, '');
  return result.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
};

describe('probe: what a person asks of one cache', () => {
  it('bypass: every call computes, nothing is stored; then it is a cache again', () => {
    for (const options of ['{ name: "f" }', '{ name: "f", maxSize: 5 }', '{ name: "f", key: (n) => n }']) {
      const [before, during, after] = say(`
        let computed = 0;
        const f = memoize((n) => { computed++; return n < 2 ? n : f(n - 1) + f(n - 2); }, ${options});
        f(3); say([computed, f.cacheInfo().size]); computed = 0;
        hub.bypass(id('f'), true);
        const values = [f(3), f(3), f(4)];
        say([values, computed, f.cacheInfo().size, caches()[0].bypassed]); computed = 0;
        hub.bypass(id('f'), false);
        say([f(4), f(4), computed, f.cacheInfo().size, caches()[0].bypassed ?? false]);`);
      deepEqual(before, [4, 4], options);
      deepEqual(during, [[2, 2, 3], 5 + 5 + 9, 0, true], options);
      deepEqual(after, [3, 3, 5, 5, false], options);
    }
  });

  it('bypass keeps nothing of functions of more arguments', () => {
    for (const more of ['b', 'b, c', 'b, c, d']) {
      const [during] = say(`
        let computed = 0;
        const f = memoize((a, ${more}) => { computed++; return a; }, { name: "f" });
        hub.bypass(id('f'), true);
        const [a, b, c, d] = [1, 2, 3, 4];
        f(a, ${more}); f(a, ${more});
        say([computed, f.cacheInfo().size]);`);
      deepEqual(during, [2, 0], more);
    }
  });

  it('says what can be done with each', () => {
    const [can] = say(`
      const f = memoize((n) => n, { name: 'f' }); f(1);
      const table = new Map(); const row = [];
      function g(n) { if (table.has(n)) return table.get(n); const r = n * n; table.set(n, r); return r; } g(1);
      function h(n) { if (row[n] !== undefined) return row[n]; return (row[n] = n * n); } h(1);
      say(caches().map((cache) => [cache.name, cache.can])); say(hub.bypass(id('g'), true));`) as [CacheStatistics[]];
    deepEqual(can, [
      ['f', ['clear', 'bypass', 'measure']],
      ['g', ['clear', 'measure']],
      ['h', ['measure']],
    ]);
  });

  it('resets one and leaves the others', () => {
    const [counts] = say(`
      const f = memoize((n) => n, { name: 'f' }), g = memoize((n) => n, { name: 'g' }); f(1); f(1); g(1); g(1);
      hub.reset(id('f')); f(1);
      say([caches().map(({ name, hits, misses }) => [name, hits, misses]), hub.reset('nothing')]);`);
    deepEqual(counts, [[['f', 1, 0], ['g', 1, 1]], false]); // prettier-ignore
  });

  it('marks a cache in a heap snapshot, in which dominators tell what it retains', function () {
    this.timeout(60_000);
    const folder = mkdtempSync(join(tmpdir(), 'memoscope-exact-'));
    const file = join(folder, 'h.heapsnapshot');
    const [done] = say(`
      const table = new Map();
      function f(n) { if (table.has(n)) return table.get(n); const r = new Float64Array(1000).fill(n); table.set(n, r); return r; }
      for (let i = 0; i < 100; i++) f(i);
      say([hub.heapSnapshot(id('f'), ${JSON.stringify(file)}), hub.heapSnapshot('nothing', 'x')]);`);
    deepEqual(done, [true, false]);
    const [bytes = 0, none] = retainedSizes({ file, marks: 2 });
    ok(bytes > 100 * 8000 && bytes < 100 * 8500, String(bytes));
    equal(none, -1);
    ok(existsSync(file) && statSync(file).size > 1e6);
    rmSync(folder, { recursive: true });
  });
});
