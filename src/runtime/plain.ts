import { announceStore, control } from './controls.ts';
import { fixed } from './fixed.ts';
import type { AnyFunction, Memoized } from './types.ts';
import { Unbounded } from './unbounded.ts';

/**
 * `memoize` without options and nothing more: the core alone, for where every byte counts. Arguments are compared by
 * SameValueZero one by one, and their count matters.
 * @throws TypeError when `fn` is no function
 */
export function memoizePlain<F extends AnyFunction>(fn: F): Memoized<F> {
  return plain(fn, memoizePlain);
}

/** @param made what the program called: its caller is where the cache was made */
export function plain<F extends AnyFunction>(fn: F, made: AnyFunction): Memoized<F> {
  if (typeof fn !== 'function') throw new TypeError('No function');
  // Read once: each reading is a call of the engine's.
  const { name, length } = fn;
  const store = new Unbounded(fn, name, length);
  announceStore('memoscope', store, made);
  return control(fixed(fn, name, length, store), fn, store);
}
