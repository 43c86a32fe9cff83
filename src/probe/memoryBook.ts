import { performance } from 'node:perf_hooks';
import type { CacheHandle } from '../protocol/announce.ts';
import type { MemoryEstimate } from '../protocol/statistics.ts';
import * as is from './intrinsics.ts';
import * as layout from './layout.ts';
import { type Entry, estimate } from './memory.ts';

interface Page {
  readonly size: number;
  readonly estimate: MemoryEstimate;
}

const sampleSize = 200;
const smallSample = 32;
/** Entries of a table that are walked to reach a sample, so that a huge table costs no more. */
const walked = 20_000;
const budgetMs = 3;
/** Estimates that a snapshot makes even when they take longer. */
const unhurried = 10;
const budgetAtEndMs = 400;
const now = performance.now.bind(performance);

/** Estimates of every cache, made afresh only when a size has changed much, and a few at a time. */
export class MemoryBook {
  private readonly pages = new Map<string, Page>();
  private deadline = 0;
  private made = 0;
  private sample = sampleSize;

  begin(atEnd: boolean, caches: number): void {
    this.made = 0;
    this.deadline = now() + (atEnd ? budgetAtEndMs : budgetMs);
    this.sample = caches > 100 && !atEnd ? smallSample : sampleSize;
  }

  ofHandle(id: string, handle: CacheHandle, size: number): MemoryEstimate | undefined {
    return this.page(id, size, () => {
      const entries: Entry[] = [];
      for (const [keys, value] of handle.sample(this.sample)) entries.push({ keys, value });
      const parts = Math.max(1, entries[0]?.keys.length ?? 1);
      return estimate(announcedBytes(size, parts), size, entries);
    });
  }

  ofTable(id: string, table: object, size: number): MemoryEstimate | undefined {
    if (is.isWeakMap(table) || is.isProxy(table)) return undefined; // nobody can look inside
    return this.page(id, size, () => {
      const { entries, units } = this.sampleOf(table);
      return estimate(headBytes(table, size), units, entries);
    });
  }

  private page(id: string, size: number, make: () => MemoryEstimate): MemoryEstimate | undefined {
    const page = this.pages.get(id);
    if (page && size <= page.size * 1.25 && size >= page.size * 0.8) return scaled(page, size);
    if (this.made++ >= unhurried && now() > this.deadline) return page && scaled(page, size);
    try {
      const made = make();
      this.pages.set(id, { size, estimate: made });
      return made;
    } catch {
      return undefined;
    }
  }

  /** Entries of the table itself, rows where it is a table of tables, and how many there are. */
  private sampleOf(table: object): { entries: Entry[]; units: number } {
    const entries: Entry[] = [];
    if (is.isProxy(table) || is.isWeakMap(table)) return { entries, units: 0 };
    if (is.isMap(table)) {
      const units = is.mapSize(table);
      const step = Math.max(1, Math.ceil(Math.min(units, walked) / this.sample));
      let i = 0;
      for (const [key, value] of is.entriesOf(table)) {
        if (i >= walked) break;
        if (i++ % step === 0) entries.push({ keys: [key], value });
      }
      return { entries, units };
    }
    const keys = is.isArray(table) ? undefined : Object.keys(table);
    const length = keys ? keys.length : (table as unknown[]).length;
    const step = Math.max(1, Math.ceil(length / this.sample));
    for (let i = 0; i < length; i += step) {
      const key = keys ? keys[i]! : String(i);
      const value: unknown = Object.getOwnPropertyDescriptor(table, key)?.value;
      if (keys || value !== undefined) entries.push({ keys: keys ? [key] : [], value });
    }
    return { entries, units: keys ? length : Math.min(length, entries.length * step) };
  }
}

function scaled({ size, estimate: { bytes, plusMinus } }: Page, now: number): MemoryEstimate {
  if (size === now || size === 0) return { bytes, plusMinus };
  return { bytes: Math.round((bytes * now) / size), plusMinus: Math.round((plusMinus * now) / size) };
}

/** The table without its keys and values. */
function headBytes(table: object, size: number): number {
  if (is.isProxy(table)) return layout.other;
  if (is.isMap(table)) return layout.mapBytes(is.mapSize(table));
  if (is.isWeakMap(table)) return layout.weakMapBytes(size);
  if (is.isArray(table)) return layout.arrayHeader + layout.storeHeader + 8 * table.length;
  const integers = Object.keys(table).every((key, i) => i > 8 || /^\d{1,9}$/.test(key));
  return layout.objectHeader + (integers ? layout.elementsBytes(size, size) : layout.propertiesBytes(size));
}

/** The runtime's cache: a node an entry in Maps by argument, its arguments in an array, and the order of use. */
function announcedBytes(size: number, keys: number): number {
  const node = layout.objectHeader + 4 * 8 + layout.arrayHeader + layout.storeHeader + 8 * keys;
  return layout.mapBytes(size) + layout.setBytes(size) + size * node;
}
