import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sweepOf } from '../../../src/analysis/growth/sweep.ts';
import { type CheckedFunction, checkFile } from '../../../src/service/check.ts';
import { stateText } from '../../../src/service/describe.ts';
import { type Made, recurrence } from './randomRecurrence.ts';

class Enough extends Error {}

/** How often the program, really run, meets each state; ends after `most` calls. */
function visits(text: string, args: readonly unknown[], most: number): { seen: Map<string, number>; ended: boolean } {
  const seen = new Map<string, number>();
  let calls = 0;
  const enter = (state: unknown[]): void => {
    if (++calls > most) throw new Enough();
    const key = keyOf(state);
    seen.set(key, (seen.get(key) ?? 0) + 1);
  };
  const script = text.replaceAll(': number', '').replace(/function f\(([^)]*)\) \{/, '$& $enter([$1]);');
  try {
    (new Function('$enter', '$args', `${script} f(...$args);`) as (e: typeof enter, a: readonly unknown[]) => void)(enter, args); // prettier-ignore
    return { seen, ended: true };
  } catch (error) {
    assert.ok(error instanceof Enough || error instanceof RangeError, String(error));
    return { seen, ended: false };
  }
}

const keyOf = (state: readonly unknown[]): string => state.map((v) => (v === 0 ? '0' : String(v))).join();

/** Calls and states of a real run; undefined when it takes more than `most` calls. */
function counted(text: string, args: readonly unknown[], most: number): { calls: number; states: number } | undefined {
  const { seen, ended } = visits(text, args, most);
  let calls = 0;
  for (const times of seen.values()) calls += times;
  return ended ? { calls, states: seen.size } : undefined;
}

const sizes = [13, 17, 18, 20, 24];
/** Where powers of the argument show. */
const largeSizes = [1_000, 30_000, 1_000_000];

/** The formulas hold for real runs: exact ones give the counts, rates their growth, the others say "about". */
function checkGrowth(text: string, { finding, assessment }: CheckedFunction): void {
  const { variable, at } = sweepOf(assessment.overlap);
  const growth = finding.growth!;
  const valueOf = (formula: string, n: number): number => {
    const script = formula
      .replace(/(\d)([a-z(])/g, '$1*$2')
      .replaceAll('^', '**')
      .replaceAll('·', '*');
    return (new Function('floor', variable, `return ${script};`) as (f: typeof Math.floor, n: number) => number)(Math.floor, n); // prettier-ignore
  };
  const power = growth.callsKind === 'rate' && !growth.calls.endsWith(`^${variable}`);
  const runs = (power ? largeSizes : sizes).flatMap((n) => {
    const run = at(n);
    const args = run && stateText(run.root, run);
    const real = args?.every((arg) => typeof arg === 'number') ? counted(text, args, 200_000) : undefined;
    return real ? [{ n, ...real }] : [];
  });
  for (const of of ['calls', 'states'] as const) {
    const formula = growth[of];
    const kind = growth[`${of}Kind`];
    assert.equal(formula.startsWith('about'), kind === 'fitted', formula);
    const told = `${text}${growth.of}: ${formula}`;
    if (kind === 'exact') for (const run of runs) assert.equal(valueOf(formula, run.n), run[of], `${told} at ${run.n}`);
    const [first, last] = [runs[0], runs[runs.length - 1]];
    if (kind !== 'rate' || !first || !last || first === last) continue;
    const measured = Math.log(last.calls / first.calls);
    const expected = Math.log(valueOf(formula, last.n) / valueOf(formula, first.n));
    assert.ok(Math.abs(measured - expected) < 0.25 * expected + 0.4, `${told}: ${measured} for ${expected}`);
  }
}

/** Calls for each state at a size of the first argument; undefined when the program does not end soon. */
function gain(made: Made, size: number): number | undefined {
  const { seen, ended } = visits(made.text, [size, size, 2].slice(0, made.arity), 100_000);
  if (!ended) return undefined;
  let calls = 0;
  for (const times of seen.values()) calls += times;
  return calls / seen.size;
}

describe('random recurrences, run for real', () => {
  it('no false "proven"; misses by reason', function () {
    this.timeout(300_000);
    const verdicts = new Map<string, number>();
    const misses = new Map<string, string[]>();
    const kinds = new Map<string, number>();
    let overlapping = 0;
    const property = fc.property(recurrence, (made) => {
      const { report, functions } = checkFile({ path: 'a.ts', text: made.text });
      assert.deepEqual(report.errors, [], made.text);
      const found = report.findings.find((f) => f.function === 'f');
      const verdict = found?.verdict ?? 'none';
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      if (found?.verdict === 'proven') {
        const { input, state } = found.witness!;
        const { seen } = visits(made.text, input, 300_000);
        assert.ok((seen.get(keyOf(state)) ?? 0) >= 2, `${made.text}${JSON.stringify(found.witness)}`);
        checkGrowth(
          made.text,
          functions.find((f) => f.finding === found)!,
        );
        kinds.set(found.growth!.callsKind, (kinds.get(found.growth!.callsKind) ?? 0) + 1);
        const example = found.growth!.example;
        const told = Number(example.calls);
        if (told < 100_000) {
          const real = visits(made.text, example.input, told + 1).seen;
          const calls = [...real.values()].reduce((sum, times) => sum + times, 0);
          assert.deepEqual([calls, real.size], [told, Number(example.states)], made.text);
        }
      }
      // Overlap that grows: what a person would want to be told.
      const gains = [6, 9, 12].map((size) => gain(made, size));
      const [small, middle, large] = gains;
      if (small === undefined || middle === undefined || large === undefined) return;
      if (large < 3 || large < middle * 1.2 || middle < small * 1.1) return;
      overlapping++;
      if (verdict !== 'none') return;
      const reason = made.traits.join(' + ');
      misses.set(reason, [...(misses.get(reason) ?? []), made.text]);
    });
    fc.assert(property, { numRuns: Number(process.env.RUNS ?? 400), seed: Number(process.env.SEED ?? 3) });
    const missed = [...misses.values()].reduce((sum, list) => sum + list.length, 0);
    console.log(`      verdicts: ${[...verdicts].map(([v, n]) => `${v} ${n}`).join(', ')}`);
    console.log(`      formulas of calls: ${[...kinds].map(([kind, n]) => `${kind} ${n}`).join(', ')}`);
    console.log(`      growing overlap in ${overlapping}, missed ${missed}`);
    for (const [reason, list] of misses) console.log(`      missed (${list.length}): ${reason}`);
    if (process.env.SHOW) for (const list of misses.values()) console.log(list[0]);
    assert.ok(overlapping > 100, String(overlapping));
    assert.ok((verdicts.get('proven') ?? 0) > 100, JSON.stringify([...verdicts]));
    assert.ok((verdicts.get('none') ?? 0) > 20, JSON.stringify([...verdicts]));
    assert.ok(missed <= overlapping * 0.05, `${missed} of ${overlapping}`);
  });
});
