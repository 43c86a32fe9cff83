import assert from 'node:assert/strict';
import { memoization } from '../../../src/analysis/memoized.ts';
import { recurrences } from '../../../src/analysis/callGraph.ts';
import { countCalls, valueOf } from '../../../src/analysis/count.ts';
import { checkFile, languageOf } from '../../../src/service/check.ts';
import { type Row, rows } from './conformanceRows.ts';
import { type VariantName, fixture, parse, reallyRun, variantNames, variantOf } from './conformanceVariants.ts';

/** The verdict on one function of a text, `memoized` when it is seen to keep its results. */
function verdictOf(path: string, text: string, name: string): string {
  const { report } = checkFile({ path, text });
  assert.deepEqual(report.errors, [], text);
  const found = report.findings.find((f) => f.rule === 'overlapping-subproblems' && f.function === name);
  if (found) return found.verdict;
  const own = recurrences(parse(path, text).functions).find((r) => r.functions.some((f) => f.name === name));
  return own && memoization(own)?.complete ? 'memoized' : 'none';
}

function count(row: Row, variant: VariantName): ReturnType<typeof countCalls> {
  const { text, name } = variantOf(fixture(row.file), row.name, variant, row.invariants ?? []);
  const module = parse(row.file, text);
  const own = recurrences(module.functions).find((r) => r.functions.some((f) => f.name === name))!;
  const fn = own.functions.find((f) => f.name === name)!;
  const { args, invariants = [] } = row;
  if (variant !== 'nested helper') return countCalls(own, fn, args!.map(valueOf), languageOf(module));
  const captured = Object.fromEntries(invariants.map((invariant, i) => [invariant, valueOf(args![i])]));
  return countCalls(own, fn, args!.slice(invariants.length).map(valueOf), languageOf(module), captured);
}

/** The functions of the recurrence, whose calls are counted. */
function membersOf(path: string, text: string, name: string): string[] {
  const own = recurrences(parse(path, text).functions).find((r) => r.functions.some((f) => f.name === name))!;
  return own.functions.map((f) => f.name);
}

describe('worked cases', function () {
  this.timeout(120_000);
  for (const row of rows) {
    describe(row.title, () => {
      for (const variant of row.variants ?? variantNames) {
        it(`${variant}: ${row.verdict}`, () => {
          const { text, name } = variantOf(fixture(row.file), row.name, variant, row.invariants ?? []);
          assert.equal(verdictOf(row.file, text, name), row.verdict, text);
        });
        if (row.calls === undefined) continue;
        it(`${variant}: ${row.calls} calls, ${row.states} states`, () => {
          const counted = count(row, variant);
          if (!('calls' in counted)) assert.fail(JSON.stringify(counted));
          const { calls, states, exact } = counted;
          assert.deepEqual({ calls, states, exact }, { calls: BigInt(row.calls!), states: row.states, exact: true });
        });
        // Every form of a small row, one of a large one; the rest would take minutes.
        if (row.calls >= (variant === 'plain' ? 5_000_000 : 200_000)) continue;
        it(`${variant}: the same when really run`, () => {
          const made = variantOf(fixture(row.file), row.name, variant, row.invariants ?? []);
          const names = membersOf(row.file, made.text, made.name);
          const withStates = row.calls! < 200_000;
          const { calls, states } = reallyRun(row.file, made, names, row.args!, withStates);
          assert.equal(calls, row.calls);
          if (withStates) assert.equal(states, row.states);
        });
      }
    });
  }
});
