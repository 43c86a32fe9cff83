import type { Store } from './store.ts';
import type { AnyFunction } from './types.ts';

/** Any store; for functions of no, many or a varying number of arguments, and for custom keys. */
export function variadic(_fn: AnyFunction, name: string, store: Store, key?: AnyFunction): AnyFunction {
  return {
    [name](this: unknown, ...args: unknown[]): unknown {
      return key === undefined ? store.call(this, args) : store.call(this, args, [Reflect.apply(key, this, args)]);
    },
  }[name]!;
}
