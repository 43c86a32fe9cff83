/** Loaded only when a file may hold a memo table: puts counting into it, and maps places back to the source. */
import { parse, type Program } from 'acorn';
import { Accesses, type Access } from './instrument/accesses.ts';
import { watchCandidates } from './instrument/candidates.ts';
import { watchCacheClasses } from './instrument/cacheClasses.ts';
import { absentValue, type Decision, Decisions, type Group } from './instrument/decisions.ts';
import { Insertions } from './instrument/insertions.ts';
import { watchMemoizers } from './instrument/memoizers.ts';
import { cacheName, tablePlace } from './instrument/naming.ts';
import { isCacheClass, memoizerOf } from './scan.ts';
import { isDebugged, ownMapComment } from './instrument/ownMap.ts';
import { shiftedMapUrl } from './instrument/shiftMap.ts';
import { type FunctionNode, isFunction, SyntaxTree } from './instrument/tree.ts';
import { StoresOnMiss } from './instrument/storesOnMiss.ts';
import { areAsked, Writer } from './instrument/writer.ts';
import type { FileDescription, TableDescription } from './names.ts';

export { originalPlace } from './instrument/sourceMap.ts';

export interface Instrumented {
  readonly text: string;
  readonly description: FileDescription;
}

interface Table {
  readonly id: number;
  readonly first: Access;
  readonly name: string;
  readonly depth: number;
  readonly groups: { readonly group: Group; readonly decisions: readonly Decision[] }[];
  falsyAbsent: boolean;
  asked?: boolean;
  countsStores?: boolean;
  absent?: string;
  made?: TableDescription['made'];
  timed?: boolean;
  nested?: boolean;
}

const mapComment = /^[ \t]*\/\/[#@] sourceMappingURL=(\S+)[ \t]*$/gm;

/**
 * Adds counting to the memo tables of a file. Every insertion stays on its line.
 * @param nextId gives a new number for a table or candidate; numbers must not repeat within a thread
 * @param candidates also watches functions that call themselves more than once and have no table
 * @returns undefined when there is nothing to count
 * @throws SyntaxError when the text does not parse
 */
export function instrument(
  text: string,
  file: string,
  sourceType: 'commonjs' | 'module',
  nextId: () => number,
  candidates = false,
): Instrumented | undefined {
  const program = parsed(text, sourceType);
  const tree = new SyntaxTree(program, text);
  const accesses = new Accesses(tree);
  const insertions = new Insertions(text);
  const library = memoizerOf(file);
  if (library !== undefined) {
    const watch = isCacheClass(library)
      ? watchCacheClasses(tree, insertions, library)
      : watchMemoizers(accesses, insertions, library);
    if (watch === 0) return undefined;
    const watched = insertions.apply();
    return isWhole(watched, sourceType) ? { text: watched, description: { file, tables: [] } } : undefined;
  }
  const tables = new Map<string, Table>();
  const memoized = new Set<FunctionNode>();
  for (const group of groups(accesses)) {
    const decisions = new Decisions(accesses, group).find();
    if (decisions.length === 0) continue;
    const first = group.lookups[0] ?? group.stores[0]!;
    let table = tables.get(first.table);
    if (!table) {
      const name = cacheName(tree, group.fn, accesses.binding(first.root), first);
      table = { id: nextId(), first, name, depth: first.keys.length, falsyAbsent: false, groups: [] };
      tables.set(first.table, table);
    }
    memoized.add(group.fn);
    table.falsyAbsent ||= decisions.some((d) => d.falsyAbsent);
    table.groups.push({ group, decisions });
  }
  for (const table of tables.values()) {
    const writers = table.groups.map(({ group }) => new Writer(accesses, insertions, group, table.id));
    table.asked = table.groups.every(({ decisions }) => areAsked(decisions));
    table.countsStores =
      !writers.every(({ isMap }) => isMap) &&
      !table.groups.every(({ group, decisions }) => new StoresOnMiss(tree, group).test(decisions));
    table.absent = absentValue(
      table.groups.flatMap(({ decisions }) => decisions),
      text,
    );
    const ways = new Set(writers.map((writer) => writer.wayMade(table.absent)));
    if (ways.size === 1) [table.made] = ways;
    const { asked, countsStores, made } = table;
    const tellsKeys = candidates && (asked || !table.groups.some(({ decisions }) => areAsked(decisions)));
    writers.forEach((writer, i) => {
      const { timed, nested } = writer.write(
        table.groups[i]!.decisions,
        { asked, countsStores, made, tellsKeys },
        i === 0,
      );
      table.timed ||= timed;
      table.nested ||= nested;
    });
  }
  const watched = candidates ? watchCandidates(accesses, insertions, memoized, nextId) : [];
  if (tables.size + watched.length === 0) return undefined;
  const mapUrl = [...text.matchAll(mapComment)].at(-1)?.[1];
  const described = [...tables.values()].map((table) => describe(accesses, table));
  const moved = mapUrl && shiftedMapUrl(text, file, mapUrl, insertions.shifts());
  const counted = insertions.apply();
  if (watched.length > 0 && !isWhole(counted, sourceType)) return instrument(text, file, sourceType, nextId);
  const own = isDebugged && mapUrl === undefined ? ownMapComment(text, file, insertions.shifts()) : '';
  const at = moved ? counted.lastIndexOf(mapUrl) : -1;
  return {
    text: moved && at >= 0 ? counted.slice(0, at) + moved + counted.slice(at + mapUrl.length) : counted + own,
    description: { file, tables: described, mapUrl, ...(watched.length > 0 ? { candidates: watched } : {}) },
  };
}

function parsed(text: string, sourceType: 'commonjs' | 'module'): Program {
  return parse(text, {
    ecmaVersion: 'latest',
    sourceType: sourceType === 'module' ? 'module' : 'script',
    allowReturnOutsideFunction: sourceType === 'commonjs',
    allowHashBang: true,
  });
}

/** Functions are taken apart at places that a parser does not name, so what came out is read once more. */
function isWhole(text: string, sourceType: 'commonjs' | 'module'): boolean {
  try {
    parsed(text, sourceType);
    return true;
  } catch {
    return false;
  }
}

function groups(accesses: Accesses): Group[] {
  const { tree } = accesses;
  const found = new Map<string, { fn: Group['fn']; lookups: Access[]; stores: Access[] }>();
  const keyOf = (access: Access): string => `${access.table}|${access.keys.join('|')}`;
  for (const lookup of accesses.lookups) {
    const fn = tree.functionOf(lookup.node);
    if (!isFunction(fn)) continue;
    const key = `${fn.start}|${keyOf(lookup)}`;
    const group = found.get(key);
    if (group) group.lookups.push(lookup);
    else found.set(key, { fn, lookups: [lookup], stores: [] });
  }
  // A store may sit in a function inside (`.then((value) => cache.set(key, value))`).
  for (const store of accesses.stores)
    for (let fn = tree.functionOf(store.node); isFunction(fn); fn = tree.functionOf(fn)) {
      const key = `${fn.start}|${keyOf(store)}`;
      const group = found.get(key);
      if (group) group.stores.push(store);
      else if (store.kind === 'assignIfAbsent') found.set(key, { fn, lookups: [], stores: [store] });
    }
  const whole = [...found.values()].filter((group) => group.stores.length > 0);
  // `memo.get(a)` before `.get(b)` looks up a row, not a result
  const isRow = ({ fn, stores: [store] }: Group): boolean =>
    whole.some(
      (g) => g.fn === fn && g.stores[0]!.table === store!.table && g.stores[0]!.keys.length > store!.keys.length,
    );
  return whole.filter((group) => !isRow(group));
}

function describe(accesses: Accesses, table: Table): TableDescription {
  const { text } = accesses.tree;
  const { start } = tablePlace(accesses, table.first);
  const before = text.slice(0, start);
  const { id, name, depth, falsyAbsent, absent, made, timed = false, nested = false } = table;
  const { asked = false, countsStores = true } = table;
  const line = before.split('\n').length;
  const column = start - before.lastIndexOf('\n');
  return { id, name, depth, asked, countsStores, falsyAbsent, absent, made, timed, nested, line, column };
}
