/** The option `key`: something else stands for the arguments. */
import { control } from './controls.ts';
import type { Store } from './store.ts';
import type { AnyFunction, Memoized } from './types.ts';
import { sized } from './variadic.ts';

/** Where the result for these arguments lies. */
export function place(key: AnyFunction | undefined, args: unknown[], self?: unknown): unknown[] {
  return key ? [Reflect.apply(key, self, args)] : args;
}

/** The wrapper for any function with a key of its own. */
export function keyed(name: string, length: number, store: Store, key: AnyFunction): AnyFunction {
  const form = {
    [name](this: unknown, ...args: unknown[]): unknown {
      return store.call(this, args, place(key, args, this));
    },
  }[name]!;
  return sized(form, length);
}

/** As `control`; what takes arguments asks the key. */
export function controlKeyed<F extends AnyFunction>(
  f: AnyFunction,
  original: F,
  store: Store,
  key: AnyFunction | undefined,
): Memoized<F> {
  const memoized = control(f, original, store);
  if (!key) return memoized;
  return Object.assign(memoized, {
    cacheDelete: (...args: unknown[]) => store.delete(place(key, args)),
    cacheHas: (...args: unknown[]) => store.peek(place(key, args)) !== undefined,
  });
}
