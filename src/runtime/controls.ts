/** What hangs on a memoized function, and what a listener sees of it. */
import { callerStack, listener } from './announce.ts';
import type { Store } from './store.ts';
import type { AnyFunction, CacheControls, CacheInfo, Memoized } from './types.ts';
import { place } from './variadic.ts';

type Bare = AnyFunction & { -readonly [K in keyof CacheControls<AnyFunction>]?: unknown };

/** Makes `f`, which has its name and length already, a Memoized. */
export function control<F extends AnyFunction>(f: Bare, original: F, store: Store, key?: AnyFunction): Memoized<F> {
  f.original = original;
  f.cacheInfo = (): CacheInfo => store.info();
  f.cacheClear = (): void => store.clear();
  f.cacheDelete = (...args: unknown[]): boolean => store.delete(place(key, args));
  f.cacheHas = (...args: unknown[]): boolean => store.peek(place(key, args)) !== undefined;
  f.cacheDeleteWhere = (predicate: never): number => store.deleteWhere(predicate);
  f.cacheDeleteTag = (tag: unknown): number => store.deleteTag(tag);
  return f as unknown as Memoized<F>;
}

/** Tells whoever listens about the store. */
export function announceStore(kind: string, store: Store, made: (...args: never[]) => unknown): void {
  const tell = listener();
  if (!tell) return;
  try {
    tell({
      kind,
      name: store.name,
      stack: callerStack(made),
      counts: () => store.counts(),
      *sample(limit) {
        let n = limit || Infinity; // every (size / limit)th entry, limit of them at most
        for (const entry of store.entries())
          if ((n -= limit) <= 0) {
            n += Math.max(store.size, limit);
            yield entry;
          }
      },
      clear: () => store.clear(),
      store,
    });
  } catch {
    // the program must not notice that it is watched
  }
}
