import type { Store } from './store.ts';
import type { AnyFunction } from './types.ts';

/** Any store; for functions of no, many or a varying number of arguments, and for custom keys. */
export function variadic(_fn: AnyFunction, name: string, store: Store, key?: AnyFunction): AnyFunction {
  return {
    [name](this: unknown, ...args: unknown[]): unknown {
      return store.call(this, args, key ? [Reflect.apply(key, this, args)] : args);
    },
  }[name]!;
}
