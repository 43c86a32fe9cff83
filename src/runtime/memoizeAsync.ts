import { AsyncCache, type Kept } from './asyncCache.ts';
import type { AsyncFunction, MemoizeAsyncOptions, MemoizedAsync } from './asyncTypes.ts';
import { coarse, exact } from './clock.ts';
import { announceStore, control } from './controls.ts';
import { launcher } from './flight.ts';
import { makeStore } from './makeStore.ts';
import { fixed } from './fixed.ts';
import { controlKeyed, keyed, place } from './keyed.ts';
import { SharedStore } from './sharedStore.ts';
import { untilAborted } from './signal.ts';
import type { Store } from './store.ts';
import type { AnyFunction } from './types.ts';
import { Unbounded } from './unbounded.ts';
import { sized } from './variadic.ts';

/**
 * A function that runs once at a time for each key and keeps what it resolves to. A rejection reaches everybody who
 * waits for it and is not kept. `ttl` counts from when the result is there.
 * @throws RangeError when a number among the options is out of range
 * @throws TypeError when `fn` is no function, or options exclude each other
 */
export function memoizeAsync<F extends AsyncFunction>(fn: F, options?: MemoizeAsyncOptions<F>): MemoizedAsync<F> {
  return memoizeAsyncFor(fn, options, memoizeAsync);
}

/** @param made what the program called: its caller is where the cache was made */
export function memoizeAsyncFor<F extends AsyncFunction>(
  fn: F,
  options: MemoizeAsyncOptions<F> = {},
  made: AnyFunction,
): MemoizedAsync<F> {
  if (typeof fn !== 'function') throw new TypeError(`memoizeAsync takes a function, got ${typeof fn}`);
  const { maxSize = Infinity, ttl = Infinity, tags, store } = options;
  const limited = maxSize !== Infinity || ttl !== Infinity || tags || store || options.staleWhileRevalidate;
  return limited ? limitedFlight(fn, options, made) : plainFlight(fn, options, made);
}

function plainFlight<F extends AsyncFunction>(
  fn: F,
  options: MemoizeAsyncOptions<F>,
  made: AnyFunction,
): MemoizedAsync<F> {
  const key = options.key as AnyFunction | undefined;
  const { name, length } = fn;
  const run = launcher(fn, key, () => store);
  const store: Unbounded = new Unbounded(run, options.name ?? name, key ? 1 : length);
  announceStore('memoscope async', store, made);
  const form = key ? keyed(name, length, store, key) : fixed(run, name, length, store);
  return callable(controlKeyed(form, fn, store, key), async () => undefined);
}

function limitedFlight<F extends AsyncFunction>(
  fn: F,
  options: MemoizeAsyncOptions<F>,
  made: AnyFunction,
): MemoizedAsync<F> {
  const { maxSize, ttl = Infinity, clock, staleWhileRevalidate: stale = 0, name = fn.name } = options;
  const key = options.key as AnyFunction | undefined;
  const tags = options.tags as ((args: readonly unknown[], value: unknown) => Iterable<unknown>) | undefined;
  if (!(stale >= 0)) throw new RangeError(`staleWhileRevalidate must be at least 0 milliseconds, got ${stale}`);
  if (stale > 0 && ttl === Infinity) throw new TypeError('staleWhileRevalidate needs ttl');
  if (tags && options.store) throw new TypeError('tags do not go with store: other processes would not know of them');
  const arity = key ? 1 : fn.length;
  const memory = makeStore(fn, name, arity, {
    maxSize,
    ttl: ttl + stale,
    clock,
    tags: tags && ((args, kept) => tags(args, (kept as Kept).value)),
  });
  const cache = new AsyncCache({
    fn,
    arity,
    memory,
    keeps: !options.store || (maxSize ?? Infinity) !== Infinity,
    ttl,
    stale,
    now: typeof clock === 'function' ? clock : clock === 'coarse' ? coarse : exact,
    shared: sharedStore(options, fn.name),
    tags,
  });
  announceStore(options.store ? 'memoscope async, shared' : 'memoscope async', memory, made);
  const form = {
    [fn.name](this: unknown, ...args: unknown[]): Promise<unknown> {
      return cache.call(this, args, place(key, args, this));
    },
  }[fn.name]!;
  const memoized = control(sized(form, fn.length), fn, memory as Store);
  return callable(
    Object.assign(memoized, {
      cacheClear: () => cache.clear(),
      cacheDelete: (...args: unknown[]) => cache.delete(place(key, args)),
      cacheHas: (...args: unknown[]) => cache.has(place(key, args)),
      cacheDeleteTag: (tag: unknown) => cache.deleteTag(tag),
      cacheDeleteWhere(predicate: AnyFunction) {
        if (options.store) throw new TypeError('Results in a shared store cannot be searched');
        return memory.deleteWhere((args, kept) => predicate(args, (kept as Kept).promise));
      },
    }) as F,
    () => cache.idle(),
  );
}

function sharedStore<F extends AsyncFunction>(o: MemoizeAsyncOptions<F>, name: string): SharedStore | undefined {
  if (!o.store) return undefined;
  const { store, namespace = name, version = '', storeTimeout: timeout = 1000, onStoreError } = o;
  if (namespace === '') throw new TypeError('A function without a name needs the option namespace to share a store');
  if (!(timeout > 0)) throw new RangeError(`storeTimeout must be greater than 0 milliseconds, got ${timeout}`);
  return new SharedStore({ store, namespace, version, timeout, onError: (error) => onStoreError?.(error) });
}

function callable<F extends AsyncFunction>(memoized: F, idle: () => Promise<void>): MemoizedAsync<F> {
  const f = memoized as AnyFunction & Record<string, unknown>;
  f.cacheIdle = idle;
  f.cacheCall = caller(f); // made elsewhere, as `controls` are
  return f as unknown as MemoizedAsync<F>;
}

function caller(f: AnyFunction): AnyFunction {
  return ({ signal }: { signal?: AbortSignal }, ...args: unknown[]): Promise<unknown> => {
    if (signal === undefined) return f(...args);
    if (signal.aborted) return Promise.reject(signal.reason as Error);
    return untilAborted(f(...args), signal);
  };
}
