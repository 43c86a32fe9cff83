import { deepEqual, equal, ok } from 'node:assert/strict';
import { join } from 'node:path';
import type { CacheStatistics } from '../../../src/protocol/statistics.ts';
import { run } from './harness.ts';

/** How each library memoizes `given`, and what a CommonJS or an ES module writes to get it. */
interface Library {
  readonly name: string;
  /** `{}` stands for the package's exports. */
  readonly make: string;
  readonly path?: string;
  readonly moduleOnly?: boolean;
  readonly commonJsOnly?: boolean;
  readonly nodeArguments?: readonly string[];
  /** Most entries allowed; four keys are asked for in turn. */
  readonly most?: number;
  /** Its entries lie where nothing but the library can look. */
  readonly hidden?: boolean;
  /** What keeps its results in a cache that it asks itself goes by its own name. */
  readonly rowName?: string;
}

/** React's server build asks its renderer for the cache of a request. */
const renderer = `{}.__SERVER_INTERNALS_DO_NOT_USE_OR_WARN_USERS_THEY_CANNOT_UPGRADE.A = { caches: new Map(), getCacheForType(make) { if (!this.caches.has(make)) this.caches.set(make, make()); return this.caches.get(make); } }`;

const libraries: readonly Library[] = [
  { name: 'moize', make: '({}.default ?? {})(given, { maxSize: 9 })', most: 9 },
  { name: 'moize', make: '({}.default ?? {})(given, { maxSize: 3 })', most: 3 },
  { name: 'micro-memoize', make: '({}.memoize ?? {}.default.memoize)(given, { maxSize: 9 })', most: 9 },
  { name: 'micro-memoize', make: '({}.memoize ?? {}.default.memoize)(given)', most: 1 },
  { name: 'memoizee', make: '({}.default ?? {})(given)' },
  { name: 'memoizee', make: '({}.default ?? {})(given, { max: 3 })', most: 3 },
  { name: 'memoize', make: '({}.default ?? {})(given)', moduleOnly: true },
  { name: 'lodash.memoize', make: '({}.default ?? {})(given)' },
  { name: 'lodash', make: '({}.default ?? {}).memoize(given)' },
  { name: 'lodash', make: '({}.default ?? {})(given)', path: 'lodash/memoize.js' },
  { name: 'fast-memoize', make: '({}.default ?? {})(given)' },
  { name: 'nano-memoize', make: '({}.nanomemoize ?? {}.default.nanomemoize)(given)' },
  { name: 'p-memoize', make: '({}.default ?? {})(given)', moduleOnly: true },
  { name: 'reselect', make: '{}.weakMapMemoize(given)' },
  { name: 'reselect', make: '{}.lruMemoize(given, { maxSize: 3 })', most: 3, hidden: true },
  {
    name: 'lru-cache',
    make: '((cache) => (n) => { let v = cache.get(n); if (v === undefined) cache.set(n, (v = given(n))); return v; })(new {}.LRUCache({ max: 3 }))',
    most: 3,
    rowName: 'memoized',
  },
  { name: 'react', make: `(${renderer}, {}.cache(given))`, commonJsOnly: true, hidden: true, nodeArguments: ['--conditions=react-server'] }, // prettier-ignore
];

// the packages that the tests have, at their own places
const modules = join(import.meta.dirname, '../../../node_modules');

function program({ name, make, path = name }: Library, kind: 'cjs' | 'mjs'): string {
  const load = kind === 'cjs' ? `const all = require(${JSON.stringify(path)});` : `import * as all from ${JSON.stringify(path)};`; // prettier-ignore
  return `${load}
const given = function given(n) { for (const end = performance.now() + 2; performance.now() < end;); return n + 1; };

const memoized = ${make.replaceAll('{}', 'all')};
(async () => {
  const results = [];
  for (let i = 0; i < 12; i++) results.push(await memoized(i % 4));
  for (let i = 0; i < 4; i++) results.push(await memoized(3));
  const text = (f) => String(f).length + f.name + f.length + Object.getOwnPropertyNames(f);
  const thrown = await (async () => { try { await memoized.call(null, { valueOf() { throw new Error('x'); } }); } catch (e) { return e.stack.split('\\n').length; } })();
  console.log(results.join(), text(memoized), text(given), thrown);
  globalThis.kept = memoized; // of a cache that is gone at the end, neither times nor memory are known
})();`;
}

/** Calls, and what an LRU cache of that size makes of them; the last call throws in some libraries. */
function expected(most = Infinity): { hits: number; misses: number } {
  const kept: number[] = [];
  let hits = 0;
  for (const key of [0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 3, 3, 3, 3]) {
    const at = kept.indexOf(key);
    if (at >= 0) hits++;
    if (at >= 0) kept.splice(at, 1);
    kept.push(key);
    if (kept.length > most) kept.shift();
  }
  return { hits, misses: 16 - hits };
}

describe('probe: caches of popular libraries', () => {
  for (const library of libraries)
    for (const kind of library.moduleOnly
      ? (['mjs'] as const)
      : library.commonJsOnly
        ? (['cjs'] as const)
        : (['cjs', 'mjs'] as const))
      // prettier-ignore
      it(`${library.path ?? library.name}, ${kind}${library.most ? `, at most ${library.most}` : ''}`, () => {
        // beside node_modules, where a module finds its packages
        const { nodeArguments = [], most, rowName = 'given' } = library;
        const options = { files: { [`app.${kind}`]: program(library, kind) }, link: modules, nodeArguments };
        const plain = run({ ...options, probe: false });
        const { caches, stdout, stderr } = run(options);
        deepEqual([stdout, stderr], [plain.stdout, plain.stderr]);
        ok(stdout.startsWith('1,2,3,4,1,2,3,4,1,2,3,4,4,4,4,4'), plain.stderr);
        const found = caches.filter((c) => c.site?.file.endsWith(`app.${kind}`) && c.kind === library.name);
        equal(found.length, 1, JSON.stringify(caches));
        const row: CacheStatistics = found[0]!;
        deepEqual([row.name, row.kind, row.site!.line], [rowName, library.name, 4]);
        const counts = expected(most);
        const { hits, misses, size, maxSize, evictions, missMs, savedMs, memory } = row;
        const last = misses - counts.misses;
        ok(hits === counts.hits && (last === 0 || last === 1), `${hits} ${misses}`);
        equal(maxSize, most);
        const entries = Math.min(4 + last, most ?? Infinity);
        ok(size === entries || size === entries - last, `${size} entries`);
        const evicted = Math.max(0, misses - (most ?? Infinity));
        ok(evictions === evicted || evictions === evicted - last, `${evictions} evictions`);
        // the clock is asked twice, the function takes 2 ms, and the machine may be busy
        ok(missMs! >= 1.9, `${missMs} ms`);
        ok(Math.abs(savedMs! - missMs! * hits) < 1e-6);
        if (!library.hidden) ok(memory!.bytes >= 4 * 8, JSON.stringify(memory));
        // its tables are the library's own: emptying one would leave its lists of keys behind
        ok(!row.can?.includes('clear'), String(row.can));
      });

  it('functions that a library memoizes for itself are left out', () => {
    const { caches } = run({ files: { 'app.cjs': `require(${JSON.stringify(join(modules, 'lodash'))});` } });
    deepEqual(caches, []);
  });
});
