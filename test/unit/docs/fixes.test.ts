import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtFixIds, fixIds, type FixId } from '../../../src/protocol/finding.ts';
import { applyEdits } from '../../../src/refactor/index.ts';
import type { ProofReport } from '../../../src/protocol/proof.ts';
import { Service } from '../../../src/service/service.ts';
import { type Ask, planWithImports } from '../../../src/worker/planClient.ts';
import { proveSettled } from '../../../src/worker/proof/prove.ts';
import { codeBlocks, section } from './markdown.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'docs', 'fixes');
const service = new Service();

/** The text after one fix of the only finding in it; where nothing is found, of the function that `name` says. */
function fixed(path: string, text: string, fix: FixId, name: string | undefined): string {
  const file = { path, text, dependencies: { moize: '^6.1.6' } };
  const { findings } = service.check({ file });
  // Functions that call each other are found each, and fixed together.
  assert.equal(findings.length > 0, name === undefined);
  const [finding] = findings;
  const target = finding ? { name: finding.function, line: finding.line, column: finding.column } : { name: name! };
  const result = service.fix({ file, target, fix });
  assert.ok('edits' in result, JSON.stringify(result));
  return applyEdits(text, result.edits);
}

const root = join(folder, '..', '..');
const runtime = (name: string): string => join(root, 'src', 'runtime', `${name}.ts`);
const modules = { memoscope: runtime('index'), 'memoscope/disk': runtime('disk') };

/** Runs an example as it is and as the fix makes it. */
async function executed(path: string, text: string, fix: FixId, name: string | undefined): Promise<ProofReport> {
  const file = { path, text, dependencies: { moize: '^6.1.6' } };
  const [finding] = service.check({ file }).findings;
  const target = finding ? { name: finding.function, line: finding.line, column: finding.column } : { name: name! };
  const ask: Ask = (params) => Promise.resolve(service.plan(params));
  const plan = await planWithImports(ask, { file, target, fix, modules }, join(root, path));
  assert.ok('before' in plan, JSON.stringify(plan));
  return proveSettled({ ...plan, limits: { ...plan.limits, calls: 2_000 } });
}

/** What a cache that outlives the call does not see, and its page says. */
const isForeseen = (fix: FixId, probe: string): boolean =>
  !/scoped|async|unmemoize/.test(fix) && /^changed|one-object/.test(probe);

/** Fixes that are asked for by name: the function of each example. */
const named: Partial<Record<FixId, readonly string[]>> = {
  'memoize-ttl': ['total'],
  unmemoize: ['area', 'fib', 'visit'],
};

describe('pages of the fixes', () => {
  const cache = process.env.XDG_CACHE_HOME;
  const written = mkdtempSync(join(tmpdir(), 'memoscope-pages-'));
  before(() => (process.env.XDG_CACHE_HOME = written)); // where memoizeDisk writes
  after(() => {
    if (cache === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = cache;
    rmSync(written, { recursive: true, force: true });
  });

  it('there is one for each fix that is built', () => {
    const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
    assert.deepEqual(pages.sort(), [...builtFixIds].sort());
  });

  for (const page of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
    const fix = page.replace(/\.md$/, '') as FixId;
    const text = readFileSync(join(folder, page), 'utf8');

    describe(page, () => {
      it('is the page of a fix', () => {
        assert.ok(fixIds.includes(fix));
        assert.match(text, new RegExp(`^# ${fix}\n`));
      });

      const before = codeBlocks(section(text, 'Before'));
      const after = codeBlocks(section(text, 'After'));
      it('shows every example before and after', () => {
        assert.ok(before.length > 0);
        assert.equal(before.length, after.length);
      });

      before.forEach(({ language, code, intro }, index) => {
        it(`does what it shows: ${intro}`, () => {
          assert.equal(fixed(`example.${language}`, code, fix, named[fix]?.[index]), after[index]?.code);
        });

        it(`gives the same results: ${intro}`, async () => {
          const { rows, probes, hits } = await executed(`example.${language}`, code, fix, named[fix]?.[index]);
          assert.ok(rows.some((row) => row.outcome === 'equal'));
          assert.notEqual(hits, 0, 'no input reached the cache');
          assert.deepEqual(rows.filter((row) => row.outcome === 'different'), []); // prettier-ignore
          assert.deepEqual(probes.filter((p) => !p.equal && !isForeseen(fix, p.name)), []); // prettier-ignore
        });
      });
    });
  }
});
