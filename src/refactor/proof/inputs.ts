import type { Kind } from '../../analysis/skeleton.ts';
import type { ProofInput } from '../../protocol/proof.ts';
import { refuse } from '../request.ts';
import type { Hints } from './hints.ts';

/** What is known of a parameter that an argument is made up for. */
export interface Wanted {
  readonly name: string;
  readonly kind: Kind;
  readonly element?: Kind;
  readonly optional: boolean;
  /** Of a parameter that is taken apart: with keys the fields of an object, else the elements of a list. */
  readonly parts?: readonly { readonly key?: string; readonly wanted: Wanted }[];
}

const sizes = [0, 1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 18, 22, 26, 30];
/** Most inputs of one size. */
const mostPerSize = 14;
const mostCombined = 4_000;

/** Trees deeper than this are too many nodes. */
const deepest = 9;

/**
 * A ladder of inputs: what the file itself calls the function with, then for each size the size itself and the edges
 * below it, for texts, lists and trees data of that size; at the end values that nobody thought of.
 * @throws Refusal for a parameter of a kind that cannot be made up
 */
export function makeInputs(parameters: readonly Wanted[], hints: Hints): ProofInput[] {
  const out: ProofInput[] = [];
  const seen = new Set<string>();
  const add = (args: readonly string[], size: number): void => {
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

function addLadder(
  add: (args: readonly string[], size: number) => void,
  parameters: readonly Wanted[],
  hints: Hints,
): void {
  for (const size of sizes) {
    let combinations: string[][] = [[]];
    for (const [index, parameter] of parameters.entries()) {
      const choices = valuesOf(parameter, size, index, hints);
      combinations = choices.flatMap((choice) => combinations.map((c) => [...c, choice])).slice(0, mostCombined);
    }
    for (const combination of spread(combinations, mostPerSize)) add(combination, size);
  }
  const odd = { number: ['-1', '2.5'], integer: ['-1'], string: ["'ünï'"], boolean: ['true'], list: ['[]'] } as const;
  for (const [i, parameter] of parameters.entries()) {
    for (const value of odd[parameter.kind as keyof typeof odd] ?? []) {
      add(parameters.map((p, k) => (k === i ? value : valuesOf(p, 4, k, hints)[0]!)), 4); // prettier-ignore
    }
  }
}

/** So many of a list, from its first to its last. */
function spread<T>(all: readonly T[], most: number): readonly T[] {
  if (all.length <= most) return all;
  return Array.from({ length: most }, (_, i) => all[Math.floor((i * (all.length - 1)) / (most - 1))]!);
}

/** `index` tells the parameters apart: two lists of one input differ. */
function valuesOf(parameter: Wanted, size: number, index: number, hints: Hints): string[] {
  if (parameter.parts && !parameter.optional) return apart(parameter.parts, size, hints);
  if (parameter.optional && parameter.kind !== 'number' && parameter.kind !== 'integer') return ['undefined'];
  switch (parameter.kind) {
    case 'number':
    case 'integer':
      return [...new Set([size, 0, Math.max(0, size - 1), Math.floor(size / 2), 2 * size])].map(String);
    case 'bigint':
      return [...new Set([size, 0, Math.max(0, size - 1), 2 * size])].map((n) => `${n}n`);
    case 'boolean':
      return ['true', 'false'];
    case 'string':
      return texts(size, hints.letters);
    case 'list': {
      const element = parameter.element === 'string' ? (i: number) => JSON.stringify('abc'.slice(0, 1 + (i % 3))) : (i: number) => String(1 + ((i * 7 + 3 + index * (i % 3)) % 5)); // prettier-ignore
      return [`[${Array.from({ length: size }, (_, i) => element(i)).join(', ')}]`];
    }
    case 'record':
    case 'unknown':
      return hints.fields ? trees(Math.min(size, deepest), hints.fields) : unknowable(parameter);
    default:
      return unknowable(parameter);
  }
}

/** Objects or lists of the values of their parts: the first of all, the second of all, … */
function apart(parts: NonNullable<Wanted['parts']>, size: number, hints: Hints): string[] {
  const choices = parts.map(({ wanted }, i) => valuesOf(wanted, size, i, hints));
  const isRecord = parts.some((p) => p.key !== undefined);
  return Array.from({ length: Math.max(...choices.map((c) => c.length)) }, (_, n) => {
    const values = choices.map((c, i) => c[(n + Math.floor(n / c.length) * i) % c.length]!);
    if (!isRecord) return `[${values.join(', ')}]`;
    return `{ ${values.map((v, i) => `${JSON.stringify(parts[i]!.key)}: ${v}`).join(', ')} }`;
  });
}

function unknowable({ name }: Wanted): never {
  return refuse(`No value can be made up for the parameter \`${name}\`.`);
}

function text(length: number, pattern: string): string {
  return pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);
}

/** Two texts that differ, one of a letter only, and two of the characters that the functions look for. */
function texts(size: number, letters: readonly string[]): string[] {
  const patterns = ['abcab', 'acbba', 'a'];
  if (letters.length > 0) patterns.push(letters.map((l, i) => '1a2b'[i % 4] + l).join(''), letters.join(''));
  return patterns.map((pattern) => JSON.stringify(text(size, pattern)));
}

/** A tree whose nodes are all different objects, and one in which both sides of a node are one object. */
function trees(depth: number, { parts, lists, plain }: NonNullable<Hints['fields']>): string[] {
  if (parts.length + lists.length === 0) {
    return [`{ ${plain.map((name, i) => `${name}: ${depth + i}`).join(', ')} }`];
  }
  const node = (below: string): string => {
    const entries = [
      ...plain.map((name, i) => `${name}: (7 * d + ${i}) % 5`),
      ...parts.map((name) => `${name}: ${below}`),
      ...lists.map((name) => `${name}: ${parts.length > 0 ? `[${below}]` : `d < 1 ? [] : [${below}, ${below}]`}`),
    ];
    return `{ ${entries.join(', ')} }`;
  };
  const end = parts.length > 0 ? 'd < 1 ? null : ' : '';
  const fresh = `(function make(d) { return ${end}${node('make(d - 1)')}; })(${depth})`;
  const shared = `(function make(d) { const next = d < 1 ? null : make(d - 1); return ${end}${node('next')}; })(${depth})`;
  return lists.length > 0 && parts.length === 0 ? [fresh, shared.replace('d < 1 ? null : make', 'd < 1 ? [] : make')] : [fresh, shared]; // prettier-ignore
}
