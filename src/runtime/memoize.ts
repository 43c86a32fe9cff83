import { Bounded } from './bounded.ts';
import { announceStore } from './controls.ts';
import { fixed } from './fixed.ts';
import { controlKeyed, keyed } from './keyed.ts';
import { lru } from './lru.ts';
import { makeStore } from './makeStore.ts';
import { plain } from './plain.ts';
import { onCall, onMiss } from './results.ts';
import type { AnyFunction, Memoized, MemoizeOptions } from './types.ts';
import { Unbounded } from './unbounded.ts';
import { variadic } from './variadic.ts';

/**
 * A function that computes each result once. Arguments are compared by SameValueZero one by one, and their count matters.
 * @throws RangeError when `maxSize` or `ttl` is out of range
 * @throws TypeError when `fn` is no function, or options exclude each other
 */
export function memoize<F extends AnyFunction>(fn: F, options?: MemoizeOptions<F>): Memoized<F> {
  return memoizeFor(fn, options, memoize);
}

/** @param made what the program called: its caller is where the cache was made */
export function memoizeFor<F extends AnyFunction>(
  fn: F,
  options: MemoizeOptions<F> | undefined,
  made: AnyFunction,
): Memoized<F> {
  if (options === undefined || typeof fn !== 'function') return plain(fn, made);
  const { freeze = false, copy, cacheErrors = false, key } = options;
  const { length } = fn;
  const name = fn.name || (options.name ?? '');
  const run = freeze || cacheErrors ? onMiss(fn, freeze, cacheErrors) : fn;
  const store = makeStore(run, options.name ?? name, key ? 1 : length, options);
  let form: AnyFunction;
  if (key) form = keyed(name, length, store, key);
  else if (store instanceof Unbounded) form = fixed(run, name, length, store);
  else form = store instanceof Bounded && length === 1 ? lru(run, name, store) : variadic(name, length, store);
  if (copy || cacheErrors)
    form = onCall(form, copy === true ? structuredClone : ((copy || undefined) as never), name, length);
  const kind = store.maxSize ? ' LRU' : (options.ttl ?? Infinity) < Infinity ? ' TTL' : '';
  announceStore(`memoscope${kind}`, store, made);
  return controlKeyed(form, fn, store, key);
}
