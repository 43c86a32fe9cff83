/** What the probe does to a store of our own library on request. */
import type { CacheHandle } from '../../protocol/announce.ts';
import type { Store } from '../../runtime/store.ts';
import { eachOfMap, isArray, isMap } from '../intrinsics.ts';
import type { Entry } from '../memory/estimate.ts';

/** The ends of a miss. One that a store lacks is not called on it. */
const keeping = ['put', 'keep1', 'keep'] as const;

/** A miss that keeps nothing still ends: the guard against endless recursion must know. */
function keepNothing(this: Store): void {
  (this as unknown as { chain: number }).chain = 0;
}

function bypassStore(store: Store, on: boolean): void {
  const methods = store as unknown as Record<string, unknown>;
  if (on) {
    store.forget();
    store.size = 0;
  }
  for (const name of keeping) {
    if (!(name in store)) continue;
    // own properties would make a slow object of the store, so they stay once they are there
    if (on) methods[name] = keepNothing;
    else methods[name] = (Object.getPrototypeOf(store) as Record<string, unknown>)[name];
  }
}

/** Whether the handle can be switched off, and how. */
export function bypassOf(handle: CacheHandle): ((on: boolean) => void) | undefined {
  const { store } = handle;
  if (handle.bypass) return (on) => handle.bypass?.(on);
  return store && 'forget' in store ? (on) => bypassStore(store as Store, on) : undefined;
}

/** What holds the entries: the tries of a store without limits, or else the whole store. */
export function tableOf({ table, store }: CacheHandle): object | undefined {
  if (table) return table();
  const trie = (store as { trie?: object } | undefined)?.trie;
  return store && !('maxSize' in store && store.maxSize) && trie ? trie : store;
}

interface OneLevel {
  readonly arity?: unknown;
  readonly own?: { readonly tab?: unknown; readonly map?: unknown };
  readonly others?: unknown;
}

/**
 * What the handle's `sample` gives, without the garbage of its generators: with 1,000 caches a snapshot would make the
 * program collect it.
 * @returns undefined where the store keeps its entries otherwise than by one argument
 */
export function sampleOfOne({ store }: CacheHandle, limit: number, size: number): Entry[] | undefined {
  const { arity, own, others } = (store as { trie?: OneLevel } | undefined)?.trie ?? {};
  const tab = own?.tab;
  const map = own?.map;
  if (arity !== 1 || !isArray(tab) || typeof map !== 'object' || !isMap(map)) return undefined;
  if (!isArray(others) || others.length > 0) return undefined;
  const entries: Entry[] = [];
  let left = limit;
  const take = (value: unknown, key: unknown): void => {
    if (value === undefined || (left -= limit) > 0) return;
    left += Math.max(size, limit);
    entries.push({ keys: [key], value });
  };
  for (let i = 0; i < tab.length; i++) take(tab[i], i);
  eachOfMap(map, take);
  return entries;
}
