import type { JsDoc } from '../subject/jsdoc.ts';
import type { FreshNames } from '../text/names.ts';
import type { BoundName } from '../subject/parameters.ts';
import type { Results } from '../subject/results.ts';

/** The code of a memo table: one level a key, nested, so that no two keys are ever joined into one text. */
export interface Table {
  readonly name: string;
  /** `const memo = new Map…`, without a semicolon. */
  readonly declaration: string;
  /** Gives the declaration a type, on the line before it. */
  readonly comment?: string | undefined;
  /** Lines at the start of the body: find a known result and return it. No semicolons; a leading tab is one level. */
  readonly lookup: readonly string[];
  /** Statement that keeps a value, without a semicolon. */
  store(value: string): string;
  /** Statement that forgets it again, without a semicolon. */
  readonly forget: string;
}

export interface TableOptions {
  readonly keys: readonly BoundName[];
  readonly results: Results;
  readonly typed: boolean;
  readonly names: FreshNames;
  /** Types that hold where the table is declared. */
  readonly outside: boolean;
  /** The first key is an object that the table must not keep alive. */
  readonly weak?: boolean;
  /** Wished name of the table. */
  readonly name?: string;
  /** Types of a JavaScript function: the compiler asks for one where an empty list is declared. */
  readonly doc?: JsDoc | undefined;
}

const rowNames: readonly (readonly string[])[] = [[], ['row'], ['plane', 'row'], ['space', 'plane', 'row']];

/** One level of a table: a list for positions, else a Map. */
interface Level {
  readonly isList: boolean;
  readonly made: string;
  get(table: string, key: string): string;
  set(table: string, key: string, value: string): string;
  remove(table: string, key: string): string;
}

const list: Level = {
  isList: true,
  made: '[]',
  get: (table, key) => `${table}[${key}]`,
  set: (table, key, value) => `${table}[${key}] = ${value}`,
  remove: (table, key) => `delete ${table}[${key}]`,
};

const map: Level = {
  isList: false,
  made: 'new Map()',
  get: (table, key) => `${table}.get(${key})`,
  set: (table, key, value) => `${table}.set(${key}, ${value})`,
  remove: (table, key) => `${table}.delete(${key})`,
};

export function makeTable({ keys, results, typed, names, outside, weak, name: wished, doc }: TableOptions): Table {
  const name = wished ? names.take(wished) : names.take('memo', 'cache', 'memo');
  const last = keys[keys.length - 1]!;
  const plain = keys.length - (weak ? 1 : 0);
  const wishes = rowNames[plain - 1] ?? Array.from({ length: plain - 1 }, (_, i) => `row${i + 1}`);
  const rows = (weak ? ['memo', ...wishes] : wishes).map((row) => names.take(row));
  const levels = levelsOf(keys, results);
  const lookup: string[] = [];
  const keyOf = (given: BoundName): string => {
    if (!given.signed && given.name !== last.name) return given.name;
    if (!given.signed && !given.reassigned && isIdentifier(given.name)) return given.name;
    const key = names.take('key');
    // The table itself is a key that nobody can ask for.
    lookup.push(`const ${key} = ${given.signed ? `Object.is(${given.name}, -0) ? ${name} : ` : ''}${given.name}`);
    return key;
  };
  const key = keyOf(last);
  let at = name;
  rows.forEach((row, i) => {
    const k = keyOf(keys[i]!);
    const level = levels[i]!;
    lookup.push(`let ${row} = ${level.get(at, k)}`, `if (${row} === undefined) {`, `\t${row} = ${levels[i + 1]!.made}`, `\t${level.set(at, k, row)}`, '}'); // prettier-ignore
    at = row;
  });
  const bottom = levels[levels.length - 1]!;
  const inside = results.inside === undefined ? '' : ` as ${results.inside}`;
  if (results.mayBeUndefined) {
    const cast = inside || (typed && !results.admitsUndefined ? ` as ${results.type}` : '');
    lookup.push(`if (${at}.has(${key})) return ${at}.get(${key})${cast}`);
  } else {
    const known = names.take('known', 'cached');
    lookup.push(`const ${known} = ${bottom.get(at, key)}`, `if (${known} !== undefined) return ${known}${inside}`);
  }
  const types = keys.map((k) => (outside ? k.outerType : k.type));
  const type = typed ? tableType(levels, types as string[], results.type!) : '';
  const declared = levels[0]!.isList ? `${name}${typed ? `: ${type}` : ''} = []` : `${name} = new ${weak ? 'Weak' : ''}${type || 'Map'}()`; // prettier-ignore
  const listed = doc && levels[0]!.isList && tableType(levels, keys.map((k) => doc.parameters.get(k.name) ?? 'number'), doc.result); // prettier-ignore
  const comment = listed ? `/** @type {${listed}} */` : undefined;
  return {
    name,
    comment,
    declaration: `const ${declared}`,
    lookup,
    store: (value) => bottom.set(at, key, value),
    forget: bottom.remove(at, key),
  };
}

/** A list cannot tell a kept undefined from a hole: the last level is a Map then. */
function levelsOf(keys: readonly BoundName[], results: Results): Level[] {
  return keys.map((k, i) => (k.index && (i < keys.length - 1 || !results.mayBeUndefined) ? list : map));
}

function isIdentifier(text: string): boolean {
  return /^[\p{ID_Continue}$]+$/u.test(text);
}

function tableType(levels: readonly Level[], keys: readonly string[], value: string): string {
  return keys.reduceRight((inner, key, i) => {
    if (!levels[i]!.isList) return `Map<${key}, ${inner}>`;
    return /^[\w.]+(\[\])*$|^\w+<[^|&]*>$/.test(inner) ? `${inner}[]` : `(${inner})[]`;
  }, value);
}

export function mapType(keys: readonly string[], value: string): string {
  return keys.reduceRight((inner, key) => `Map<${key}, ${inner}>`, value);
}
