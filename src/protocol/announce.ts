/** How a cache in a user's program makes itself known, without any dependency between library and probe. */

/** Name of the `node:diagnostics_channel` on which caches announce themselves when somebody listens. */
export const announceChannel = 'memoscope:cache';

/** Where no diagnostics channel exists (browsers): `globalThis[Symbol.for(announceSymbol)]`, a function taking a handle. */
export const announceSymbol = 'memoscope.announce';

/** The live view of one cache. Methods are cheap, never throw and never run user code. */
export interface CacheHandle {
  readonly kind: string;
  readonly name: string;
  /** Text of the stack where the cache was made, newest frame first; undefined when unknown. */
  readonly stack?: string;
  counts(): {
    readonly hits: number;
    readonly misses: number;
    readonly size: number;
    readonly maxSize: number | undefined;
    readonly evictions: number;
  };
  /** Up to `limit` [key arguments, value] pairs, spread over the cache, for a memory estimate. */
  sample(limit: number): Iterable<readonly [readonly unknown[], unknown]>;
  /** Empties the cache; absent where only its library can. */
  clear?(): void;
  /** While on, every call computes and nothing is stored; turning it on empties the cache. */
  bypass?(on: boolean): void;
  /** The object that holds the entries, for the exact retained size. */
  table?(): object | undefined;
  /** Of our own library: what keeps the entries, so that the probe can do both without a byte of the library. */
  readonly store?: object;
}
