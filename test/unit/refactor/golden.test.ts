import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { FixId } from '../../../src/protocol/finding.ts';
import { applyEdits, fix, type FixRequest } from '../../../src/refactor/index.ts';
import { planProof, requestOn } from '../../../src/refactor/proof/plan.ts';
import { checkFile } from '../../../src/service/check.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { proveSettled } from '../../../src/worker/proof/prove.ts';
import { Workshop, counted } from './goldenRun.ts';
import { naive, typeErrors } from './harness.ts';

// A fixture is a file as people write it (name.ts), its rewritten text (name.fixed.ts) and what came of it (name.json):
// verdict, notes, results and counts of running both as modules of Node, or the reason of a refusal.
// UPDATE_FIXES=1 writes the last two anew: look at the difference before you commit it.
const folder = fileURLToPath(new URL('../../fixtures/kinds/', import.meta.url));
const update = process.env.UPDATE_FIXES === '1';
const libraries =
  'moize micro-memoize memoizee memoize lodash lodash-es lodash.memoize fast-memoize p-memoize reselect'.split(' ');

interface Fixture {
  readonly text: string;
  readonly name: string;
  /** Expressions in which the module is `m`, in the order in which they are evaluated. */
  readonly calls: readonly string[];
  /** Functions whose computed results are counted, in the source and in the rewritten text. */
  readonly counted: readonly [string, string];
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What the nearest package.json of each fixture of memoize-library names. */
const packages = JSON.parse(readFileSync(`${folder}memoize-library/packages.json`, 'utf8')) as Record<
  string,
  Record<string, string>
>;

function read(path: string): Fixture {
  const dependencies = path.includes('memoize-library') ? packages[basename(path)] : undefined;
  const text = readFileSync(path, 'utf8');
  const said = (key: string): string[] => [...text.matchAll(new RegExp(`// ${key}: (.+?)\r?$`, 'gm'))].map((m) => m[1]!); // prettier-ignore
  const name = said('function')[0];
  assert.ok(name, `${path} names no function`);
  const all = said('counted')[0] ?? name;
  return {
    text,
    name,
    calls: said('call'),
    counted: [said('counted before')[0] ?? all, all],
    ...(dependencies ? { dependencies } : {}),
  };
}

const isInstalled = (library: string): boolean => existsSync(join(folder, '..', '..', '..', 'node_modules', library));

describe('golden fixtures of fixes', () => {
  let workshop: Workshop;
  before(() => (workshop = new Workshop(`${folder}beside`, libraries)));
  after(() => workshop.close());

  const ids = readdirSync(folder).filter((id) => id !== 'beside');
  it('are there for every strategy', () => assert.equal(ids.length, 10));
  for (const id of ids as FixId[]) {
    for (const file of readdirSync(folder + id)) {
      const [, base, ext] = /^([^.]+)\.([cm]?[jt]sx?)$/.exec(file) ?? [];
      if (base !== undefined) it(`${id}/${file}`, () => compare(id, file, `${folder}${id}/${base}`, ext!));
    }
  }

  async function compare(id: FixId, file: string, base: string, ext: string): Promise<void> {
    const fixture = read(`${base}.${ext}`);
    const { text, name, dependencies } = fixture;
    const source = { path: file, text, ...(dependencies ? { dependencies } : {}) };
    const checked = checkFile(source).functions.find((c) => c.finding.function === name);
    const request = checked?.request ?? requestFor(source, { name });
    assert.ok(request, `no ${name}`);
    const finding = checked?.finding;
    const verdict = finding
      ? { rule: finding.rule, verdict: finding.verdict, offered: finding.fixes.map((f) => f.id) }
      : null;
    const result = fix(id, request);
    if ('refused' in result) {
      assert.ok(!existsSync(`${base}.fixed.${ext}`), result.refused);
      golden(`${base}.json`, { verdict, refused: result.refused });
      return;
    }
    const fixed = applyEdits(text, result.edits);
    if (update) writeFileSync(`${base}.fixed.${ext}`, fixed);
    assert.equal(fixed, readFileSync(`${base}.fixed.${ext}`, 'utf8'));
    if (id === 'unmemoize') assert.ok(naive(file, fixed).length > 0 || naive(file, text).length === 0);
    else assert.deepEqual(naive(file, fixed), [], 'not seen as memoized');
    if (/ts/.test(ext)) {
      const where = join(folder, '..', '..', 'unit');
      assert.deepEqual(typeErrors(file, text, where), []);
      if (!dependencies || isInstalled(Object.keys(dependencies)[0]!)) {
        assert.deepEqual(typeErrors(file, fixed, where), [], fixed);
      }
    }
    const executed = await execute(id, file, fixture, request, fixed);
    await prove(id, request);
    golden(`${base}.json`, { verdict, grade: result.grade, notes: result.notes, executed });
  }

  async function execute(id: FixId, file: string, fixture: Fixture, request: FixRequest, fixed: string) {
    const { text, calls, dependencies } = fixture;
    assert.ok(calls.length > 0, 'nothing is called');
    const library = Object.keys(dependencies ?? {})[0];
    if (library !== undefined && !isInstalled(library)) return `${library} is not installed`;
    const [inSource, inFixed] = fixture.counted;
    const withCounter = counted(file, text, inSource);
    const original = await workshop.run(file, withCounter, calls);
    const rewritten = await workshop.run(file, fixed, calls);
    const refixed = id === 'unmemoize' ? counted(file, fixed, inFixed) : again(id, requestOn(request, withCounter));
    const { computed, results } = await workshop.run(file, refixed, calls);
    assert.deepEqual(rewritten.results, original.results);
    assert.deepEqual(results, original.results);
    if (id === 'unmemoize') assert.ok(computed > original.computed, `${computed}, ${original.computed}`);
    else assert.ok(computed < original.computed, `${computed}, ${original.computed}`);
    if (id !== 'memoize-disk') return { results, before: original.computed, after: computed };
    // Another process of the user: nothing is left to compute.
    const later = await workshop.run(file, refixed, calls);
    assert.deepEqual(later, { results, computed: 0 });
    return { results, before: original.computed, after: computed, later: later.computed };
  }
});

const memoscope = join(folder, '..', '..', '..', 'src', 'runtime', 'index.ts');

/** As `memoscope prove`, where the file can be run alone. */
async function prove(id: FixId, request: FixRequest): Promise<void> {
  const plan = planProof(id, request, { memoscope }, { calls: 1_000 });
  if (!('before' in plan)) return;
  const { rows, probes, hits } = await proveSettled(plan);
  assert.ok(rows.some((row) => row.outcome === 'equal'));
  assert.ok(hits !== 0, 'no input reached the cache');
  assert.deepEqual(rows.filter((row) => row.outcome === 'different'), []); // prettier-ignore
  assert.deepEqual(probes.filter((p) => !p.equal && !isForeseen(id, p.name)), []); // prettier-ignore
}

/** What a cache that outlives the call cannot see, and says in its notes. */
function isForeseen(id: FixId, probe: string): boolean {
  return !/scoped|async/.test(id) && probe !== 'other-arguments';
}

function again(id: FixId, request: FixRequest): string {
  const result = fix(id, request);
  assert.ok('edits' in result, JSON.stringify(result));
  return applyEdits(request.module.text, result.edits);
}

function golden(path: string, value: object): void {
  if (update) writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
  assert.deepEqual(value, JSON.parse(readFileSync(path, 'utf8')));
}
