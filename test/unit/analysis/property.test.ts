import assert from 'node:assert/strict';
import fc from 'fast-check';
import { checkFile } from '../../../src/service/check.ts';
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
    let overlapping = 0;
    const property = fc.property(recurrence, (made) => {
      const { report } = checkFile({ path: 'a.ts', text: made.text });
      assert.deepEqual(report.errors, [], made.text);
      const found = report.findings.find((f) => f.function === 'f');
      const verdict = found?.verdict ?? 'none';
      verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
      if (found?.verdict === 'proven') {
        const { input, state } = found.witness!;
        const { seen } = visits(made.text, input, 300_000);
        assert.ok((seen.get(keyOf(state)) ?? 0) >= 2, `${made.text}${JSON.stringify(found.witness)}`);
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
    console.log(`      growing overlap in ${overlapping}, missed ${missed}`);
    for (const [reason, list] of misses) console.log(`      missed (${list.length}): ${reason}`);
    if (process.env.SHOW) for (const list of misses.values()) console.log(list[0]);
    assert.ok(overlapping > 100, String(overlapping));
    assert.ok((verdicts.get('proven') ?? 0) > 100, JSON.stringify([...verdicts]));
    assert.ok((verdicts.get('none') ?? 0) > 20, JSON.stringify([...verdicts]));
    assert.ok(missed <= overlapping * 0.05, `${missed} of ${overlapping}`);
  });
});
