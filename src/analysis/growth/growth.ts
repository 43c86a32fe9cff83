import type { FormulaKind } from '../../protocol/finding.ts';
import { ladderFuel } from '../inputSearch.ts';
import type { Overlap } from '../overlap.ts';
import { type Run, gain } from '../trial.ts';
import { fittedCalls, fittedStates } from './fitted.ts';
import { type Formula, type Point, exponential, polynomial, staircase } from './formulas.ts';
import { argumentMaps } from './maps.ts';
import { rateOf } from './rateOf.ts';
import { type Sample, type Sweep, consecutive, sweepOf } from './sweep.ts';

/** How calls and states grow with the input. */
export interface GrowthEstimate {
  readonly calls: string;
  readonly callsKind: FormulaKind;
  readonly states: string;
  readonly statesKind: FormulaKind;
  /** The outermost call that the formulas are about, in terms of their variable. */
  readonly of: string;
  readonly example: Run;
}

/** Sizes of the example, the first that ends within the fuel; a person can picture 40. */
const exampleSizes = [40, 30, 24, 20, 16, 14, 12, 10, 8, 6];
/** Divisions get interesting where shifts have long ended. */
const largeSizes = [1e9, 1e6, 1e4, 1e3];
/** Calls per state that an example shows at least: one without repeats tells nothing. */
const worthwhile = 1.5;
/** Sizes through which formulas are drawn. */
const mostSamples = 9;
/** Multiples of the distance between them, from the first, at which a formula must hold as well. */
const beyond = [13, 22, 95];

/** The formulas of an overlap beside exact counts of one example. */
export function growthOf(overlap: Overlap): GrowthEstimate {
  const sweep = sweepOf(overlap);
  const { variable } = sweep;
  const last = overlap.ladder[overlap.ladder.length - 1]!;
  const wasteful = overlap.ladder.reduce((most, run) => (gain(run) >= gain(most) ? run : most), last);
  const samples = sweep.start > 100 ? [] : consecutive(sweep, mostSamples);
  // Where the first steps are shifts, a chain of a thousand is too deep to run.
  const far = overlap.witness.run.sized ? undefined : sizedSample(sweep, samples, largeSizes, 0);
  const maps = argumentMaps(overlap.witness.run, last) ?? (far && argumentMaps(far.run, far.run));
  const example = maps?.kind === 'divisions' ? far : sizedSample(sweep, samples, exampleSizes, last.states, worthwhile);

  const [first, second] = samples;
  const further = !first || !second ? [] : beyond.map((k) => first.n + k * (second.n - first.n));
  const later = [...further.flatMap((n) => sizedSample(sweep, samples, [n], 0) ?? []), ...(far ? [far] : [])];
  const exact = (find: (points: Point[], name: string) => Formula | undefined, count: (run: Run) => bigint) => {
    const formula = find(samples.map(({ n, run }) => ({ n, count: count(run) })), variable);
    return formula && later.every(({ n, run }) => formula.at(n) === count(run)) ? formula.text : undefined;
  };
  const calls = exact((...given) => polynomial(...given) ?? exponential(...given), (run) => run.calls);
  const states = exact((...given) => polynomial(...given) ?? staircase(...given), (run) => BigInt(run.states));

  const reached = spreadOf(sweep, samples, later, example);
  const spread = reached.length > 2 ? reached : overlap.ladder.map((run) => ({ n: run.size, run }));
  const rate = calls === undefined && maps ? rateOf(maps, sweep, samples, example?.run ?? last) : undefined;
  return {
    calls: calls ?? rate ?? fittedCalls(spread, variable),
    callsKind: calls ? 'exact' : rate ? 'rate' : 'fitted',
    states: states ?? fittedStates(spread, variable, maps),
    statesKind: states ? 'exact' : 'fitted',
    of: sweep.of,
    example: example?.run ?? wasteful,
  };
} // prettier-ignore

/** The first of the sizes that ends within the fuel with more states than `least`, and with that many calls for each. */
function sizedSample(
  sweep: Sweep,
  known: readonly Sample[],
  sizes: readonly number[],
  least: number,
  saved = 0,
): Sample | undefined {
  for (const n of sizes) {
    if (n <= sweep.start) break;
    if (costAt(known, n) > ladderFuel) continue;
    const run = sweep.at(n);
    if (run && run.states > least && gain(run) >= saved) return { n, run };
  }
  return undefined;
}

/** What a run costs at least, if the cost keeps growing as a power of the size. */
function costAt(known: readonly Sample[], n: number): number {
  const first = known[0];
  const last = known[known.length - 1];
  if (!first || !last || first === last || n > 100) return 0;
  const exponent = Math.log(last.run.cost / first.run.cost) / Math.log(last.n / first.n);
  return 0.7 * last.run.cost * (n / last.n) ** exponent;
}

/** Samples far apart, by size. */
function spreadOf(
  sweep: Sweep,
  near: readonly Sample[],
  later: readonly Sample[],
  example: Sample | undefined,
): Sample[] {
  const few = [near[0], near[Math.floor(near.length / 2)], near[near.length - 1], ...later, example];
  const spread = [...new Map(few.flatMap((sample) => (sample ? [[sample.n, sample] as const] : []))).values()];
  for (let factor = 1; spread.length < 3 && factor <= 4; factor++) {
    if (!spread.some(({ n }) => n === factor * sweep.start)) {
      const n = factor * sweep.start;
      const run = sweep.at(n);
      if (run) spread.push({ n, run });
    }
  }
  return spread.sort((a, b) => a.n - b.n);
}
