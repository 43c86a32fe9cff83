/** What hangs on a memoized function, and what a listener sees of it. */
import { announce, callerStack, isListening } from './announce.ts';
import type { Store } from './store.ts';
import type { AnyFunction, CacheInfo, Memoized } from './types.ts';

type Bare = AnyFunction & Record<string, unknown>;

/** Makes `memoized` a Memoized: controls, and `length` where the form does not have it by itself. */
export function control<F extends AnyFunction>(
  memoized: AnyFunction,
  original: F,
  store: Store,
  key?: AnyFunction,
): Memoized<F> {
  const f = memoized as Bare;
  const place = (args: unknown[]): unknown[] => (key ? [key(...args)] : args);
  f.original = original;
  f.cacheInfo = (): CacheInfo => store.info();
  f.cacheClear = (): void => store.clear();
  f.cacheDelete = (...args: unknown[]): boolean => store.delete(place(args));
  f.cacheHas = (...args: unknown[]): boolean => store.peek(place(args)) !== undefined;
  f.cacheDeleteWhere = (predicate: never): number => store.deleteWhere(predicate);
  f.cacheDeleteTag = (tag: unknown): number => store.deleteTag(tag);
  if (f.length !== original.length) Object.defineProperty(f, 'length', { value: original.length, configurable: true });
  return f as unknown as Memoized<F>;
}

/** Tells whoever listens about the store. */
export function announceStore(kind: string, store: Store, made: (...args: never[]) => unknown): void {
  if (!isListening()) return;
  announce({
    kind,
    name: store.name,
    stack: callerStack(made),
    counts: () => store.counts(),
    *sample(limit) {
      let n = limit; // every (size / limit)th entry, limit of them at most
      for (const entry of store.entries())
        if ((n -= limit) <= 0 && limit > 0) {
          n += Math.max(store.size, limit);
          yield entry;
        }
    },
    clear: () => store.clear(),
  });
}
