import { hideCounting } from './functionText.ts';
import { codeShift, type FileDescription, hitElsewhere, hitWhenTrue, missElsewhere, prefix } from './names.ts';
import { TableSite } from './tableSite.ts';

/** By table number. Kept dense: numbers from the main thread are even, those of the module hooks' thread odd. */
const sites: (TableSite | undefined)[] = [];

/** Makes the tables of a loaded file known. A number that is known already keeps its counts. */
export function describeFile(file: FileDescription): void {
  hideCounting();
  described();
  for (const table of file.tables) {
    while (sites.length <= table.id) sites.push(undefined);
    sites[table.id] ??= new TableSite(table, file);
  }
}

let described = (): void => {};

/** @param callback runs whenever a file with memo tables becomes known */
export function onDescribed(callback: () => void): void {
  described = callback;
}

let takeIn = (): void => {};

/** @param callback makes tables known that another thread has instrumented */
export function onUnknownTable(callback: () => void): void {
  takeIn = callback;
}

function late(code: number): TableSite | undefined {
  takeIn();
  return sites[code >> codeShift];
}

export function* allSites(): Iterable<TableSite> {
  takeIn();
  for (const site of sites) if (site) yield site;
}

// Leaf functions called by instrumented code. The value comes first so that its evaluation needs no more registers
// than before: frames of a deep recursion must not grow.

function count(site: TableSite, found: boolean, flags: number): void {
  if (found) {
    if ((flags & hitElsewhere) === 0) site.hits++;
  } else if ((flags & missElsewhere) === 0) site.misses++;
}

function byTruth(value: unknown, table: unknown, code: number): unknown {
  const site = sites[code >> codeShift] ?? late(code);
  if (site !== undefined) {
    if (table !== site.table && table !== undefined) site.turnTo(table);
    count(site, !value === ((code & hitWhenTrue) === 0), code);
  }
  return value;
}

function byNullish(value: unknown, table: unknown, code: number): unknown {
  const site = sites[code >> codeShift] ?? late(code);
  if (site !== undefined) {
    if (table !== site.table && table !== undefined) site.turnTo(table);
    count(site, value !== undefined && value !== null, code);
  }
  return value;
}

/** Before `memo[k] ??= …`: a hit, until the right side runs. */
function lookedUp(table: unknown, code: number): void {
  const site = sites[code >> codeShift] ?? late(code);
  if (site === undefined) return;
  if (table !== site.table && table !== undefined) site.turnTo(table);
  site.hits++;
}

function missed(table: unknown, code: number): void {
  const site = sites[code >> codeShift] ?? late(code);
  if (site === undefined) return;
  if (table !== site.table && table !== undefined) site.turnTo(table);
  site.hits--;
  site.misses++;
  site.record.stored++;
}

function stored(table: unknown, code: number): void {
  const site = sites[code >> codeShift] ?? late(code);
  if (site === undefined) return;
  if (table !== site.table && table !== undefined) site.turnTo(table);
  site.record.stored++;
}

function wrote(value: unknown, table: unknown, code: number): unknown {
  stored(table, code);
  return value;
}

/** A table that is a property is seen where something is stored in it. An odd code counts the store. */
function root(table: unknown, code: number): unknown {
  const site = sites[code >> codeShift] ?? late(code);
  if (site !== undefined) {
    if (table !== site.table && table !== undefined) site.turnTo(table);
    if (code & 1) site.record.stored++;
  }
  return table;
}

/** Puts the functions that instrumented code calls on the global object, not enumerable. */
export function installCounting(): void {
  const functions = { t: byTruth, n: byNullish, l: lookedUp, m: missed, s: stored, w: wrote, r: root };
  for (const [name, value] of Object.entries(functions))
    Object.defineProperty(globalThis, prefix + name, {
      value,
      enumerable: false,
      configurable: false,
      writable: false,
    });
}
