import type { FreshNames } from './names.ts';
import type { BoundName } from './parameters.ts';
import type { Results } from './results.ts';

/** The code of a memo table: one Map a key, nested, so that no two keys are ever joined into one text. */
export interface Table {
  readonly name: string;
  /** `const memo = new Map…`, without a semicolon. */
  readonly declaration: string;
  /** Lines at the start of the body: find a known result and return it. No semicolons; a leading tab is one level. */
  readonly lookup: readonly string[];
  /** Statement that keeps a value, without a semicolon. */
  store(value: string): string;
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
}

const rowNames: readonly (readonly string[])[] = [[], ['row'], ['plane', 'row'], ['space', 'plane', 'row']];

export function makeTable({ keys, results, typed, names, outside, weak, name: wished }: TableOptions): Table {
  const name = wished ? names.take(wished) : names.take('memo', 'cache', 'memo');
  const last = keys[keys.length - 1]!;
  const plain = keys.length - (weak ? 1 : 0);
  const wishes = rowNames[plain - 1] ?? Array.from({ length: plain - 1 }, (_, i) => `row${i + 1}`);
  const rows = (weak ? ['memo', ...wishes] : wishes).map((row) => names.take(row));
  const lookup: string[] = [];
  let key = last.name;
  if (last.reassigned) {
    key = names.take('key');
    lookup.push(`const ${key} = ${last.name}`);
  }
  let at = name;
  rows.forEach((row, i) => {
    const k = keys[i]!.name;
    lookup.push(`let ${row} = ${at}.get(${k})`, `if (${row} === undefined) {`, `\t${row} = new Map()`, `\t${at}.set(${k}, ${row})`, '}'); // prettier-ignore
    at = row;
  });
  if (results.mayBeUndefined) {
    const cast = typed && !results.admitsUndefined ? ` as ${results.type}` : '';
    lookup.push(`if (${at}.has(${key})) return ${at}.get(${key})${cast}`);
  } else {
    const known = names.take('known', 'cached');
    lookup.push(`const ${known} = ${at}.get(${key})`, `if (${known} !== undefined) return ${known}`);
  }
  const types = keys.map((k) => (outside ? k.outerType : k.type));
  return {
    name,
    declaration: `const ${name} = new ${weak ? 'Weak' : ''}${typed ? mapType(types as string[], results.type!) : 'Map'}()`,
    lookup,
    store: (value) => `${at}.set(${key}, ${value})`,
  };
}

export function mapType(keys: readonly string[], value: string): string {
  return keys.reduceRight((inner, key) => `Map<${key}, ${inner}>`, value);
}
