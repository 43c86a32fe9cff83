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
  if (typeof fn !== 'function') throw new TypeError('No function');
  // Read once: each reading is a call of the engine's.
  const { name, length } = fn;
  const store = new Unbounded(fn, name, length);
  announceStore('memoscope', store, memoizePlain);
  return control(fixed(fn, name, length, store), fn, store);
}
