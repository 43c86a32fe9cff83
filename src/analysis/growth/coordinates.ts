import type { Subproblem } from '../machine/subproblems.ts';
import { ListValue, type Value, keyOf, settled } from '../machine/values.ts';
import type { Run } from '../trial.ts';

/** Which arguments differ between the states of a run. */
export function varying(run: Run): boolean[] {
  const first = run.root.args.map((value) => keyOf(value));
  const differs = first.map(() => false);
  for (const { args } of run.trace) {
    for (let i = 0; i < first.length; i++) if (!differs[i] && keyOf(args[i]) !== first[i]) differs[i] = true;
  }
  return differs;
}

/** As `varying`, and arguments that the first call leaves out to their defaults. */
export function shownArguments(run: Run): boolean[] {
  const differs = varying(run);
  for (const { args } of run.trace) while (differs.length < args.length) differs.push(true);
  return differs;
}

/** A number itself, the length of a text or a list; undefined for anything else. */
function measure(given: Value): number | undefined {
  const value = settled(given);
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'string') return value.length;
  return value instanceof ListValue ? value.items.length : undefined;
}

/** States as points: the arguments that vary in size, each by its size. */
export interface Coordinates {
  /** Positions of the arguments. */
  readonly positions: readonly number[];
  of(state: Subproblem): number[];
}

/** The coordinates of a run; undefined when no argument varies in size. */
export function coordinatesOf(run: Run, differs = varying(run)): Coordinates | undefined {
  const positions: number[] = [];
  for (let i = 0; i < differs.length; i++) {
    if (!differs[i]) continue;
    const sizes = new Set(run.trace.map(({ args }) => measure(args[i])));
    if (!sizes.has(undefined) && sizes.size > 1) positions.push(i);
  }
  if (positions.length === 0) return undefined;
  return { positions, of: ({ args }) => positions.map((i) => measure(args[i])!) };
}
