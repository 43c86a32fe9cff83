/** Single flight without limits: the promise itself is what is kept. */
import type { Store } from './store.ts';
import type { AnyFunction } from './types.ts';
import { place } from './keyed.ts';

/**
 * What runs on a miss. A rejection is forgotten, unless another promise is in its place by then. Callers get the promise
 * that comes after that, so a rejection that nobody handles is still one.
 */
export function launcher(fn: AnyFunction, key: AnyFunction | undefined, store: () => Store): AnyFunction {
  const fly = (promise: Promise<unknown>, at: unknown[]): Promise<unknown> => {
    const kept: Promise<unknown> = promise.then(undefined, (error: unknown) => {
      if (store().peek(at) === kept) store().delete(at);
      throw error;
    });
    return kept;
  };
  return function (this: unknown, a: unknown): Promise<unknown> {
    const args = arguments.length === 1 ? [a] : Array.from(arguments); // eslint-disable-line prefer-rest-params
    const at = key === undefined ? args : place(key, args, this); // now: what the key is made of may change
    let result: unknown;
    try {
      result = arguments.length === 1 ? fn.call(this, a) : fn.apply(this, args);
    } catch (error) {
      return fly(Promise.reject(error as Error), at);
    }
    return fly(result instanceof Promise ? result : Promise.resolve(result), at);
  };
}

/** The function's promise; a synchronous exception is a rejection. */
export function begin(fn: AnyFunction, self: unknown, args: readonly unknown[]): Promise<unknown> {
  try {
    const result: unknown = fn.apply(self, args as unknown[]);
    return result instanceof Promise ? result : Promise.resolve(result);
  } catch (error) {
    return Promise.reject(error as Error);
  }
}
