/** The public types of the library. */

// Any function: `unknown[]` would refuse functions with narrower parameters.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AnyFunction = (this: any, ...args: any[]) => any;

/** Counters of one cache, in calls and entries. */
export interface CacheInfo {
  readonly hits: number;
  readonly misses: number;
  /** Greatest number of entries; undefined when unbounded. */
  readonly maxSize: number | undefined;
  /** Entries held now. */
  readonly size: number;
  /** Entries dropped because the cache was full or, with `ttl`, too old. */
  readonly evictions: number;
}

/** What every memoized function has besides being callable. All of these work detached too. */
export interface CacheControls<F extends AnyFunction> {
  /** The function without its cache. */
  readonly original: F;
  cacheInfo(): CacheInfo;
  /** Forgets every entry and sets the counters to zero. */
  cacheClear(): void;
  /** Forgets the result for these arguments; true when there was one. */
  cacheDelete(...args: Parameters<F>): boolean;
  /** Whether a call with these arguments would be a hit now. Counts as neither hit nor miss, and is no use for LRU. */
  cacheHas(...args: Parameters<F>): boolean;
}

/** A function with the same signature (overloads, generics and `this` included) and a cache. */
export type Memoized<F extends AnyFunction> = F & CacheControls<F>;

export interface MemoizeOptions {
  /** Keep at most this many results, dropping the least recently used; an integer ≥ 1, or Infinity. */
  readonly maxSize?: number;
  /** Name in statistics and errors; the function's own name by default. */
  readonly name?: string;
}
