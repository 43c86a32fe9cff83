import type { Subproblem } from './machine/subproblems.ts';
import { settled } from './machine/values.ts';
import type { Overlap } from './overlap.ts';
import type { Run } from './trial.ts';

/** How calls and states grow with the size n of the input. */
export interface GrowthEstimate {
  readonly calls: string;
  readonly states: string;
  readonly example: Run;
}

/** Sizes of the example, the first that ends within the fuel; a person can picture 40. */
const exampleSizes = [40, 30, 24, 20, 16, 14, 12, 10, 8, 6];

/** The formulas of an overlap beside exact counts of one example. */
export function growthOf(overlap: Overlap): GrowthEstimate {
  const last = overlap.ladder[overlap.ladder.length - 1]!;
  let example = last;
  for (const size of exampleSizes) {
    if (size <= last.size) break;
    const run = overlap.at(size);
    if (run && run.states > last.states) {
      example = run;
      break;
    }
  }
  return { calls: callsFormula(overlap.ladder, example), states: statesFormula(overlap), example };
}

function callsFormula(ladder: readonly Run[], example: Run): string {
  const shifts = constantShifts(example.root);
  if (shifts) return `${format(characteristicRoot(shifts))}^n`;
  const first = ladder[0]!;
  const last = ladder[ladder.length - 1]!;
  const middle = ladder.length > 2 ? ladder[Math.floor(ladder.length / 2)]! : undefined;
  const exponent = (a: Run, b: Run): number => (logOf(b.calls) - logOf(a.calls)) / Math.log(b.size / a.size);
  // A power of n keeps its exponent along the ladder; an exponential's grows.
  if (middle && exponent(middle, last) < exponent(first, middle) * 1.2 && exponent(middle, last) < 5) {
    return `about n^${format(exponent(middle, last))}`;
  }
  // The longer the stretch, the less parity and rounding of sizes matter.
  const far = example.size > last.size ? example : last;
  const near = far === last ? first : last;
  return `about ${format(Math.exp((logOf(far.calls) - logOf(near.calls)) / (far.size - near.size)))}^n`;
}

function format(value: number): string {
  const rounded = Math.round(value * 1000) / 1000;
  return String(rounded);
}

function logOf(value: bigint): number {
  const digits = value.toString();
  const head = Number(digits.slice(0, 15));
  return Math.log(head) + (digits.length - Math.min(15, digits.length)) * Math.LN10;
}

/** The distances of f(n − d), when every activation that recurses uses the same ones in one varying number. */
function constantShifts(root: Subproblem): number[] | undefined {
  let common: string | undefined;
  let position: number | undefined;
  let shifts: number[] | undefined;
  const seen = new Set<Subproblem>([root]);
  const queue = [root];
  for (let at = 0; at < queue.length; at++) {
    const node = queue[at]!;
    if (node.children.length > 0) {
      const own: number[] = [];
      for (const child of node.children) {
        const shift = shiftBetween(node, child);
        if (!shift || (position !== undefined && position !== shift.position)) return undefined;
        ({ position } = shift);
        own.push(shift.distance);
        if (!seen.has(child)) {
          seen.add(child);
          queue.push(child);
        }
      }
      own.sort((a, b) => a - b);
      if (common !== undefined && own.join() !== common) return undefined;
      common = own.join();
      shifts = own;
    }
  }
  return shifts && shifts.length > 1 ? shifts : undefined;
}

function shiftBetween(from: Subproblem, to: Subproblem): { position: number; distance: number } | undefined {
  if (from.function !== to.function || from.args.length !== to.args.length) return undefined;
  let shift: { position: number; distance: number } | undefined;
  for (let i = 0; i < from.args.length; i++) {
    const a = settled(from.args[i]);
    const b = settled(to.args[i]);
    if (a === b) continue;
    if (typeof a !== 'number' || typeof b !== 'number' || shift) return undefined;
    shift = { position: i, distance: a - b };
  }
  return shift && shift.distance > 0 && Number.isInteger(shift.distance) ? shift : undefined;
}

/** The root ρ > 1 of Σ ρ^(−dᵢ) = 1: a 1-D recurrence with these shifts makes Θ(ρⁿ) calls. */
export function characteristicRoot(shifts: readonly number[]): number {
  let low = 1;
  let high = shifts.length + 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    const sum = shifts.reduce((total, d) => total + middle ** -d, 0);
    if (sum > 1) low = middle;
    else high = middle;
  }
  return high;
}

/** A polynomial through the exact counts of states, or their order of growth. */
function statesFormula(overlap: Overlap): string {
  const { size } = overlap.witness.run;
  // Small sizes may not show the form yet.
  for (const start of size > 100 ? [] : [size, size + 5]) {
    const counts: number[] = [];
    for (let i = 0; i < 6; i++) {
      const run = overlap.at(start + i);
      if (!run) break;
      counts.push(run.states);
    }
    const polynomial = counts.length >= 5 ? interpolate(start, counts) : undefined;
    if (polynomial) return polynomial;
  }
  const { ladder } = overlap;
  const a = ladder[0]!;
  const b = ladder[ladder.length - 1]!;
  const exponent = Math.log(b.states / a.states) / Math.log(b.size / a.size);
  if (exponent < 0.3) return 'about log n';
  if (exponent > 5) return `about ${format((b.states / a.states) ** (1 / (b.size - a.size)))}^n`;
  return `about n^${format(exponent)}`;
}

/** Newton's forward differences; undefined above degree 3 or with fractions that do not print well. */
function interpolate(start: number, counts: readonly number[]): string | undefined {
  const differences: number[] = [];
  let row = [...counts];
  while (row.length > 0 && row.some((v) => v !== 0)) {
    differences.push(row[0]!);
    row = row.slice(1).map((v, i) => v - row[i]!);
  }
  const degree = differences.length - 1;
  if (degree < 1 || degree > 3 || row.length < 1) return undefined;
  // Σ Δᵏ·C(n − start, k) expanded in powers of n.
  let total = [0, 0, 0, 0];
  let basis = [1, 0, 0, 0];
  differences.forEach((difference, k) => {
    total = total.map((v, i) => v + difference * basis[i]!);
    basis = basis.map((_, i) => ((i > 0 ? basis[i - 1]! : 0) - (start + k) * basis[i]!) / (k + 1));
  });
  const terms: string[] = [];
  for (let power = 3; power >= 0; power--) {
    const factor = Math.round(total[power]! * 1e6) / 1e6;
    if (factor === 0) continue;
    const size = Math.abs(factor);
    const name = power === 0 ? '' : power === 1 ? 'n' : `n^${power}`;
    const text = power > 0 && size === 1 ? name : `${Number.isInteger(size) ? size : fraction(size)}${name}`;
    terms.push(terms.length === 0 ? (factor < 0 ? `-${text}` : text) : factor < 0 ? `- ${text}` : `+ ${text}`);
  }
  return terms.join(' ');
}

function fraction(value: number): string {
  for (const d of [2, 3, 6]) {
    const n = value * d;
    if (Math.abs(n - Math.round(n)) < 1e-6) return `${Math.round(n)}/${d}·`;
  }
  return `${value}·`;
}
