import type { ProofInput } from '../../protocol/proof.ts';
import type { Hints } from './hints.ts';
import { Chance, valuesOf } from './values.ts';
import type { Wanted } from './wanted.ts';

const sizes = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 30];
/** Numbers go on where recursions that divide begin; texts and lists stay as they are. */
const large = [100, 1_000, 20_000, 123_456_789, 5_000_000_000];
/** Most inputs of one size. */
const mostPerSize = 20;

/**
 * A ladder of inputs: what the file itself calls the function with, then for each size the size itself and the edges
 * below it, for texts, lists and trees data of that size; at the end values that nobody thought of.
 * @throws Refusal for a parameter of a kind that cannot be made up
 */
export function makeInputs(parameters: readonly Wanted[], hints: Hints): ProofInput[] {
  const out: ProofInput[] = [];
  const seen = new Set<string>();
  const add = (all: readonly string[], size: number): void => {
    const args = [...all];
    // Not given at all, and given as undefined, by turns.
    if (out.length % 2 === 0) while (args.at(-1) === 'undefined' && parameters[args.length - 1]?.optional) args.pop();
    const key = args.join('\n');
    if (!seen.has(key)) out.push({ args, size });
    seen.add(key);
  };
  for (const args of hints.calls) add(args, -1);
  // The arguments of real calls are enough where none can be made up.
  try {
    addLadder(add, parameters, hints);
  } catch (error) {
    if (hints.calls.length === 0) throw error;
  }
  return out;
}

type Add = (args: readonly string[], size: number) => void;

const isNumber = ({ kind, choices }: Wanted): boolean => !choices && (kind === 'number' || kind === 'integer' || kind === 'bigint'); // prettier-ignore

function addLadder(add: Add, parameters: readonly Wanted[], hints: Hints): void {
  for (const size of sizes) {
    const choices = parameters.map((p, i) => valuesOf(p, size, i, hints));
    for (const row of rowsOf(choices, parameters, size)) add(row, size);
  }
  if (parameters.some(isNumber)) {
    for (const size of large) {
      const choices = parameters.map((p, i) => valuesOf(p, isNumber(p) ? size : 10, i, hints));
      for (const row of rowsOf(choices, parameters, size).slice(0, 6)) add(row, size);
    }
  }
  // Not -0: caches key it as 0, as a Map does, and say so.
  const odd = { number: ['-1', '2.5', 'NaN', 'undefined'], integer: ['-1'], string: ["'ünï'", "'__proto__'"], boolean: ['true'], list: ['[]', '[3, , 1, NaN]'] } as const; // prettier-ignore
  for (const [i, parameter] of parameters.entries()) {
    const values = [...(odd[parameter.kind as keyof typeof odd] ?? []), ...(parameter.perhapsText ? odd.string : [])];
    for (const value of values) {
      add(parameters.map((p, k) => (k === i ? value : valuesOf(p, 4, k, hints)[0]!)), -2); // prettier-ignore
    }
  }
}

/** All combinations where they are few; else those in which all numbers stand at one place, and some by chance. */
function rowsOf(choices: readonly string[][], parameters: readonly Wanted[], size: number): string[][] {
  const all = choices.reduce((product, c) => product * c.length, 1);
  if (all <= mostPerSize) return choices.reduce<string[][]>((rows, c) => c.flatMap((v) => rows.map((r) => [...r, v])), [[]]); // prettier-ignore
  const chance = new Chance(size);
  const pick = (at: (i: number) => number): string[] => choices.map((c, i) => c[at(i) % c.length]!);
  const others = parameters.map((p) => !isNumber(p));
  // Numbers may be the size itself, indices that go up from 0, or such that go down from the end.
  const first = others.indexOf(false);
  const rows = (first < 0 ? [0] : [0, 1, 2]).map((place) => pick((i) => (others[i] ? 0 : place)));
  // From 0 to the end; and what may be left out left out.
  rows.push(pick((i) => (others[i] ? 0 : i === first ? 1 : 2)), pick((i) => (parameters[i]!.optional ? choices[i]!.indexOf('undefined') : 0))); // prettier-ignore
  while (rows.length < mostPerSize) {
    const place = rows.length % 4;
    rows.push(pick((i) => (others[i] || place === 3 ? chance.below(choices[i]!.length) : place)));
  }
  return rows;
}
