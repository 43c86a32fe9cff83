import { deepEqual, equal } from 'node:assert/strict';
import { forms } from './forms.ts';
import { run, type Run } from './harness.ts';

/** Every form in a file of its own, all in one program. */
function runForms(kind: 'cjs' | 'mjs'): Run {
  const load = forms.map((_, i) => (kind === 'cjs' ? `require('./form${i}.cjs');` : `import './form${i}.mjs';`));
  const files: Record<string, string> = { [`app.${kind}`]: load.join('\n') };
  forms.forEach(({ code, size }, i) => {
    const report = `setTimeout(() => console.log(JSON.stringify({ form: ${i}, hits: H, misses: M, size: ${size} })), 9);`;
    files[`form${i}.${kind}`] = `'use strict';let H = 0, M = 0;${code}\n${report}\n`;
  });
  return run({ files });
}

describe('probe: counts equal the program’s own', () => {
  for (const kind of ['cjs', 'mjs'] as const) {
    let result: Run;
    let own: { form: number; hits: number; misses: number; size: number }[];
    before(() => {
      result = runForms(kind);
      own = result.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as (typeof own)[number]);
    });

    it(`${kind}: nothing on stderr`, () => equal(result.stderr, ''));

    forms.forEach(({ title, name, tables }, i) =>
      it(`${kind}: ${title}`, () => {
        const counted = own.find(({ form }) => form === i)!;
        const caches = result.caches.filter((cache) => cache.site?.file.endsWith(`form${i}.${kind}`));
        deepEqual(
          caches.map((cache) => ({ form: i, hits: cache.hits, misses: cache.misses, size: cache.size })),
          [counted],
        );
        equal(caches[0]!.name, name);
        if (tables !== undefined) equal(caches[0]!.tables, tables);
      }),
    );
  }
});
