/** What is done to results on their way out: freezing, copying, keeping errors. */
import type { AnyFunction } from './types.ts';
import { sized } from './variadic.ts';

/** An error in the place of a result. */
class Thrown {
  constructor(readonly error: unknown) {}
}

/** The function that is run on a miss, with what is done once a result. */
export function onMiss(fn: AnyFunction, freeze: boolean, errors: boolean): AnyFunction {
  return function (this: unknown, ...args: unknown[]): unknown {
    try {
      const value: unknown = Reflect.apply(fn, this, args);
      return freeze ? deepFreeze(value, new Set()) : value;
    } catch (error) {
      if (!errors) throw error;
      return new Thrown(error);
    }
  };
}

/** The function that callers get, with what is done at every call. */
export function onCall(
  fn: AnyFunction,
  copy: ((value: unknown) => unknown) | undefined,
  name: string,
  length: number,
): AnyFunction {
  const form = {
    [name](this: unknown, ...args: unknown[]): unknown {
      const value: unknown = Reflect.apply(fn, this, args);
      if (value instanceof Thrown) throw value.error;
      return copy === undefined ? value : copy(value);
    },
  }[name]!;
  return sized(form, length);
}

/** Arrays and plain objects, all the way down; other objects have no contents that freezing would protect. */
function deepFreeze(value: unknown, seen: Set<unknown>): unknown {
  if (typeof value !== 'object' || value === null || seen.has(value)) return value;
  seen.add(value);
  const proto: unknown = Object.getPrototypeOf(value);
  if (proto !== Object.prototype && proto !== null && !Array.isArray(value)) return value;
  for (const key of Reflect.ownKeys(value)) {
    const own = Object.getOwnPropertyDescriptor(value, key)!;
    if ('value' in own) deepFreeze(own.value, seen);
  }
  return Object.freeze(value);
}
