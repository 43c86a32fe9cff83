import { deepEqual, equal, ok } from 'node:assert/strict';
import { join } from 'node:path';
import type { CacheStatistics } from '../../../src/protocol/statistics.ts';
import { run } from './harness.ts';

const modules = join(import.meta.dirname, '../../../node_modules');

/** Runs a program around one LRUCache with and without the probe. @returns its row */
function watched(options: string, body: string): CacheStatistics {
  const program = `import { LRUCache } from 'lru-cache';
const cache = new LRUCache({ ${options} });
const keep = (key, make) => { let value = cache.get(key); if (value === undefined) cache.set(key, (value = make(key))); return value; };
${body}
console.log(JSON.stringify([...cache.entries()]));
globalThis.kept = cache;`;
  const given = { files: { 'app.mjs': program }, link: modules };
  const result = run(given);
  equal(result.stderr, '');
  equal(result.stdout, run({ ...given, probe: false }).stdout);
  const found = result.caches.filter(({ kind }) => kind === 'lru-cache');
  equal(found.length, 1, JSON.stringify(result.caches));
  return found[0]!;
}
const counts = ({ hits, misses, size, evictions }: CacheStatistics): number[] => [hits, misses, size!, evictions];

describe('probe: lru-cache, beside get and set', () => {
  it('what it fetches: calls beside each other share one, a refusal is a miss', () => {
    const row = watched(
      "max: 3, fetchMethod: async (key) => { if (key < 0) throw new Error('no'); await new Promise((done) => setTimeout(done, 3)); return `page ${key}`; }",
      `for (const key of [1, 2, 1, 2, 3, 1]) console.log(await cache.fetch(key));
       console.log(await Promise.all([cache.fetch(9), cache.fetch(9), cache.fetch(9)]));
       console.log(await cache.fetch(-1).catch((error) => error.message));
       console.log(await cache.fetch(1, { forceRefresh: true }), await cache.forceFetch(1));`,
    );
    // 9 came in place of one, and so did -1 for a while
    deepEqual(counts(row), [6, 6, 2, 2]);
    ok(row.missMs! > 0, String(row.missMs));
    equal(row.maxSize, 3);
  });

  it('without a function to fetch by, fetch is get', () => {
    const row = watched('max: 3', 'cache.set(1, 2); console.log(await cache.fetch(1), await cache.fetch(2));');
    deepEqual(counts(row), [1, 1, 1, 0]);
  });

  it('entries that make room by their size', () => {
    const row = watched(
      'maxSize: 10, sizeCalculation: (value) => value.length',
      "for (const n of [4, 4, 3, 3, 6, 6, 4]) keep(n, (key) => 'x'.repeat(key));",
    );
    // 6 needs the place of 4, and then 4 that of 3
    deepEqual(counts(row), [3, 4, 2, 2]);
    equal(row.maxSize, undefined);
  });

  it('entries that expire, are deleted or replaced make no room for others', () => {
    const row = watched(
      'max: 3, ttl: 10, ttlResolution: 0, perf: { now: () => globalThis.time ?? 1 }',
      `for (const key of [1, 1, 2]) keep(key, String);
       globalThis.time = 100;
       for (const key of [1, 1]) keep(key, String);
       cache.delete(2); cache.set(1, 'other'); keep(3, String); keep(4, String);
       keep(5, String);`,
    );
    deepEqual(counts(row), [2, 6, 3, 1]);
  });

  it('computed by memo', () => {
    const row = watched('max: 2, memoMethod: (key) => key * 2', 'for (const key of [1, 1, 2, 3, 1]) console.log(cache.memo(key));'); // prettier-ignore
    deepEqual(counts(row), [1, 4, 2, 2]);
  });
});
