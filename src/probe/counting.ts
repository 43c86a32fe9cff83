import { describeCandidates } from './candidates/watching.ts';
import { hits, misses, stores } from './counters.ts';
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
  describeCandidates(file);
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

/** Makes known what another thread has instrumented. */
export const takeInUnknown = (): void => takeIn();

export function* allSites(): Iterable<TableSite> {
  takeIn();
  for (const site of sites) if (site) yield site;
}

// Leaf functions called by instrumented code. The value comes first so that its evaluation needs no more registers
// than before: frames of a deep recursion must not grow.

/** A new table is empty, so it shows itself by a miss: hits need not look at it. */
function see(table: unknown, code: number): void {
  const site = sites[code >> codeShift];
  if (site === undefined) late(table, code);
  else if (table !== site.table && table !== undefined) site.turnTo(table);
}

function late(table: unknown, code: number): void {
  takeIn();
  if (table !== undefined) sites[code >> codeShift]?.turnTo(table);
}

function byTruth(value: unknown, table: unknown, code: number): unknown {
  if (!value === ((code & hitWhenTrue) === 0)) {
    if ((code & hitElsewhere) === 0) hits[code >> codeShift]!++;
  } else {
    if ((code & missElsewhere) === 0) misses[code >> codeShift]!++;
    see(table, code);
  }
  return value;
}

function byNullish(value: unknown, table: unknown, code: number): unknown {
  if (value !== undefined && value !== null) {
    if ((code & hitElsewhere) === 0) hits[code >> codeShift]!++;
  } else {
    if ((code & missElsewhere) === 0) misses[code >> codeShift]!++;
    see(table, code);
  }
  return value;
}

/** Before `memo[k] ??= …`: a hit, until the right side runs. */
function lookedUp(_table: unknown, code: number): void {
  hits[code >> codeShift]!++;
}

function missed(table: unknown, code: number): void {
  hits[code >> codeShift]!--;
  misses[code >> codeShift]!++;
  see(table, code);
  stores[code >> codeShift]!++;
}

/** A store in a table that its lookups show already. */
function kept(code: number): void {
  stores[code >> codeShift]!++;
}

function stored(table: unknown, code: number): void {
  see(table, code);
  stores[code >> codeShift]!++;
}

function wrote(value: unknown, table: unknown, code: number): unknown {
  see(table, code);
  stores[code >> codeShift]!++;
  return value;
}

/** A table that is a property is seen where something is stored in it. An odd code counts the store. */
function root(table: unknown, code: number): unknown {
  see(table, code);
  if (code & 1) stores[code >> codeShift]!++;
  return table;
}

/** Puts the functions that instrumented code calls on the global object, not enumerable. */
export function installCounting(): void {
  const functions = { t: byTruth, n: byNullish, l: lookedUp, m: missed, s: stored, k: kept, w: wrote, r: root };
  for (const [name, value] of Object.entries(functions))
    Object.defineProperty(globalThis, prefix + name, {
      value,
      enumerable: false,
      configurable: false,
      writable: false,
    });
}
