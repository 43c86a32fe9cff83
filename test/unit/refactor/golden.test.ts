import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FixId } from '../../../src/protocol/finding.ts';
import { planProof } from '../../../src/refactor/proof/plan.ts';
import { proveSettled } from '../../../src/worker/proof/prove.ts';
import { applyEdits, fix, type FixRequest } from '../../../src/refactor/index.ts';
import { checkFile } from '../../../src/service/check.ts';
import { naive, typeErrors } from './harness.ts';

// A fixture is a source (name.ts), its rewritten text (name.fixed.ts) and what running both gave (name.json).
// UPDATE_FIXES=1 writes the last two anew: look at the difference before you commit it.
const folder = fileURLToPath(new URL('../../fixes/', import.meta.url));
const update = process.env.UPDATE_FIXES === '1';

/** The function to rewrite is named in the first line: `// function: fib`. */
function nameOf(text: string): string {
  const name = /\/\/ function: (\S+)/.exec(text)?.[1];
  assert.ok(name, 'the first line names no function');
  return name;
}

/** As the check makes it. */
function requestOf(path: string, text: string, name: string): FixRequest {
  const found = checkFile({ path, text }).functions.find((c) => c.finding.function === name);
  assert.ok(found, `nothing is found in ${name}`);
  return found.request;
}

describe('fixtures of fixes', () => {
  const ids = readdirSync(folder).filter((id) => existsSync(`${folder}${id}`) && !id.includes('.'));
  it('are there', () => assert.ok(ids.length > 3));
  for (const id of ids) {
    for (const file of readdirSync(`${folder}${id}`)) {
      const [, base, ext] = /^([^.]+)\.([cm]?[jt]sx?)$/.exec(file) ?? [];
      if (base === undefined) continue;
      it(`${id}/${file}`, async () => {
        const source = readFileSync(`${folder}${id}/${file}`, 'utf8');
        const name = nameOf(source);
        const asked = requestOf(file, source, name);
        const result = fix(id as FixId, asked);
        assert.ok('edits' in result, JSON.stringify(result));
        const fixed = applyEdits(source, result.edits);
        const goldenFile = `${folder}${id}/${base}.fixed.${ext}`;
        if (update) writeFileSync(goldenFile, fixed);
        assert.equal(fixed, readFileSync(goldenFile, 'utf8'));
        assert.deepEqual(naive(file, fixed), []);
        if (ext!.includes('ts')) {
          assert.deepEqual(typeErrors(file, source), []);
          assert.deepEqual(typeErrors(file, fixed), []);
        }
        const memoscope = fileURLToPath(new URL('../../../src/runtime/index.ts', import.meta.url));
        const plan = planProof(id as FixId, asked, { memoscope }, { calls: 20_000 });
        assert.ok('before' in plan, JSON.stringify(plan));
        const report = await proveSettled(plan);
        assert.deepEqual(report.rows.filter((r) => r.outcome === 'different'), []); // prettier-ignore
        assert.deepEqual(report.probes.filter((p) => !p.equal && !isForeseen(id, p.name)), []); // prettier-ignore
        const largest = report.rows.reduce((a, b) => ((b.before ?? 0) > (a.before ?? 0) ? b : a));
        const compared = report.rows.filter((r) => r.outcome !== 'left-out').length;
        const executed = { compared, args: largest.args.join(', '), before: largest.before, after: largest.after };
        const countsFile = `${folder}${id}/${base}.json`;
        if (update) writeFileSync(countsFile, `${JSON.stringify(executed, null, 2)}\n`);
        assert.deepEqual(executed, JSON.parse(readFileSync(countsFile, 'utf8')));
        assert.ok(executed.after! < executed.before!);
      });
    }
  }
});

/** What a cache that outlives the call cannot see, and says in its notes. */
function isForeseen(id: string, probe: string): boolean {
  return /module|wrap|method|lru/.test(id) && probe !== 'other-arguments';
}
