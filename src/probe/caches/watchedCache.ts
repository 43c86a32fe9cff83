import { types } from 'node:util';
import type { CacheHandle } from '../../protocol/announce.ts';
import { entriesOf, isArray, isMap, isProxy, isTypedArray, mapHas, mapSize } from '../intrinsics.ts';
import { MissedKeys } from './missedKeys.ts';
import { MissTimes } from './missTimes.ts';
import { whenSettled } from './settled.ts';

/** What the instrumented text of a library can tell of one cache. Asked late, and from outside the library's own calls. */
export interface Told {
  /** What may hold entries. A number among them is how many there are. */
  tables(): readonly unknown[];
  /** Numbers that may be the most entries allowed; in an array, an object with such an option, or with a property of a given name. */
  limits(): readonly unknown[];
  /** Evictions are told one by one; else each new entry in a full cache is one. */
  readonly evictions?: boolean;
}

const countedKeys = 2000;

/** Objects that are caches themselves, so that a table of the program's own may be one. */
export const watchedTables = new WeakMap<object, WatchedCache>();

/** One cache of a library: held by the library's own closure or object, so that it lives as long as that. */
export class WatchedCache implements CacheHandle {
  calls = 0;
  misses = 0;
  private stored = 0;
  private evictions = 0;
  private nextTimed = 1;
  private limit: number | undefined;
  readonly times = new MissTimes(true);
  /** Of caches that are asked by key. */
  readonly missed = new MissedKeys();
  /** The function that keeps its results here, where that is known. */
  user: string | undefined;

  constructor(
    readonly kind: string,
    readonly name: string,
    readonly stack: string,
    private readonly told: Told,
  ) {}

  counts(): ReturnType<CacheHandle['counts']> {
    const { calls, misses, evictions } = this;
    const maxSize = this.maxSize();
    const size = this.size() ?? Math.min(this.stored, maxSize ?? Infinity);
    return { hits: Math.max(0, calls - misses), misses, size, maxSize, evictions };
  }

  /** A miss begins. @returns what `done` gets at its end */
  begin(key: unknown = {}): unknown {
    if (++this.misses !== this.nextTimed) return undefined;
    this.nextTimed = this.times.begin(this.misses, key, undefined);
    return key;
  }

  /** A miss has its result, which is kept next. */
  done<T>(token: unknown, value: T): T {
    if (token !== undefined) {
      if (types.isPromise(value)) whenSettled(value, () => this.end(token, false));
      else this.end(token);
    }
    this.keep();
    return value;
  }

  end(key: unknown, shares?: boolean): void {
    if (this.times.open > 0) this.nextTimed = this.times.end(this.misses, key, undefined, shares) ?? this.nextTimed;
  }

  /** A new entry comes: into a full cache it comes in place of another. */
  keep(): void {
    this.stored++;
    if (this.told.evictions) return;
    const most = this.maxSize();
    if (most !== undefined && (this.size() ?? this.stored - 1) >= most) this.evictions++;
  }

  /** The answer of a cache that is asked by key. */
  got<T>(key: unknown, value: T): T {
    this.calls++;
    if (value !== undefined) return value;
    const next = this.nextTimed;
    this.begin(key);
    if (this.misses === next) this.missed.add(next, key);
    return value;
  }

  /** A cache was asked for a key that it fetches itself. @returns what `fetched` gets */
  fetching(key: unknown): unknown {
    const token = this.begin();
    if (token !== undefined) this.missed.add(this.misses, key);
    return token;
  }

  /** What a fetch gave: a promise, most times. The cache is given its value by itself. */
  fetched<T>(token: unknown, value: T): T {
    if (token === undefined) return value;
    if (types.isPromise(value)) whenSettled(value, () => this.end(token, false));
    else this.end(token);
    return value;
  }

  evicted(): void {
    this.evictions++;
  }

  /** A cache is given the value of a key. */
  put(key: unknown, value: unknown): void {
    if (value === undefined) return;
    this.end(key);
    const map = this.held().find(isMap);
    if (!map || !mapHas(map, key)) this.keep();
  }

  sample(limit: number): Iterable<readonly [readonly unknown[], unknown]> {
    const found: [readonly unknown[], unknown][] = [];
    const tables = this.held();
    const lists = tables.filter((table) => isArray(table));
    for (const table of tables)
      if (isMap(table))
        for (const [key, value] of entriesOf(table)) {
          if (found.length >= limit) return found;
          // a Map of places in lists: one repeats the keys, the others hold values
          const place = lists.some((list) => own(list, value) === key);
          const values = place ? lists.map((list) => own(list, value)).filter((item) => item !== key) : value;
          found.push([[key], values]);
        }
    return found;
  }

  /** What holds the entries, for a structural estimate. */
  held(): readonly object[] {
    try {
      return this.told.tables().filter(isOpen);
    } catch {
      return []; // asked for before the library has made them
    }
  }

  table(): object | undefined {
    const held = this.held();
    return held.length > 1 ? held.find(isMap) : held[0];
  }

  /** Entries, where a table can tell without running anything of the program. */
  private size(): number | undefined {
    let most: number | undefined;
    let numbers: readonly unknown[];
    try {
      numbers = this.told.tables().filter((table) => typeof table === 'number');
    } catch {
      return undefined;
    }
    for (const told of [...numbers, ...this.held().map((table) => this.sizeOf(table))])
      if (typeof told === 'number') most = Math.max(most ?? 0, told);
    return most;
  }

  private sizeOf(table: object): unknown {
    if (isMap(table)) return mapSize(table);
    if (isArray(table) || isTypedArray(table)) return undefined;
    const size = own(table, 'size');
    if (typeof size === 'number') return size;
    const keys = own(table, 'keys');
    if (isArray(keys)) return keys.length;
    const inner = own(table, 'cache') ?? table;
    const plain = typeof inner === 'object' && Object.getPrototypeOf(inner) === null;
    return plain && this.stored <= countedKeys ? Object.keys(inner as object).length : undefined;
  }

  private maxSize(): number | undefined {
    if (this.limit === undefined) {
      this.limit = Infinity;
      try {
        for (const told of this.told.limits()) {
          const most = typeof told === 'number' ? told : isArray(told) ? limitIn(told[0], told[1]) : undefined;
          if (typeof most !== 'number' || !(most >= 1 && Number.isFinite(most))) continue;
          this.limit = most;
          break;
        }
      } catch {
        this.limit = undefined; // asked for too early
      }
    }
    return this.limit === Infinity ? undefined : this.limit;
  }
}

/** Something to look into: not closures alone. */
const isOpen = (table: unknown): table is object =>
  typeof table === 'object' &&
  table !== null &&
  !isProxy(table) &&
  (isMap(table) ||
    Object.getPrototypeOf(table) !== Object.prototype ||
    !Object.keys(table).every((key) => typeof own(table, key) === 'function'));

function limitIn(options: unknown, name: unknown): unknown {
  if (typeof options !== 'object' || options === null || isProxy(options)) return undefined;
  return name === undefined ? (own(options, 'maxSize') ?? own(options, 'max')) : own(options, name);
}

const own = (object: object, key: unknown): unknown =>
  Object.getOwnPropertyDescriptor(object, key as PropertyKey)?.value;
