import type { CacheAction, CacheSite } from '../../protocol/statistics.ts';
import type { CacheRow } from './announced.ts';
import { CacheCurve } from '../candidates/cacheCurve.ts';
import { Countdown, countdowns, hits, makings, tables } from './counters.ts';
import { clearMap, entriesOf, isArray, isMap, isProxy, mapSize, sizeIfMap } from '../intrinsics.ts';
import { MissTimes, timesOf } from './missTimes.ts';
import { MissedKeys } from './missedKeys.ts';
import type { FileDescription, TableDescription } from '../names.ts';
import { watchedTables } from './watchedCache.ts';

/**
 * What one table holds that it cannot say itself: arrays have holes and fill values, tables of tables have rows.
 * Stores since `base` belong to the table that is in use.
 */
interface TableRecord {
  stored: number;
}

const summedRows = 256;
const countedKeys = 2000;
const rememberedTables = 256;
/** Tables that are all looked at when the next is made, for the most entries at once; then one in seven. */
const eagerMakings = 128;
/** Then one in 61. */
const manyMakings = 10_000;

/** Counts of one memo table in the source: of every table that it makes. */
export class TableSite {
  /** The newest table while the program uses it; after a garbage collection only `weak` holds it. */
  get table(): object | undefined {
    return tables[this.description.id] as object | undefined;
  }
  private set table(table: object | undefined) {
    tables[this.description.id] = table;
  }
  private record: TableRecord = { stored: 0 };
  private hitsBefore = 0;
  private missesBefore = 0;
  private weak: WeakRef<object> | undefined;
  private known = new WeakMap<object, TableRecord>();
  private turned = 0;
  private madeBefore = 0;
  private cameBack = false;
  private peak = 0;
  private lastSize = 0;
  private readonly allMisses: Countdown;
  private readonly stores: Countdown;
  /** Counts new entries. */
  private readonly entries: Countdown;
  private readonly makings: Countdown;
  private readonly times: MissTimes;
  private readonly missed = new MissedKeys();
  private curve: CacheCurve | undefined;
  /** The newest table is a cache that a library keeps and that has a row of its own. */
  isWatched = false;

  constructor(
    readonly description: TableDescription,
    readonly file: FileDescription,
  ) {
    this.table = undefined;
    this.times = new MissTimes(description.nested);
    const { id, countsStores } = description;
    this.allMisses = new Countdown(countdowns, id * 4 + 2, countsStores ? undefined : id);
    this.stores = new Countdown(countdowns, id * 4 + 3, countsStores ? id : undefined);
    this.entries = countsStores ? this.stores : this.allMisses;
    this.makings = new Countdown(makings, id);
    this.makings.wait(1);
    this.allMisses.wait(description.timed ? 1 : undefined);
    if (countsStores) this.stores.wait();
    this.entries.rebase();
  }

  /** The countdown of misses has ended. */
  beginMiss(a: unknown, b: unknown): void {
    const { depth, timed } = this.description;
    if (!timed) return this.allMisses.wait();
    const { count } = this.allMisses;
    this.missed.add(count, a, b, depth > 1);
    this.allMisses.wait(this.times.begin(count, a, b, this.entries.count) - count);
    this.awaitStore();
  }

  /** The countdown of stores has ended: while a miss is timed, each is looked at. */
  store(a: unknown, b: unknown): void {
    const { count } = this.allMisses;
    const next = this.times.end(count, a, b);
    if (next !== undefined) this.allMisses.wait(next - count);
    this.awaitStore();
  }

  /** A key was found or stored: told only while functions without a cache are counted. */
  touch(a: unknown, b: unknown): void {
    this.curve ??= new CacheCurve();
    this.curve.touch(a, b, this.description.depth, this.table);
  }

  private awaitStore(): void {
    if (!this.description.countsStores) countdowns[this.description.id * 4 + 3] = this.times.open > 0 ? 1 : 0;
    else if (this.times.open === 0) this.stores.wait();
    else this.stores.wait(1 + this.times.storesToSkip(this.allMisses.count, this.stores.count));
  }

  /** Misses that go on now are not timed: the program was stopped meanwhile. */
  interrupt(): void {
    this.times.interrupt();
    this.awaitStore();
  }

  /** Whether the program has ever looked something up. */
  get isUsed(): boolean {
    return this.allHits + this.allMisses.count > 0;
  }

  /** A lookup has missed in another table than before, or its result is stored there. */
  turn(table: unknown): void {
    this.turnTo(table, this.description.countsStores ? 0 : 1);
  }

  /**
   * The program turned to another table than before.
   * @param late entries that are counted and belong to the new one
   */
  private turnTo(table: unknown, late = 0): void {
    if ((typeof table !== 'object' && typeof table !== 'function') || table === null) return;
    const before = this.table;
    const watched = watchedTables.get(table);
    if (watched) watched.user ??= this.description.name;
    this.isWatched = watched !== undefined;
    this.keepStored(late);
    if (before) this.peak = Math.max(this.peak, this.sizeOf(before, late));
    let record = this.known.get(table);
    if (!record) {
      record = { stored: initialEntries(table, this.description) };
      this.turned++;
      // where none has ever come back, they come and go
      if (this.cameBack || this.turned <= rememberedTables) this.known.set(table, record);
    } else this.cameBack = true;
    this.table = table;
    this.record = record;
    this.weak = undefined;
  }

  /** A table where it is made. One per outermost call comes many times a second: they are counted, some looked at. */
  make(table: unknown): void {
    const { count } = this.makings;
    this.makings.wait(this.description.made !== 'new' || count < eagerMakings ? 1 : count < manyMakings ? 7 : 61);
    if (this.description.made !== 'new') return this.turnTo(table);
    const before = this.table;
    if (before) {
      const size = isMap(before) && this.description.depth === 1 ? sizeIfMap(before) : this.stored;
      if (size > this.peak) this.peak = size;
    }
    this.record.stored = 0;
    this.entries.rebase();
    this.table = table as object;
    this.weak = undefined;
  }

  private get made(): number {
    return (this.description.made === 'new' ? this.makings.count : this.turned) - this.madeBefore;
  }

  /** Entries of the newest table, as far as stores tell. */
  private get stored(): number {
    return this.record.stored + this.entries.sinceBase;
  }

  private get allHits(): number {
    const counted = hits[this.description.id * 2]!;
    return this.description.asked ? counted - this.allMisses.count : counted;
  }

  get hits(): number {
    return this.allHits - this.hitsBefore;
  }

  get misses(): number {
    return this.allMisses.count - this.missesBefore;
  }

  private keepStored(late = 0): void {
    // the next table that is made begins at 0, without a word to this one
    if (this.description.made === 'new') return;
    this.record.stored += this.entries.sinceBase - late;
    this.entries.rebase(late);
  }

  /** Lets the newest table be collected when the program has dropped it. */
  loosen(): void {
    if (!this.table) return;
    this.lastSize = this.sizeOf(this.table);
    this.peak = Math.max(this.peak, this.lastSize);
    this.weak = new WeakRef(this.table);
    this.curve?.loosen();
    this.table = undefined;
  }

  live(): object | undefined {
    return this.table ?? this.weak?.deref();
  }

  size(): number {
    const table = this.live();
    if (table) this.lastSize = this.sizeOf(table);
    this.peak = Math.max(this.peak, this.lastSize);
    return this.lastSize;
  }

  reset(): void {
    this.hitsBefore += this.hits;
    this.missesBefore += this.misses;
    this.peak = 0;
    this.times.reset();
    this.awaitStore();
    this.missed.reset(this.allMisses.count);
    this.curve?.reset();
    this.madeBefore += this.made - (this.live() ? 1 : 0);
  }

  /** Empties the newest table. An array is left alone: its length and fill value mean something to the program. */
  clear(): boolean {
    const table = this.live();
    if (!table || !isClearable(table)) return false;
    if (isMap(table)) clearMap(table);
    else for (const key of Object.keys(table)) delete (table as Record<string, unknown>)[key];
    this.entries.rebase();
    this.record.stored = 0;
    return true;
  }

  /** The newest table, for its exact size. */
  measurable(): object | undefined {
    const table = this.live();
    return table && isProxy(table) ? undefined : table;
  }

  statistics(id: string, site: CacheSite): CacheRow {
    const size = this.size();
    const { hits, misses, peak, made: tables } = this;
    const { name } = this.description;
    const counts = { hits, misses, size, peakSize: peak, evictions: 0, tables };
    const missedKeys = this.missed.top();
    const curve = this.curve?.points(hits / (hits + misses)) ?? [];
    const found = {
      ...(curve.length > 1 ? { curve } : {}),
      ...timesOf(this.times.mean(), hits),
      ...(missedKeys.length > 0 ? { missedKeys } : {}),
    };
    return { id, name, kind: 'memo-table', site, ...counts, ...found, can: this.can() };
  }

  private can(): CacheAction[] {
    const table = this.live();
    if (!table || isProxy(table)) return [];
    return isClearable(table) ? ['clear', 'measure'] : ['measure'];
  }

  private sizeOf(table: object, late = 0): number {
    this.keepStored(late);
    const stored = this.description.made === 'new' ? this.stored : (this.known.get(table) ?? this.record).stored;
    if (isProxy(table)) return stored;
    const { depth } = this.description;
    if (depth > 1)
      return depth === 2 && isMap(table) && mapSize(table) <= summedRows ? innerSize(table, stored) : stored;
    if (isMap(table)) return mapSize(table);
    if (this.description.made === 'new' && isArray(table) && table.length <= countedKeys)
      return presentIn(table, this.description.absent);
    if (isArray(table) || stored > countedKeys || typeof table === 'function') return stored;
    return Object.getPrototypeOf(table) === Object.prototype || Object.getPrototypeOf(table) === null
      ? Object.keys(table).length
      : stored;
  }
}

const isClearable = (table: object): boolean =>
  !isProxy(table) && (isMap(table) || (!isArray(table) && Object.getPrototypeOf(table) === Object.prototype));

/** Entries of a Map of Maps; `otherwise` when a row is something else. */
function innerSize(table: Map<unknown, unknown>, otherwise: number): number {
  let sum = 0;
  for (const [, row] of entriesOf(table)) {
    if (!isMap(row)) return otherwise;
    sum += mapSize(row);
  }
  return sum;
}

const absent = new Set<unknown>([undefined, null, -1, Infinity, -Infinity, NaN]);

/** Entries that a table has when it is first seen: base cases, but not fill values. */
function initialEntries(table: object, { depth, falsyAbsent }: TableDescription): number {
  if (isProxy(table) || depth > 1) return 0;
  if (isMap(table)) return mapSize(table);
  if (!isArray(table)) return Object.getPrototypeOf(table) === Object.prototype ? Object.keys(table).length : 0;
  let entries = 0;
  for (let i = 0; i < table.length; i++) {
    if (i === 64 && entries === 0) break; // long and filled
    const value: unknown = table[i];
    if (!absent.has(value) && !(falsyAbsent && !value)) entries++;
  }
  return entries;
}

/** Elements that are results, base cases too. */
function presentIn(array: readonly unknown[], absent: string | undefined): number {
  const isAbsent = absences[absent ?? 'undefined'] ?? ((value) => value === undefined);
  let present = 0;
  for (let i = 0; i < array.length; i++) if (!isAbsent(array[i])) present++;
  return present;
}

const absences: Record<string, (value: unknown) => boolean> = {
  null: (value) => value === undefined || value === null,
  '-1': (value) => value === undefined || value === -1,
  Infinity: (value) => value === undefined || value === Infinity,
};
