import { binary } from './binary.ts';
import { announceStore, control } from './controls.ts';
import { ternary } from './ternary.ts';
import type { AnyFunction, Memoized } from './types.ts';
import { unary } from './unary.ts';
import { Unbounded } from './unbounded.ts';
import { variadic } from './variadic.ts';

/**
 * `memoize` without options and nothing more: the core alone, for where every byte counts. Arguments are compared by
 * SameValueZero one by one, and their count matters.
 * @throws TypeError when `fn` is no function
 */
export function memoizePlain<F extends AnyFunction>(fn: F): Memoized<F> {
  if (typeof fn !== 'function') throw new TypeError('No function');
  const store = new Unbounded(fn, fn.name, fn.length);
  announceStore('memoscope', store, memoizePlain);
  return control(fixed(fn, fn.name, store, fn.length), fn, store);
}

/** The wrapper for a fixed number of arguments; `arity` may differ from that of `fn`. */
export function fixed(fn: AnyFunction, name: string, store: Unbounded, arity: number): AnyFunction {
  switch (arity) {
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
