/** What every way of keeping results has in common. */
import { type Args, CycleGuard } from './cycle.ts';
import type { AnyFunction, CacheInfo } from './types.ts';

/** Stands for an undefined result inside a store, so that one lookup tells a hit from a miss. */
export const VOID: unknown = /* @__PURE__ */ Symbol();

/** The cheap test first: comparing with a variable symbol is a call in compiled code, and most results are no symbols. */
export function isVoid(value: unknown): boolean {
  return typeof value === 'symbol' && value === VOID;
}

export type Entry = readonly [args: readonly unknown[], value: unknown];

export abstract class Store extends CycleGuard {
  hits = 0;
  misses = 0;
  evictions = 0;
  size = 0;
  maxSize: number | undefined;

  /** The result kept for these arguments, VOID for undefined, undefined when there is none. */
  abstract get(args: Args): unknown;
  /** As get, but for a look only: no recency. */
  peek(args: Args): unknown {
    return this.get(args);
  }
  abstract put(args: Args, value: unknown): void;
  abstract delete(args: Args): boolean;
  /** Every entry, in no promised order; an undefined result is undefined here. */
  abstract entries(): Iterable<Entry>;
  abstract forget(): void;

  /** Any call as one function, for the wrappers of a fixed number of arguments when the number is another. */
  get rest(): AnyFunction {
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the function has its own `this` to pass on
    const store = this;
    return function (this: unknown, ...args: unknown[]) {
      return store.call(this, args);
    };
  }

  /** A call with any number of arguments. `key` are the arguments, or what stands for them in the store. */
  call(self: unknown, args: Args, key: Args = args): unknown {
    let value = this.get(key);
    if (value !== undefined) {
      this.hits++;
      return isVoid(value) ? undefined : value;
    }
    this.misses++;
    value = this.begin(key[0], key[1], key[2]) ? this.carefully(self, args, key) : Reflect.apply(this.fn, self, args);
    this.chain = 0;
    this.put(key, value);
    return value;
  }

  clear(): void {
    this.forget();
    this.hits = this.misses = this.evictions = this.size = 0;
  }
  /** A miss begins whose end nothing waits for; a listener may want to know. */
  begun(_args: Args): void {}
  /** Drops what is too old. */
  purge(): void {}

  /** Deletes the entries for which the predicate holds; how many. */
  deleteWhere(predicate: (args: readonly unknown[], value: unknown) => unknown): number {
    this.purge();
    return [...this.entries()].filter((entry) => predicate(...entry) && this.delete(entry[0])).length;
  }

  /** Deletes the entries with a tag; how many. */
  deleteTag(_tag: unknown): number {
    return 0;
  }

  info(): CacheInfo {
    this.purge();
    return this.counts();
  }
  /** As they are: no clock is read. */
  counts(): CacheInfo {
    const { hits, misses, maxSize, size, evictions } = this;
    return { hits, misses, maxSize, size, evictions };
  }
}
