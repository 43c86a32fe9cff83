import type { Bounded } from './bounded.ts';
import { isVoid } from './store.ts';
import type { AnyFunction } from './types.ts';

/** Bounded in number or time, one argument. */
export function lru(fn: AnyFunction, name: string, store: Bounded): AnyFunction {
  return {
    [name](this: unknown, a: unknown): unknown {
      if (arguments.length !== 1) return store.rest.apply(this, arguments as never); // eslint-disable-line prefer-rest-params
      let value = store.get1(a);
      if (value !== undefined) {
        store.hits++;
        return isVoid(value) ? undefined : value;
      }
      store.misses++;
      if (store.begin(a)) value = store.carefully1(this, a);
      else value = fn.call(this, a);
      store.keep1(a, value);
      return value;
    },
  }[name]!;
}
