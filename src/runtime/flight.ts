/** Single flight without limits: the promise itself is what is kept. */
import type { Store } from './store.ts';
import type { AnyFunction } from './types.ts';
import { place } from './variadic.ts';

/**
 * What runs on a miss. A rejection is forgotten, unless another promise is in its place by then. Callers get the promise
 * that comes after that, so a rejection that nobody handles is still one.
 */
export function launcher(fn: AnyFunction, key: AnyFunction | undefined, store: () => Store): AnyFunction {
  return function (this: unknown, ...args: unknown[]): Promise<unknown> {
    const at = place(key, args, this); // now: what the key is made of may change
    const kept: Promise<unknown> = begin(fn, this, args).then(undefined, (error: unknown) => {
      if (store().peek(at) === kept) store().delete(at);
      throw error;
    });
    return kept;
  };
}

/** The function's promise; a synchronous exception is a rejection. */
export function begin(fn: AnyFunction, self: unknown, args: readonly unknown[]): Promise<unknown> {
  try {
    const result: unknown = Reflect.apply(fn, self, args);
    return result instanceof Promise ? result : Promise.resolve(result);
  } catch (error) {
    return Promise.reject(error as Error);
  }
}
