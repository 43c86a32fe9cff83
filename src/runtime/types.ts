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
  /**
   * Forgets the results for which the predicate holds, and says how many. It gets the arguments (with the option `key`:
   * the key alone) and the result.
   */
  cacheDeleteWhere(predicate: (args: Readonly<Parameters<F>>, value: ReturnType<F>) => boolean): number;
  /** Forgets the results that carry the tag (option `tags`), and says how many. */
  cacheDeleteTag(tag: unknown): number;
}

/** A function with the same signature (overloads, generics and `this` included) and a cache. */
export type Memoized<F extends AnyFunction> = F & CacheControls<F>;

export interface MemoizeOptions<F extends AnyFunction = AnyFunction> {
  /** Keep at most this many results, dropping the least recently used; an integer ≥ 1, or Infinity. */
  readonly maxSize?: number;
  /** Milliseconds for which a result is good, counted from when it was there; greater than 0, or Infinity. */
  readonly ttl?: number;
  /**
   * What `ttl` is measured by: the monotonic clock read at every hit (the default), the same read at most every 64th
   * time within one turn of the event loop ('coarse', about four times faster hits), or a function of yours.
   */
  readonly clock?: 'exact' | 'coarse' | (() => number);
  /** What stands for the arguments: calls with the same key (SameValueZero) share a result. */
  readonly key?: (this: ThisParameterType<F>, ...args: Parameters<F>) => unknown;
  /** Tags of a result, for `cacheDeleteTag`. With the option `key` the first parameter is the key alone. */
  readonly tags?: (args: Readonly<Parameters<F>>, value: ReturnType<F>) => Iterable<unknown>;
  /**
   * Hold objects and functions among the arguments weakly: a result is forgotten when one of them is garbage. Not with
   * maxSize, ttl, tags or key. Such a cache cannot list its entries (cacheDeleteWhere throws).
   */
  readonly weak?: boolean;
  /** Freeze results that are arrays or plain objects, all the way down. By default callers share one mutable result. */
  readonly freeze?: boolean;
  /** Give every caller a copy of the result of its own, by structuredClone or by a function of yours. */
  readonly copy?: boolean | ((value: Awaited<ReturnType<F>>) => Awaited<ReturnType<F>>);
  /** Keep exceptions too and throw the same one again. By default a call that threw is tried again. */
  readonly cacheErrors?: boolean;
  /** Name in statistics and errors; the function's own name by default. */
  readonly name?: string;
}
