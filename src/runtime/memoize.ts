import { Bounded } from './bounded.ts';
import { coarse, exact } from './clock.ts';
import { announceStore, control } from './controls.ts';
import { lru } from './lru.ts';
import { fixed, memoizePlain } from './plain.ts';
import { onCall, onMiss } from './results.ts';
import { Tags } from './tags.ts';
import type { AnyFunction, Memoized, MemoizeOptions } from './types.ts';
import { Unbounded } from './unbounded.ts';
import { variadic } from './variadic.ts';
import { Weak } from './weak.ts';

/**
 * A function that computes each result once. Arguments are compared by SameValueZero one by one, and their count matters.
 * @throws RangeError when `maxSize` or `ttl` is out of range
 * @throws TypeError when `fn` is no function, or options exclude each other
 */
export function memoize<F extends AnyFunction>(fn: F, options?: MemoizeOptions<F>): Memoized<F> {
  return options === undefined || typeof fn !== 'function' ? memoizePlain(fn) : memoizeWith(fn, options);
}

function memoizeWith<F extends AnyFunction>(fn: F, options: MemoizeOptions<F>): Memoized<F> {
  const { freeze = false, copy, cacheErrors = false, key } = options;
  const { name, length } = fn;
  const run = freeze || cacheErrors ? onMiss(fn, freeze, cacheErrors) : fn;
  const store = makeStore(run, options.name ?? name, key ? 1 : length, options);
  let form: AnyFunction;
  if (key) form = variadic(name, length, store, key);
  else if (store instanceof Unbounded) form = fixed(run, name, length, store);
  else form = store instanceof Bounded && length === 1 ? lru(run, name, store) : variadic(name, length, store);
  if (copy || cacheErrors)
    form = onCall(form, copy === true ? structuredClone : ((copy || undefined) as never), name, length);
  const kind = store.maxSize ? ' LRU' : (options.ttl ?? Infinity) < Infinity ? ' TTL' : '';
  announceStore(`memoscope${kind}`, store, memoize);
  return control(form, fn, store, key);
}

/** The store that the options ask for. */
export function makeStore<F extends AnyFunction>(
  run: AnyFunction,
  name: string,
  arity: number,
  { maxSize = Infinity, ttl = Infinity, clock, tags, key, weak }: MemoizeOptions<F>,
): Unbounded | Bounded | Weak {
  if (maxSize !== Infinity && !(Number.isInteger(maxSize) && maxSize >= 1))
    throw new RangeError(`maxSize must be an integer of at least 1 or Infinity, got ${maxSize}`);
  if (!(ttl > 0)) throw new RangeError(`ttl must be greater than 0 milliseconds, got ${ttl}`);
  const bounded = maxSize !== Infinity || ttl !== Infinity || tags !== undefined;
  if (weak && (bounded || key)) throw new TypeError('weak does not go with maxSize, ttl, tags or key');
  if (weak) return new Weak(run, name);
  if (!bounded) return new Unbounded(run, name, arity);
  const now = typeof clock === 'function' ? clock : clock === 'coarse' ? coarse : exact;
  return new Bounded(run, name, { maxSize, ttl, now, tags: tags && new Tags(tags as never) });
}
