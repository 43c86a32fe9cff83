import { binary } from './binary.ts';
import { announceStore, control } from './controls.ts';
import { ternary } from './ternary.ts';
import { Trie } from './trie.ts';
import type { AnyFunction, Memoized, MemoizeOptions } from './types.ts';
import { unary } from './unary.ts';
import { variadic } from './variadic.ts';

const NONE: MemoizeOptions = {};

/**
 * A function that computes each result once. Arguments are compared by SameValueZero one by one, and their count matters.
 * @throws RangeError when `maxSize` is not an integer ≥ 1 or Infinity
 */
export function memoize<F extends AnyFunction>(fn: F, options: MemoizeOptions = NONE): Memoized<F> {
  const name = options.name ?? fn.name;
  const arity = fn.length;
  const store = new Trie(fn, name, arity);
  announceStore('memoscope', name, store, memoize);
  return control(form(fn, fn.name, store, arity), fn, store, undefined);
}

function form(fn: AnyFunction, name: string, store: Trie, arity: number): AnyFunction {
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
