import { Bounded } from './bounded.ts';
import { coarse, exact } from './clock.ts';
import { Tags } from './tags.ts';
import type { AnyFunction, MemoizeOptions } from './types.ts';
import { Unbounded } from './unbounded.ts';
import { Weak } from './weak.ts';

/** The store that the options ask for. */
export function makeStore<F extends AnyFunction>(
  run: AnyFunction,
  name: string,
  arity: number,
  { maxSize = Infinity, ttl = Infinity, clock, tags, key, weak }: MemoizeOptions<F>,
): Unbounded | Bounded | Weak {
  if (maxSize !== Infinity && !(Number.isInteger(maxSize) && maxSize >= 1))
    throw new RangeError(`maxSize must be an integer of at least 1 or Infinity, got ${maxSize}`);
  if (!(ttl > 0)) throw new RangeError(`ttl must be greater than 0 milliseconds, got ${ttl}`);
  const bounded = maxSize !== Infinity || ttl !== Infinity || tags !== undefined;
  if (weak && (bounded || key)) throw new TypeError('weak does not go with maxSize, ttl, tags or key');
  if (weak) return new Weak(run, name);
  if (!bounded) return new Unbounded(run, name, arity);
  const now = typeof clock === 'function' ? clock : clock === 'coarse' ? coarse : exact;
  return new Bounded(run, name, { maxSize, ttl, now, tags: tags && new Tags(tags as never) });
}
