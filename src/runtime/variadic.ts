import type { Store } from './store.ts';
import type { AnyFunction } from './types.ts';

/** Any store; for functions of no, many or a varying number of arguments. */
export function variadic(name: string, length: number, store: Store): AnyFunction {
  const form = {
    [name](this: unknown, ...args: unknown[]): unknown {
      return store.call(this, args);
    },
  }[name]!;
  return sized(form, length);
}

/** Gives a function that takes its arguments as a rest parameter another `length`. */
export function sized(form: AnyFunction, length: number): AnyFunction {
  return length ? Object.defineProperty(form, 'length', { value: length, configurable: true }) : form;
}
