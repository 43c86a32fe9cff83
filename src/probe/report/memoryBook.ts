import { performance } from 'node:perf_hooks';
import type { CacheHandle } from '../../protocol/announce.ts';
import type { MemoryEstimate } from '../../protocol/statistics.ts';
import * as is from '../intrinsics.ts';
import * as layout from '../memory/layout.ts';
import { type Entry, estimate } from '../memory/estimate.ts';
import { sampleOfOne } from '../caches/ownStore.ts';
import { WatchedCache } from '../caches/watchedCache.ts';

interface Page {
  /** The table or handle that was looked at. */
  readonly of: WeakRef<object>;
  readonly size: number;
  readonly estimate: MemoryEstimate;
}

const sampleSize = 200;
const smallSample = 32;
/** Entries of a table that are walked to reach a sample, so that a huge table costs no more. */
const walked = 20_000;
const budgetMs = 2;
/** Estimates that a snapshot makes even when they take longer. */
const unhurried = 4;
const budgetAtEndMs = 400;
const now = performance.now.bind(performance);

/**
 * Estimates of every cache, made afresh only when a size has changed much, and a few at a time: where one snapshot
 * stopped, the next goes on.
 */
export class MemoryBook {
  /** By cache. */
  private readonly pages = new Map<object, Page>();
  private deadline = 0;
  private made = 0;
  /** Caches asked for in this snapshot, and the first of them that may be looked at. */
  private asked = 0;
  private first = 0;
  private stopped = 0;
  private sample = sampleSize;

  begin(atEnd: boolean, caches: number): void {
    this.made = this.asked = 0;
    this.first = atEnd ? 0 : this.stopped;
    this.stopped = 0;
    this.deadline = now() + (atEnd ? budgetAtEndMs : budgetMs);
    this.sample = caches > 100 && !atEnd ? smallSample : sampleSize;
  }

  ofHandle(cache: object, handle: CacheHandle, size: number): MemoryEstimate | undefined {
    const page = this.pages.get(cache);
    if (!this.isDue(page, handle, size)) return page && scaled(page, size);
    if (handle instanceof WatchedCache && handle.held().length === 0) return undefined; // in closures and weak maps
    if (handle.store && 'files' in handle.store) return undefined; // on disk, and each look would read a file
    return this.page(cache, handle, size, () => {
      const held = handle instanceof WatchedCache ? handle.held() : undefined;
      // lists and nodes of a library's own: as a whole
      if (held && !held.some(is.isMap)) return estimate(0, 1, [{ keys: [], value: held }]);
      const limit = aperiodic(size, this.sample);
      let entries = sampleOfOne(handle, limit, size);
      if (!entries) {
        entries = [];
        for (const [keys, value] of handle.sample(limit)) entries.push({ keys, value });
      }
      const head = held ? sum(held.map(bareBytes)) : announcedBytes(handle, size, entries);
      const { bytes, plusMinus } = estimate(head, size, entries);
      return { bytes, plusMinus: Math.round(plusMinus + head / 5) };
    });
  }

  ofTable(cache: object, table: object, size: number): MemoryEstimate | undefined {
    const page = this.pages.get(cache);
    if (!this.isDue(page, table, size)) return page && scaled(page, size);
    if (is.isWeakMap(table) || is.isProxy(table)) return undefined; // nobody can look inside
    return this.page(cache, table, size, () => {
      const { entries, units } = this.sampleOf(table);
      return estimate(headBytes(table, size), units, is.isArray(table) ? inlineNumbers(entries) : entries);
    });
  }

  /** Whether an estimate is to be made, and now. */
  private isDue(page: Page | undefined, of: object, size: number): boolean {
    const turn = this.asked++;
    if (page && size <= page.size * 1.25 && size >= page.size * 0.8 && page.of.deref() === of) return false;
    if (turn < this.first || this.stopped > 0) return false;
    if (this.made < unhurried || now() <= this.deadline) return true;
    this.stopped = turn;
    return false;
  }

  private page(cache: object, of: object, size: number, make: () => MemoryEstimate): MemoryEstimate | undefined {
    this.made++;
    try {
      const made = make();
      this.pages.set(cache, { of: new WeakRef(of), size, estimate: made });
      return made;
    } catch {
      return undefined;
    }
  }

  /** Entries of the table itself, rows where it is a table of tables, and how many there are. */
  private sampleOf(table: object): { entries: Entry[]; units: number } {
    const entries: Entry[] = [];
    if (is.isMap(table)) {
      const units = is.mapSize(table);
      const picks = strata(Math.min(units, walked), this.sample);
      let pick = picks.next();
      let i = 0;
      for (const [key, value] of is.entriesOf(table)) {
        if (pick.done) break;
        if (i++ !== pick.value) continue;
        entries.push({ keys: [key], value });
        pick = picks.next();
      }
      return { entries, units };
    }
    const keys = is.isArray(table) ? undefined : Object.keys(table);
    const length = keys ? keys.length : (table as unknown[]).length;
    let looked = 0;
    for (const i of strata(length, this.sample)) {
      looked++;
      const key = keys ? keys[i]! : String(i);
      const value: unknown = Object.getOwnPropertyDescriptor(table, key)?.value;
      if (keys || value !== undefined) entries.push({ keys: keys ? [key] : [], value });
    }
    return { entries, units: keys ? length : Math.round((length * entries.length) / Math.max(1, looked)) };
  }
}

/** One place in each of `count` equal parts of 0 to `length`, at random, since tables often have a period. */
function* strata(length: number, count: number): Generator<number, void> {
  const step = Math.max(1, length / count);
  let seed = length;
  for (let start = 0; Math.floor(start) < length; start += step) {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) | 0;
    yield Math.min(length - 1, Math.floor(start + (step > 1 ? ((seed >>> 8) / 2 ** 24) * step : 0)));
  }
}

/** A number of samples whose step through the cache is a prime, since values often have a period. */
function aperiodic(size: number, wanted: number): number {
  const step = primes.find((prime) => size / prime <= wanted);
  return step === undefined ? wanted : Math.max(1, Math.floor(size / step));
}
const primes = [1, 3, 7, 11, 17, 23, 31, 41, 53, 67, 83, 101, 127, 151, 181, 223, 271, 331, 401, 487, 593, 719];

/** An array that holds nothing but numbers holds them without boxes. */
const inlineNumbers = (entries: Entry[]): Entry[] =>
  entries.every(({ value }) => typeof value === 'number')
    ? entries.map(({ keys }) => ({ keys, value: undefined }))
    : entries;

function scaled({ size, estimate: { bytes, plusMinus } }: Page, now: number): MemoryEstimate {
  if (size === now || size === 0) return { bytes, plusMinus };
  return { bytes: Math.round((bytes * now) / size), plusMinus: Math.round((plusMinus * now) / size) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

/** A table of a library, or one of its lists. */
function bareBytes(table: object): number {
  if (is.isTypedArray(table)) return layout.viewBytes + layout.bufferBytes(table.byteLength);
  return is.isMap(table) || is.isArray(table) ? headBytes(table, 0) : layout.objectHeader;
}

/** The table without its keys and values. */
function headBytes(table: object, size: number): number {
  if (is.isMap(table)) return layout.mapBytes(is.mapSize(table));
  if (is.isArray(table)) return layout.arrayHeader + layout.storeHeader + 8 * layout.grown(table.length);
  const integers = Object.keys(table).every((key, i) => i > 8 || /^\d{1,9}$/.test(key));
  return layout.objectHeader + (integers ? layout.elementsBytes(size, size) : layout.propertiesBytes(size));
}

/**
 * What our own library keeps around keys and values, by its kind of store; measured (bench/probe/memory.mjs). Small
 * integers index an array, other single keys a Map, several keys Maps in Maps; a limit adds numbered slots.
 */
function announcedBytes(handle: CacheHandle, size: number, entries: readonly Entry[]): number {
  const keys = Math.max(1, entries[0]?.keys.length ?? 1);
  const isIndex = ({ keys: [key] }: Entry): boolean => typeof key === 'number' && (key | 0) === key && key >= 0;
  const integers = keys === 1 && entries.every(isIndex);
  if (handle.kind !== 'memoscope') return size * (keys > 1 ? 165 : integers ? 68 : 84);
  if (keys > 1) return size * 36;
  return integers ? 9.4 * layout.powerOfTwo(size) : layout.mapBytes(size);
}
