import type { AnyFunction, CacheControls, MemoizeOptions } from './types.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type AsyncFunction = (this: any, ...args: any[]) => PromiseLike<any>;

/** What a shared store must offer: Keyv, each of Keyv's storage adapters, and Map do. Results are stored as strings. */
export interface KeyValueStore {
  get(key: string): unknown;
  /** ttl in milliseconds */
  set(key: string, value: string, ttl?: number): unknown;
  delete(key: string): unknown;
}

type Kept = 'maxSize' | 'ttl' | 'clock' | 'name';

export interface MemoizeAsyncOptions<F extends AnyFunction> extends Pick<MemoizeOptions<F>, Kept> {
  readonly key?: (this: ThisParameterType<F>, ...args: Parameters<F>) => unknown;
  /** Tags of a result, for `cacheDeleteTag`; called when the result is there. */
  readonly tags?: (args: Readonly<Parameters<F>>, value: Awaited<ReturnType<F>>) => Iterable<unknown>;
  /**
   * Milliseconds after `ttl` for which an old result is still given out while one call renews it in the background;
   * needs `ttl`. When renewing fails the old result stays until this time is over.
   */
  readonly staleWhileRevalidate?: number;
  /**
   * Where results are shared between processes and machines. In memory only calls under way are kept then, and with
   * `maxSize` that many results. Concurrent calls share one run within a process; two processes may both compute.
   */
  readonly store?: KeyValueStore;
  /** First part of every key in the store; by default the function's name. Needed for a function without a name. */
  readonly namespace?: string;
  /** Part of every key in the store: change it when the function's meaning changes. Empty by default. */
  readonly version?: string;
  /** Milliseconds to wait for the store before computing instead; 1,000 by default. */
  readonly storeTimeout?: number;
  /** Told about every failure of the store, which callers never see. */
  readonly onStoreError?: (error: unknown) => void;
}

export interface AsyncCacheControls<F extends AnyFunction> extends Omit<CacheControls<F>, 'cacheDeleteWhere'> {
  /**
   * The call for one caller: aborting rejects this caller's promise with the signal's reason, while the shared run goes
   * on for everybody else and its result is kept.
   */
  cacheCall(options: { readonly signal?: AbortSignal }, ...args: Parameters<F>): ReturnType<F>;
  /** As for `memoize`; results under way are not looked at. */
  cacheDeleteWhere(predicate: (args: Readonly<Parameters<F>>, value: ReturnType<F>) => boolean): number;
  /** Resolves when everything that goes on in the background (writes to the store, renewals) is done. */
  cacheIdle(): Promise<void>;
}

/** An async function with the same signature, a cache, and one run at a time for each key. */
export type MemoizedAsync<F extends AnyFunction> = F & AsyncCacheControls<F>;
