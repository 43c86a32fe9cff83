import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Label, type Outcome, applyEveryFix, applyFixes, reportFixes } from '../../../bench/corpus/fixes.ts';
import { TypeChecker } from '../../../bench/corpus/types.ts';

const source = `export function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
let calls = 0;
export function counting(n: number): number {
  calls++;
  return n < 2 ? n : counting(n - 1) + counting(n - 2);
}
`;
const label = (line: number, name: string, input: string): Label => ({
  repo: 'owner/repo',
  path: 'a.ts',
  line,
  name,
  label: 'overlap',
  evidence: { calls: 1973, distinct: 16, input },
});

describe('corpus --fixes', () => {
  const root = mkdtempSync(join(tmpdir(), 'memoscope-fixes-'));
  let outcomes: Outcome[];
  before(function () {
    this.timeout(60_000);
    mkdirSync(join(root, 'owner+repo'));
    writeFileSync(join(root, 'owner+repo/a.ts'), source);
    outcomes = applyFixes([label(1, 'fib', 'fib(15) ; a remark'), label(5, 'counting', 'counting(15)')], root);
  });
  after(() => rmSync(root, { recursive: true }));

  it('applies, type-checks, runs and counts', () => {
    assert.deepEqual(outcomes[0]!.typeErrors, []);
    assert.deepEqual(outcomes[0]!.run, { before: 1973, after: 16, equal: true, detail: "610" }); // prettier-ignore
  });

  it('takes every fix that does not refuse', () => {
    const every = applyEveryFix([label(1, 'fib', 'fib(15)')], root);
    assert.deepEqual(every.map((o) => o.fix), ['memoize-scoped', 'memoize-module', 'memoize-wrap', 'memoize-lru', 'memoize-disk']); // prettier-ignore
    for (const { run, typeErrors } of every) {
      assert.deepEqual(typeErrors, []);
      assert.equal(run?.equal, true, run?.detail);
      assert.ok(run.after! <= 16, String(run.after));
    }
  });

  it('a function that fails on its input is not compared', () => {
    const [failing] = applyFixes([label(1, 'fib', 'fib(none)')], root);
    assert.equal(failing?.run?.equal, undefined);
    assert.match(failing?.run?.detail ?? '', /none is not defined/);
  });

  it('says why a function is refused', () => {
    assert.match(outcomes[1]!.refused!, /assigns `calls`/);
  });

  it('counts results that differ and new type errors as broken', () => {
    const [good] = outcomes;
    const broken: Outcome[] = [
      good!,
      { ...good!, run: { ...good!.run!, equal: false } },
      { ...good!, typeErrors: ['x'] },
    ];
    const { log } = console;
    const lines: string[] = [];
    console.log = (line: string) => void lines.push(line);
    try {
      assert.equal(reportFixes(broken), 2);
    } finally {
      console.log = log;
    }
    assert.match(lines.join('\n'), /results equal +2 of 3 \(66\.7 %\)/);
  });

  it('finds new compiler messages only', () => {
    const types = new TypeChecker();
    const bad = `${source}export const a: string = missing;\n`;
    assert.deepEqual(types.fresh('/virtual/a.ts', bad, `${bad}export const b = missing;\n`), []);
    assert.equal(types.fresh('/virtual/a.ts', bad, `${bad}export const b: string = 1;\n`).length, 1);
  }).timeout(30_000);
});
