/** Single flight without limits: the promise itself is what is kept. */
import type { Store } from './store.ts';
import type { AnyFunction } from './types.ts';

/**
 * What runs on a miss. A rejection is forgotten, unless another promise is in its place by then. Callers get the promise
 * that comes after that, so a rejection that nobody handles is still one.
 */
export function launcher(fn: AnyFunction, key: AnyFunction | undefined, store: () => Store): AnyFunction {
  return function (this: unknown, ...args: unknown[]): Promise<unknown> {
    const kept: Promise<unknown> = begin(fn, this, args).then(undefined, (error: unknown) => {
      const place = key === undefined ? args : [Reflect.apply(key, this, args)];
      if (store().peek(place) === kept) store().delete(place);
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
