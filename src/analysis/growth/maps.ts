import type { Subproblem } from '../machine/subproblems.ts';
import type { Run } from '../trial.ts';
import { type Coordinates, coordinatesOf } from './coordinates.ts';

/**
 * How a recurrence maps its arguments, read off the executed states, where it is one map a call: constant steps, or a
 * division of one argument.
 */
export type ArgumentMaps =
  | { readonly kind: 'steps'; readonly steps: readonly (readonly number[])[]; readonly at: Coordinates }
  | { readonly kind: 'divisions'; readonly ratios: readonly number[] };

/** From here on a division is told from a shift. */
const largeArgument = 1000;

/** The maps that two runs of different size have in common; undefined when there is no such form. */
export function argumentMaps(small: Run, large: Run): ArgumentMaps | undefined {
  const at = coordinatesOf(large);
  if (!at) return undefined;
  const steps = stepsOf(large, at);
  if (steps && steps.length > 1) {
    const same = stepsOf(small, coordinatesOf(small) ?? at);
    if (same && String(same) === String(steps)) return { kind: 'steps', steps, at };
  }
  const ratios = at.positions.length === 1 ? ratiosOf(large, at) : undefined;
  return ratios && ratios.length > 1 ? { kind: 'divisions', ratios } : undefined;
}

function asking(run: Run): Subproblem[] {
  return [...new Set(run.trace)].filter(({ children }) => children.length > 0);
}

/** The steps to the children, where every state has the same ones, those at the edge some of them. */
function stepsOf(run: Run, at: Coordinates): number[][] | undefined {
  const all = asking(run).map((state) => {
    const from = at.of(state);
    return state.children.map((child) => at.of(child).map((to, k) => to - from[k]!)).sort(inOrder);
  });
  const full = all.reduce((longest, own) => (own.length > longest.length ? own : longest), all[0] ?? []);
  if (full.some((step) => step.every((d) => d === 0) || !step.every(Number.isInteger))) return undefined;
  const names = full.map(String);
  for (const own of all) {
    const left = [...names];
    for (const step of own) {
      const i = left.indexOf(String(step));
      if (i < 0) return undefined;
      left.splice(i, 1);
    }
  }
  return full;
}

const inOrder = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((order, x, k) => order || b[k]! - x, 0);

/** What part of its argument each call passes on, to a rounding of one. */
function ratiosOf(run: Run, at: Coordinates): number[] | undefined {
  const parts = (state: Subproblem): number[] => {
    const [from] = at.of(state);
    return state.children.map((child) => at.of(child)[0]! / from!).sort((a, b) => b - a);
  };
  const [from] = at.of(run.root);
  if (from! < largeArgument) return undefined;
  const ratios = parts(run.root);
  if (ratios.some((q) => q <= 0 || q > 0.9)) return undefined;
  for (const state of asking(run)) {
    const [value] = at.of(state);
    if (value! < 50) continue;
    const own = parts(state);
    if (own.length !== ratios.length || own.some((q, i) => Math.abs(q - ratios[i]!) > 2 / value!)) return undefined;
  }
  return ratios;
}
