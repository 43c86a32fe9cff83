import { ListValue, type Value, settled } from '../machine/values.ts';
import type { Overlap } from '../overlap.ts';
import type { SkeletonFunction } from '../skeleton.ts';
import type { Run } from '../trial.ts';
import { varying } from './coordinates.ts';

/** The form of input of an overlap as a function of one variable, in which growth is told. */
export interface Sweep {
  /** The function's own argument where one number varies, else `n`. */
  readonly variable: string;
  /** The outermost call in terms of the variable: `fib(n)`, `paths(n, n)`, `common(…, 0, 0)`. */
  readonly of: string;
  /** Value of the variable in the witness. */
  readonly start: number;
  at(n: number): Run | undefined;
}

/** A run at one value of the variable. */
export interface Sample {
  readonly n: number;
  readonly run: Run;
}

/** Three decimals at most. */
export const rounded = (value: number): string => String(Math.round(value * 1000) / 1000);

/** Made-up lists and texts have no more elements than this. */
const mostElements = 48;

export function sweepOf(overlap: Overlap): Sweep {
  const { fn, maker, witness } = overlap;
  // The numbers of an outer function are not the arguments of this one.
  const numbers = maker.outer ? [] : maker.numbers;
  const differs = varying(witness.run);
  const varyingAt = differs.flatMap((differ, i) => (differ ? [i] : []));
  const [only] = varyingAt;
  const own = varyingAt.length === 1 ? numbers[only!] : undefined;
  const name = own && own.factor !== 0 ? nameOf(fn, only!) : undefined;
  if (own && name) {
    const { factor, offset } = own;
    const start = factor * witness.run.size + offset;
    const put = (n: number) => (args: Value[]) => void (args[only!] = n);
    const at = kept(overlap, (n) => (factor === 1 ? overlap.at(n - offset) : overlap.at(n, put(n))));
    if (at(start)?.branches)
      return {
        variable: name,
        of: callText(fn, differs, () => name) + (witness.run.sized ? ` on data of size ${name}` : ''),
        start,
        at,
      };
  }
  const text = (i: number): string => {
    const number = numbers[i];
    const given = settled(witness.run.root.args[i]);
    if (!number && typeof given === 'number') return String(given);
    if (!number) return `${nameOf(fn, i) ?? '…'}${isMeasured(given) ? ' of length n' : ''}`;
    const { factor, offset } = number;
    if (factor === 0) return String(offset);
    return `${factor === 1 ? '' : factor}n${offset === 0 ? '' : offset < 0 ? ` - ${-offset}` : ` + ${offset}`}`;
  };
  const call = callText(fn, differs, text);
  return {
    variable: 'n',
    of: witness.run.sized && !call.includes(' of length ') ? `${call} on data of size n` : call,
    start: witness.run.size,
    at: kept(overlap, (n) => overlap.at(n)),
  };
}

/** Sizes at equal distance at which the recursion ends, as near to each other as it takes; at most `most` of them. */
export function consecutive({ at, start }: Sweep, most: number): Sample[] {
  for (let step = 1; step <= 6; step++) {
    const samples: Sample[] = [];
    for (let n = start; samples.length < most; n += step) {
      const run = at(n);
      if (!run) break;
      samples.push({ n, run });
    }
    if (samples.length >= 3) return samples;
  }
  return [];
}

/** Made-up texts and lists have as many elements as the input is large. */
function isMeasured(value: Value): boolean {
  return (typeof value === 'string' && value.length > 1) || value instanceof ListValue;
}

function kept(overlap: Overlap, run: (n: number) => Run | undefined): (n: number) => Run | undefined {
  const runs = new Map<number, Run | undefined>();
  return (n) => {
    if (overlap.witness.run.sized && n > mostElements) return undefined;
    if (!runs.has(n)) runs.set(n, run(n));
    return runs.get(n);
  };
}

function nameOf(fn: SkeletonFunction, index: number): string | undefined {
  const parameter = fn.parameters[index];
  const target = parameter?.op === 'defaultPattern' ? parameter.target : parameter;
  return target?.op === 'variable' ? target.variable.name : undefined;
}

function callText(fn: SkeletonFunction, differs: readonly boolean[], text: (index: number) => string): string {
  const args = differs.map((differ, i) => (differ ? text(i) : '…'));
  return `${fn.name}(${args.join(', ').replace(/…(, …)+/g, '…')})`;
}
