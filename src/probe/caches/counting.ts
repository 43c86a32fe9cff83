import { describeCandidates } from '../candidates/watching.ts';
import { bases, countdowns, hits, makings, tables } from './counters.ts';
import { hideCounting } from '../functionText.ts';
import { type FileDescription, prefix } from '../names.ts';
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

let busy = (): void => {};

/** @param callback runs now and then while tables are used, also where the program never waits */
export function onBusy(callback: () => void): void {
  busy = callback;
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

// Leaf functions called by instrumented code, where something else than counting is to be done.

/** A call that is never inlined, where it would crowd out what is hot. */
const cold = <F extends (...args: never[]) => unknown>(call: F): F => new Proxy(call, {});

function siteOf(id: number): TableSite | undefined {
  if (sites[id] === undefined) takeIn();
  return sites[id];
}

/** The program uses another table than before. */
const turn = cold((table: unknown, id: number) => siteOf(id)?.turn(table));
const beginMiss = cold((id: number, a: unknown, b: unknown) => {
  siteOf(id)?.beginMiss(a, b);
  busy();
});
const store = cold((id: number, a: unknown, b: unknown) => sites[id]?.store(a, b));

function see(table: unknown, id: number): void {
  if (table !== tables[id]) turn(table, id);
}

const make = cold((table: unknown, id: number) => siteOf(id)?.make(table));

/** A store in the middle of an expression. */
function stored(value: unknown, table: unknown, id: number, a: unknown, b: unknown): unknown {
  if (table !== undefined) see(table, id);
  return storedIn(value, id, a, b);
}

/** As `stored`, where the table has been shown. */
function storedIn(value: unknown, id: number, a: unknown, b: unknown): unknown {
  if (--countdowns[id * 4 + 3]! === 0) store(id, a, b);
  return value;
}

/** As these two, where stores have no count. */
function kept(value: unknown, table: unknown, id: number, a: unknown, b: unknown): unknown {
  if (table !== undefined) see(table, id);
  return keptIn(value, id, a, b);
}

function keptIn(value: unknown, id: number, a: unknown, b: unknown): unknown {
  if (countdowns[id * 4 + 3] !== 0) store(id, a, b);
  return value;
}

/** A key is found, or stored. */
const touched = (id: number, a: unknown, b: unknown): void => {
  try {
    siteOf(id)?.touch(a, b);
  } catch {
    // the stack ends here
  }
};

/** A table that is a property is seen where something is stored in it. */
function root(table: unknown, id: number): unknown {
  see(table, id);
  return table;
}

/** A table where it is made. `at` is the countdown that tells of its entries. */
function made(table: unknown, id: number, at: number): unknown {
  if (--makings[id]! > 0) {
    bases[id] = countdowns[at]!;
    tables[id] = table;
  } else make(table, id);
  return table;
}

/** Puts the functions that instrumented code calls on the global object, not enumerable. */
export function installCounting(): void {
  const arrays = { h: hits, g: countdowns, w: tables };
  const functions = {
    o: beginMiss,
    j: store,
    d: stored,
    z: storedIn,
    q: kept,
    k: keptIn,
    p: see,
    r: root,
    e: made,
    s: touched,
  };
  const fixed = { enumerable: false, configurable: false };
  for (const [name, value] of Object.entries({ ...arrays, ...functions }))
    Object.defineProperty(globalThis, prefix + name, { value, writable: false, ...fixed });
  // a value on its way, without a register of its own
  Object.defineProperty(globalThis, `${prefix}v`, { value: undefined, writable: true, ...fixed });
}

/** Lets go of the last value that was counted. */
export function loosenValue(): void {
  if (`${prefix}v` in globalThis) Reflect.set(globalThis, `${prefix}v`, undefined);
}
