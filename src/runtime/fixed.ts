import { binary } from './binary.ts';
import { ternary } from './ternary.ts';
import type { AnyFunction } from './types.ts';
import { unary } from './unary.ts';
import type { Unbounded } from './unbounded.ts';
import { variadic } from './variadic.ts';

const forms = [unary, binary, ternary];

/** The wrapper for functions of so many arguments. */
export function fixed(fn: AnyFunction, name: string, length: number, store: Unbounded): AnyFunction {
  return forms[length - 1]?.(fn, name, store) ?? variadic(name, length, store);
}
