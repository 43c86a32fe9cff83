import { deepEqual, equal, ok } from 'node:assert/strict';
import { join } from 'node:path';
import { run } from './harness.ts';

/** How each library memoizes `given`, and what a CommonJS or an ES module writes to get it. */
interface Library {
  readonly name: string;
  /** `{}` stands for the package's exports. */
  readonly make: string;
  readonly path?: string;
  readonly moduleOnly?: boolean;
  /** Entries after four keys, where the library keeps fewer. */
  readonly size?: number;
}

const libraries: readonly Library[] = [
  { name: 'moize', make: '({}.default ?? {})(given, { maxSize: 9 })' },
  { name: 'micro-memoize', make: '({}.memoize ?? {}.default.memoize)(given, { maxSize: 9 })' },
  { name: 'memoizee', make: '({}.default ?? {})(given)' },
  { name: 'memoize', make: '({}.default ?? {})(given)', moduleOnly: true },
  { name: 'lodash.memoize', make: '({}.default ?? {})(given)' },
  { name: 'lodash', make: '({}.default ?? {}).memoize(given)' },
  { name: 'lodash', make: '({}.default ?? {})(given)', path: 'lodash/memoize.js' },
  { name: 'nano-memoize', make: '({}.nanomemoize ?? {}.default.nanomemoize)(given)' },
  { name: 'p-memoize', make: '({}.default ?? {})(given)', moduleOnly: true },
  { name: 'reselect', make: '{}.weakMapMemoize(given)' },
];

// the packages that the tests have, at their own places
const modules = join(import.meta.dirname, '../../../node_modules');

function program({ name, make, path = name }: Library, kind: 'cjs' | 'mjs'): string {
  const load = kind === 'cjs' ? `const all = require(${JSON.stringify(join(modules, path))});` : `import * as all from ${JSON.stringify(path)};`; // prettier-ignore
  return `${load}
const given = function given(n) { return n + 1; };

const memoized = ${make.replaceAll('{}', 'all')};
(async () => {
  const results = [];
  for (let i = 0; i < 12; i++) results.push(await memoized(i % 4));
  const text = (f) => String(f).length + f.name + f.length + Object.getOwnPropertyNames(f);
  const thrown = await (async () => { try { await memoized.call(null, { valueOf() { throw new Error('x'); } }); } catch (e) { return e.stack.split('\\n').length; } })();
  console.log(results.join(), text(memoized), text(given), thrown);
})();`;
}

describe('probe: caches of popular libraries', () => {
  for (const library of libraries)
    for (const kind of library.moduleOnly ? (['mjs'] as const) : (['cjs', 'mjs'] as const))
      it(`${library.path ?? library.name}, ${kind}`, () => {
        // beside node_modules, where a module finds its packages
        const options = { files: { [`app.${kind}`]: program(library, kind) }, link: modules };
        const plain = run({ ...options, probe: false });
        const { caches, stdout, stderr } = run(options);
        deepEqual([stdout, stderr], [plain.stdout, plain.stderr]);
        ok(stdout.startsWith('1,2,3,4,1,2,3,4,1,2,3,4'), plain.stderr);
        const found = caches.filter((c) => c.site?.file.endsWith(`app.${kind}`));
        equal(found.length, 1, JSON.stringify(caches));
        const { hits, misses, name, kind: from, site, can } = found[0]!;
        deepEqual([name, from, site!.line], ['given', library.name, 4]);
        // its tables are the library's own: emptying one would leave its lists of keys behind
        ok(!can?.includes('clear'), String(can));
        // the call that throws is one more miss
        ok(hits === 8 && (misses === 4 || misses === 5), `${hits} ${misses}`);
      });

  it('functions that a library memoizes for itself are left out', () => {
    const { caches } = run({ files: { 'app.cjs': `require(${JSON.stringify(join(modules, 'lodash'))});` } });
    deepEqual(caches, []);
  });
});
