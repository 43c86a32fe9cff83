import { Refusal, refuse } from '../request.ts';
import type { Hints } from './hints.ts';
import type { Wanted } from './wanted.ts';

/** Trees deeper than this are too many nodes. */
const deepestTree = 9;
/** Elements of lists in lists. */
const widest = 6;

/** Numbers that look like chance and are the same in every run. */
export class Chance {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 2_654_435_761 + 12_345) >>> 0;
  }

  /** An integer from 0, smaller than `bound`. */
  below(bound: number): number {
    this.#state = (Math.imul(this.#state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#state / 2 ** 32) * bound);
  }
}

/**
 * Values of one size, as source; of numbers the size itself first, then 0, then the size less one.
 * @param index tells the parameters apart: two lists of one input differ
 * @throws Refusal for a kind that cannot be made up
 */
export function valuesOf(wanted: Wanted, size: number, index: number, hints: Hints): string[] {
  const { kind, choices, optional, parts } = wanted;
  if (choices) return [...choices];
  if (optional && kind !== 'number' && kind !== 'integer') return ['undefined', ...given({ ...wanted, optional: false }, size, index, hints)]; // prettier-ignore
  if (parts) return apart(parts, size, hints);
  switch (kind) {
    case 'number':
    case 'integer': {
      const edges = [...new Set([size, 0, Math.max(0, size - 1), Math.floor(size / 2), 2 * size])];
      const guards = hints.numbers.filter((n) => n > 2 && n <= 2 * size && !edges.includes(n));
      return [...edges, ...guards.slice(0, 4)].map(String).concat(optional ? 'undefined' : []);
    }
    case 'bigint':
      return [...new Set([size, 0, Math.max(0, size - 1), 2 * size])].map((n) => `${n}n`);
    case 'boolean':
      return ['true', 'false'];
    case 'string':
      return texts(size, hints.letters);
    case 'list':
      return [...new Set(lists(wanted.of ?? { name: '', kind: 'number' }, size, index, hints))];
    case 'record':
    case 'unknown':
      return hints.fields ? trees(Math.min(size, deepestTree), hints.fields) : unknowable(wanted);
    default:
      return unknowable(wanted);
  }
}

/** What an argument may be that can be left out; nothing where that cannot be made up. */
function given(wanted: Wanted, size: number, index: number, hints: Hints): string[] {
  try {
    return valuesOf(wanted, size, index, hints).slice(0, 2);
  } catch (error) {
    if (error instanceof Refusal) return [];
    throw error;
  }
}

/** Objects or lists of the values of their parts: the first of all, the second of all, … */
function apart(parts: NonNullable<Wanted['parts']>, size: number, hints: Hints): string[] {
  const choices = parts.map(({ wanted }, i) => valuesOf(wanted, size, i, hints));
  const most = Math.max(1, ...choices.map((c) => c.length));
  return Array.from({ length: most }, (_, n) =>
    assembled(parts, choices.map((c, i) => c[(n + Math.floor(n / c.length) * i) % c.length]!)),
  ); // prettier-ignore
}

function assembled(parts: NonNullable<Wanted['parts']>, values: readonly string[]): string {
  if (!parts.some((p) => p.key !== undefined)) return `[${values.join(', ')}]`;
  return `{ ${values.map((v, i) => `${JSON.stringify(parts[i]!.key)}: ${v}`).join(', ')} }`;
}

function lists(of: Wanted, size: number, index: number, hints: Hints): string[] {
  const list = (length: number, element: (i: number) => unknown): string => `[${Array.from({ length }, (_, i) => element(i)).join(', ')}]`; // prettier-ignore
  const mixed = (i: number): number => 1 + ((i * 7 + 3 + index * (i % 3)) % 5);
  if (of.kind === 'string') {
    const words = ['abc', 'ab', 'a', ...hints.letters.map((l) => l + l)].slice(0, 5);
    return [list(size, (i) => JSON.stringify('abc'.slice(0, 1 + (i % 3)))), list(Math.min(size, words.length), (i) => JSON.stringify(words[i]))]; // prettier-ignore
  }
  if (of.parts) {
    // Numbers that go on from element to element: intervals, edges, items with a weight and a value.
    const chain = (i: number): string => assembled(of.parts!, of.parts!.map(({ wanted }, k) => (wanted.kind === 'number' ? String(2 * i + k) : valuesOf(wanted, 3, k, hints)[i % 2 ? 0 : 1] ?? valuesOf(wanted, 3, k, hints)[0]!))); // prettier-ignore
    const small = (i: number): string => assembled(of.parts!, of.parts!.map(({ wanted }, k) => (wanted.kind === 'number' ? String(1 + ((i * 7 + 3 + k) % 5)) : valuesOf(wanted, 3, k, hints)[0]!))); // prettier-ignore
    return [list(size, chain), list(size, small)];
  }
  if (of.kind === 'list') {
    const inner = lists(of.of ?? { name: '', kind: 'number' }, Math.min(size, widest), index, hints);
    const at = (i: number): string | undefined => inner[i % Math.min(2, inner.length)];
    return [
      ...inner.slice(0, 2).map((_, k) => list(size, (i) => at(i + k))),
      // More columns than rows.
      list(Math.ceil(size / 2), at),
    ];
  }
  if (of.kind !== 'number' && of.kind !== 'integer' && of.kind !== 'unknown') {
    const values = valuesOf(of, 3, index, hints);
    return [list(size, (i) => values[i % values.length])];
  }
  const sum = (size * (size - 1)) / 2;
  return [
    list(size, mixed),
    list(size, (i) => i + 1),
    // No part of it is half of it.
    list(size, (i) => (i === size - 1 ? sum + 2 : i + 1)),
    list(size, () => 2),
  ];
}

function unknowable({ name }: Wanted): never {
  return refuse(`No value can be made up for the parameter \`${name}\`.`);
}

function text(length: number, pattern: string): string {
  return pattern.repeat(Math.ceil(length / pattern.length)).slice(0, length);
}

/** Texts that differ, one of a letter only, and some of the characters that the functions look for. */
function texts(size: number, letters: readonly string[]): string[] {
  const cut = ['abcab', 'acbba', 'a', ...(letters.length > 0 ? [letters.join('')] : [])];
  // Whole repeats: what is opened is closed.
  const whole = letters.length > 0 ? [letters.map((l) => `${l}ab`).join(''), ...letters.map((l) => `a${l}`)] : [];
  const all = [
    ...cut.map((pattern) => text(size, pattern)),
    ...whole.map((pattern) => pattern.repeat(Math.floor(size / pattern.length))),
    ...letters.slice(0, 2).map((l) => `${text(size - 1, `a${l}`)}b`),
    `${'a'.repeat(Math.max(0, size - 1))}b`,
  ];
  return [...new Set(all.filter((s) => s !== '' || size === 0).map((s) => JSON.stringify(s)))];
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
