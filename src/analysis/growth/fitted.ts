import type { ArgumentMaps } from './maps.ts';
import { type Sample, rounded } from './sweep.ts';

/** Natural logarithm of an integer of any length. */
export function logOf(value: bigint): number {
  const digits = value.toString();
  const head = Number(digits.slice(0, 15));
  return Math.log(head) + (digits.length - Math.min(15, digits.length)) * Math.LN10;
}

const exponentBetween = (a: Sample, b: Sample, count: (sample: Sample) => number): number =>
  (count(b) - count(a)) / Math.log(b.n / a.n);

/** A curve through the number of calls of the samples: a power where its exponent keeps, else an exponential. */
export function fittedCalls(given: readonly Sample[], variable: string): string {
  const logCalls = ({ run }: Sample): number => logOf(run.calls);
  // Inputs on which the search ends early lie below the curve.
  const records = given.filter((one, i) => given.slice(0, i).every((other) => other.run.calls < one.run.calls));
  const samples = records.length > 1 ? records : given;
  const first = samples[0]!;
  const last = samples[samples.length - 1]!;
  const middle = samples[Math.floor(samples.length / 2)]!;
  if (first !== middle && middle !== last) {
    const early = exponentBetween(first, middle, logCalls);
    const late = exponentBetween(middle, last, logCalls);
    // A power of n keeps its exponent; an exponential's grows.
    if (late < early * 1.2 && late < 5) return `about ${variable}^${rounded(late)}`;
  }
  return `about ${rounded(Math.exp((logCalls(last) - logCalls(first)) / (last.n - first.n)))}^${variable}`;
}

/** A curve through the number of states of the samples. */
export function fittedStates(samples: readonly Sample[], variable: string, maps: ArgumentMaps | undefined): string {
  const first = samples[0]!;
  const last = samples[samples.length - 1]!;
  if (maps?.kind === 'divisions') {
    // As many factors as there are different divisors: Π log n at most.
    const divisors = new Set(maps.ratios.map((q) => Math.round(q * 1000))).size;
    const factor = rounded(last.run.states / Math.log2(last.n) ** divisors);
    return `about ${factor}·${divisors === 1 ? `log2 ${variable}` : `(log2 ${variable})^${divisors}`}`;
  }
  const logStates = ({ run }: Sample): number => Math.log(run.states);
  const exponent = exponentBetween(first, last, logStates);
  if (exponent < 0.3) return `about log ${variable}`;
  if (exponent <= 5) return `about ${variable}^${rounded(exponent)}`;
  return `about ${rounded(Math.exp((logStates(last) - logStates(first)) / (last.n - first.n)))}^${variable}`;
}
