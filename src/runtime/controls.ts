/** What hangs on a memoized function, and what a listener sees of it. */
import { listener } from './announce.ts';
import type { Store } from './store.ts';
import type { AnyFunction, CacheControls, Memoized } from './types.ts';

type Bare = AnyFunction & { -readonly [K in keyof CacheControls<AnyFunction>]?: unknown };

/**
 * Makes `f`, which has its name and length already, a Memoized. Bound, because closures that are hung on in the function
 * where they are made keep, in V8, a cache that nobody has any more, and all it holds, through every other scavenge (10 %
 * of the time of a single flight).
 */
export function control<F extends AnyFunction>(f: Bare, original: F, store: Store): Memoized<F> {
  f.original = original;
  f.cacheInfo = store.info.bind(store);
  f.cacheClear = store.clear.bind(store);
  f.cacheDelete = drop.bind(store);
  f.cacheHas = has.bind(store);
  f.cacheDeleteWhere = store.deleteWhere.bind(store);
  f.cacheDeleteTag = store.deleteTag.bind(store);
  return f as unknown as Memoized<F>;
}

function drop(this: Store, ...args: unknown[]): boolean {
  return this.delete(args);
}

function has(this: Store, ...args: unknown[]): boolean {
  return this.peek(args) !== undefined;
}

/** Tells whoever listens about the store, and which call of `made` it came from. */
export function announceStore(kind: string, store: Store, made: AnyFunction): void {
  const tell = listener();
  if (!tell) return;
  const at = new Error();
  try {
    // Not every engine has it; without it the library's own frames come first.
    (Error as { captureStackTrace?: (target: object, below: unknown) => void }).captureStackTrace?.(at, made);
    tell({
      kind,
      name: store.name,
      stack: at.stack,
      counts: store.counts.bind(store),
      clear: store.clear.bind(store),
      store,
      *sample(limit) {
        let n = limit || Infinity; // every (size / limit)th entry, limit of them at most
        for (const entry of store.entries())
          if ((n -= limit) <= 0) {
            n += Math.max(store.size, limit);
            yield entry;
          }
      },
    });
  } catch {
    // the program must not notice that it is watched
  }
}
