import { binary } from './binary.ts';
import { Bounded } from './bounded.ts';
import { coarse, exact } from './clock.ts';
import { announceStore, control } from './controls.ts';
import { lru } from './lru.ts';
import type { Store } from './store.ts';
import { Tags } from './tags.ts';
import { ternary } from './ternary.ts';
import type { AnyFunction, Memoized, MemoizeOptions } from './types.ts';
import { unary } from './unary.ts';
import { Unbounded } from './unbounded.ts';
import { variadic } from './variadic.ts';

/**
 * A function that computes each result once. Arguments are compared by SameValueZero one by one, and their count matters.
 * @throws RangeError when `maxSize` or `ttl` is out of range
 */
export function memoize<F extends AnyFunction>(fn: F, options?: MemoizeOptions<F>): Memoized<F> {
  if (options !== undefined) return memoizeWith(fn, options);
  const store = new Unbounded(fn, fn.name, fn.length);
  announceStore('memoscope', store, memoize);
  return control(unlimited(fn, fn.name, store), fn, store, undefined);
}

function memoizeWith<F extends AnyFunction>(fn: F, options: MemoizeOptions<F>): Memoized<F> {
  const { maxSize, ttl, clock, tags, key, name = fn.name } = options;
  if (maxSize !== undefined && maxSize !== Infinity && !(Number.isInteger(maxSize) && maxSize >= 1))
    throw new RangeError(`maxSize must be an integer of at least 1 or Infinity, got ${maxSize}`);
  if (ttl !== undefined && !(ttl > 0)) throw new RangeError(`ttl must be greater than 0 milliseconds, got ${ttl}`);
  const limited = (maxSize ?? Infinity) !== Infinity || (ttl ?? Infinity) !== Infinity || tags !== undefined;
  if (!limited) {
    const store = new Unbounded(fn, name, key ? 1 : fn.length);
    announceStore('memoscope', store, memoize);
    return control(key ? variadic(fn, fn.name, store, key) : unlimited(fn, fn.name, store), fn, store, key);
  }
  const now = typeof clock === 'function' ? clock : clock === 'coarse' ? coarse : exact;
  const store = new Bounded(fn, name, { maxSize, ttl, now, tags: tags && new Tags(tags as never) });
  announceStore(maxSize === undefined ? 'memoscope TTL' : 'memoscope LRU', store, memoize);
  const form = fn.length === 1 && !key ? lru(fn, fn.name, store) : variadic(fn, fn.name, store as Store, key);
  return control(form, fn, store, key);
}

function unlimited(fn: AnyFunction, name: string, store: Unbounded): AnyFunction {
  switch (fn.length) {
    case 1:
      return unary(fn, name, store);
    case 2:
      return binary(fn, name, store);
    case 3:
      return ternary(fn, name, store);
    default:
      return variadic(fn, name, store);
  }
}
