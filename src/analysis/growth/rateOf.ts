import type { Run } from '../trial.ts';
import { coordinatesOf } from './coordinates.ts';
import { logOf } from './fitted.ts';
import type { ArgumentMaps } from './maps.ts';
import { characteristicRoot, divisionExponent, latticeRate } from './rates.ts';
import { type Sample, type Sweep, rounded } from './sweep.ts';

/** A rate may be off by this part of it at sizes that can be counted. */
const tolerance = 0.02;
/**
 * Periods between sizes whose counts are compared: as many as the fuel allows, for all roots but the largest to fade;
 * odd where there are enough, so that counts that depend on the parity of the size do not agree.
 */
const gaps = [11, 7, 5, 3, 2];
/** Halves and thirds make an exponent swing with the size. */
const exponentTolerance = 0.03;

/**
 * The order of growth that follows from the maps of the arguments, where exact counts agree.
 * @param near samples of consecutive sizes
 * @param example the largest run
 */
export function rateOf(maps: ArgumentMaps, sweep: Sweep, near: readonly Sample[], example: Run): string | undefined {
  const { variable } = sweep;
  if (maps.kind === 'divisions') {
    const exponent = divisionExponent(maps.ratios);
    if (!exponentHolds(exponent, example)) return undefined;
    const power = rounded(exponent);
    return power === '1' ? variable : `${variable}^${power}`;
  }
  // Calls that fall from one size to the next follow no single rate: a guard meets some sizes only.
  if (near.some(({ run }, i) => i > 0 && run.calls < near[i - 1]!.run.calls)) return undefined;
  const samples = evenSamples(maps.steps, sweep);
  const measured = measuredRate(samples, maps.at.positions.length > 1);
  if (measured === undefined) return undefined;
  const off = (rate: number): number => Math.abs(measured / rate - 1);
  const [rate] = [...candidates(maps.steps, samples)].sort((a, b) => off(a) - off(b));
  if (rate === undefined || rate < 1.001 || off(rate) > tolerance) return undefined;
  return `${rounded(rate)}^${variable}`;
}

/** Three samples whole periods of the steps apart. */
function evenSamples(steps: readonly (readonly number[])[], { start, at }: Sweep): Sample[] {
  const periods = steps[0]!.map((_, k) => steps.reduce((common, step) => gcd(common, step[k]!), 0));
  const period = periods.reduce((common, own) => (own === 0 ? common : (common * own) / gcd(common, own)), 1);
  for (const gap of gaps) {
    const samples: Sample[] = [];
    // The largest first: where it takes too much fuel, the others are of no use.
    for (let k = 3; k > 0; k--) {
      const n = start + k * period * gap;
      const run = at(n);
      if (!run) break;
      samples.unshift({ n, run });
    }
    if (samples.length === 3) return samples;
  }
  return [];
}

const gcd = (a: number, b: number): number => (b === 0 ? Math.abs(a) : gcd(b, a % b));

/** What the steps allow: words that end where one argument does, and words that end in the far corner. */
function* candidates(steps: readonly (readonly number[])[], samples: readonly Sample[]): Generator<number> {
  const [one, other] = samples.slice(-2).map(({ n, run }) => ({ n, extents: extentsOf(run) }));
  if (!one?.extents || !other?.extents) return;
  const { extents } = other;
  const pace = extents.map((extent, k) => (extent - one.extents![k]!) / (other.n - one.n));
  const signed = pace.map((p, k) => (steps.every((step) => step[k]! <= 0) ? -p : steps.every((step) => step[k]! >= 0) ? p : NaN)); // prettier-ignore
  if (pace.length > 1 && signed.every((p) => p !== 0 && !Number.isNaN(p))) {
    const rate = latticeRate(steps, signed);
    if (rate !== undefined) yield rate;
  }
  for (const [k, p] of pace.entries()) {
    const own = steps.map((step) => Math.abs(step[k]!));
    if (!Number.isNaN(signed[k]!) && own.every((d) => d > 0)) yield characteristicRoot(own) ** p;
  }
}

/** How far each coordinate ranges over the states of a run. */
function extentsOf(run: Run): number[] | undefined {
  const at = coordinatesOf(run);
  if (!at) return undefined;
  const points = run.trace.map((state) => at.of(state));
  return at.positions.map((_, k) => {
    let [low, high] = [Infinity, -Infinity];
    for (const point of points) {
      low = Math.min(low, point[k]!);
      high = Math.max(high, point[k]!);
    }
    return high - low;
  });
}

/** The rate by which the counts of three samples grow, up to a power of the size where there are corners. */
function measuredRate(samples: readonly Sample[], withPower: boolean): number | undefined {
  const [a, b, c] = samples;
  if (!a || !b || !c) return undefined;
  const [la, lb, lc] = [logOf(a.run.calls), logOf(b.run.calls), logOf(c.run.calls)];
  if (!withPower) return Math.exp((lc - lb) / (c.n - b.n));
  // ln T = n·ln ρ + p·ln n + const: two differences give both unknowns.
  const [s, t] = [Math.log(b.n / a.n), Math.log(c.n / b.n)];
  return Math.exp(((lb - la) * t - (lc - lb) * s) / ((b.n - a.n) * t - (c.n - b.n) * s));
}

/** Whether the subproblems of a large run need calls by this power of their argument. */
function exponentHolds(exponent: number, run: Run): boolean {
  const at = coordinatesOf(run);
  if (!at) return false;
  const [top] = at.of(run.root);
  const smaller = run.trace.filter((state) => at.of(state)[0]! < top! / 1000 && at.of(state)[0]! > top! / 100_000);
  return smaller.length > 0 && smaller.every((state) => {
    const [value] = at.of(state);
    const measured = (logOf(run.calls) - logOf(state.calls)) / Math.log(top! / value!);
    return Math.abs(measured - exponent) < exponentTolerance;
  }); // prettier-ignore
}
