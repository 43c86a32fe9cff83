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
  // Read once: each reading is a call of the engine's.
  const { name, length } = fn;
  const store = new Unbounded(fn, name, length);
  announceStore('memoscope', store, memoizePlain);
  return control(fixed(fn, name, length, store), fn, store);
}

const forms = [undefined, unary, binary, ternary];

/** The wrapper for functions of so many arguments. */
export function fixed(fn: AnyFunction, name: string, length: number, store: Unbounded): AnyFunction {
  const form = forms[length];
  return form ? form(fn, name, store) : variadic(name, length, store);
}
