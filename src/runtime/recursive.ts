/** Recursions deeper than the stack. */
import { announceStore } from './controls.ts';
import { type Args, cycleError } from './cycle.ts';
import { controlKeyed } from './keyed.ts';
import { isVoid } from './store.ts';
import { ArgTrie } from './trie.ts';
import type { AnyFunction, Memoized, MemoizeOptions } from './types.ts';
import { Unbounded } from './unbounded.ts';
import { sized } from './variadic.ts';

export interface RecursiveOptions<F extends AnyFunction> extends Pick<MemoizeOptions<F>, 'key' | 'name'> {
  /** How many calls may lie on the real stack at a time; an integer ≥ 1, 500 by default. */
  readonly maxDepth?: number;
}

/** Not an Error: it is thrown often, and nobody needs its stack. */
class Suspend {
  constructor(
    readonly owner: Unbounded,
    readonly self: unknown,
    readonly args: unknown[],
  ) {}
}

/**
 * A memoized recursion whose depth only memory limits:
 *
 *     const sum = memoizeRecursive<(n: number) => number>((self) => (n) => (n === 0 ? 0 : n + self(n - 1)));
 *
 * When `maxDepth` calls lie on the stack, a call for a result that is not there yet throws: the stack unwinds, that result
 * is computed on an empty stack, and the unwound calls are begun again, with their finished subproblems as hits. So a
 * body may run twice for the same arguments; it must be pure and must not catch what it did not throw.
 * @throws RangeError when `maxDepth` is out of range
 */
export function memoizeRecursive<F extends AnyFunction>(
  body: (self: F) => F,
  options: RecursiveOptions<F> = {},
): Memoized<F> {
  const { maxDepth = 500, key } = options;
  if (!(Number.isInteger(maxDepth) && maxDepth >= 1))
    throw new RangeError(`maxDepth must be an integer of at least 1, got ${maxDepth}`);
  const place = (self: unknown, args: unknown[]): unknown[] => (key ? [Reflect.apply(key, self, args)] : args);
  let depth = 0;

  const call = function (this: unknown, ...args: unknown[]): unknown {
    const at = place(this, args);
    const value = store.get(at);
    if (value !== undefined) {
      store.hits++;
      return isVoid(value) ? undefined : value;
    }
    if (depth === 0) return drive(this, args);
    if (depth >= maxDepth) throw new Suspend(store, this, args);
    return run(this, args, at);
  };
  const fn: F = body(call as F);
  const name = options.name ?? fn.name;
  const store = new Unbounded(fn, name, key ? 1 : fn.length);

  function run(self: unknown, args: unknown[], at: Args): unknown {
    depth++;
    try {
      const value: unknown = Reflect.apply(fn, self, args);
      store.misses++;
      store.put(at, value);
      return value;
    } finally {
      depth--;
    }
  }

  /** The outermost call: what is suspended waits in a list instead of on the stack. */
  function drive(self: unknown, args: unknown[]): unknown {
    const waiting = [new Suspend(store, self, args)];
    const seen = new ArgTrie(key ? 1 : fn.length);
    seen.set(place(self, args), true);
    for (;;) {
      const next = waiting[waiting.length - 1]!;
      const at = place(next.self, next.args);
      try {
        const value = run(next.self, next.args, at);
        waiting.pop();
        seen.delete(at);
        if (waiting.length === 0) return value;
      } catch (error) {
        if (!(error instanceof Suspend) || error.owner !== store) throw error;
        const needed = place(error.self, error.args);
        if (!seen.set(needed, true)) throw cycleError(name, needed);
        waiting.push(error);
      }
    }
  }

  announceStore('memoscope recursive', store, memoizeRecursive);
  const form = {
    [fn.name](this: unknown, ...args: unknown[]): unknown {
      return Reflect.apply(call, this, args);
    },
  }[fn.name]!;
  return controlKeyed(sized(form, fn.length), fn, store, key);
}
