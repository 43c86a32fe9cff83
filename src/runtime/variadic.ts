import type { Store } from './store.ts';
import type { AnyFunction } from './types.ts';

/** Any store; for functions of no, many or a varying number of arguments, and for custom keys. */
export function variadic(name: string, length: number, store: Store, key?: AnyFunction): AnyFunction {
  const form = {
    [name](this: unknown, ...args: unknown[]): unknown {
      return store.call(this, args, place(key, args, this));
    },
  }[name]!;
  return sized(form, length);
}

/** Gives a function that takes its arguments as a rest parameter another `length`. */
export function sized(form: AnyFunction, length: number): AnyFunction {
  return length ? Object.defineProperty(form, 'length', { value: length, configurable: true }) : form;
}

/** Where the result for these arguments lies. */
export function place(key: AnyFunction | undefined, args: unknown[], self?: unknown): unknown[] {
  return key ? [Reflect.apply(key, self, args)] : args;
}
