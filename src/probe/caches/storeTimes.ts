/** How long misses of our own library's caches take: by methods of their stores that only watched programs have. */
import type { Level } from '../../runtime/level.ts';
import type { Store } from '../../runtime/store.ts';
import { isPromise } from '../intrinsics.ts';
import { MissTimes } from './missTimes.ts';
import { whenSettled } from './settled.ts';

type Key = readonly unknown[];
type Timed = Store & { readonly times?: StoreTimes };

/** Times the first misses of one store, all or some of them. */
export class StoreTimes {
  readonly misses = new MissTimes(true);
  /** Calls of `begin`, which also go on when the program sets its counters back. */
  private begun = 0;
  private next = 1;
  /** Its misses wait, so that others may begin beside them. */
  waits = false;

  /** Times the misses from now on. */
  start(): void {
    this.begun = 0;
    this.next = 1;
    this.misses.reset();
  }

  begin(a: unknown, b: unknown, c: unknown): void {
    if (++this.begun < this.next) return;
    this.next = this.begun > enough ? Infinity : this.misses.begin(this.begun, [a, b, c], undefined);
  }

  /** @param isKey whether the miss of that key has its result now */
  end(value: unknown, isKey: (key: Key) => boolean): void {
    const key = this.misses.openKey((open) => isKey(open as Key));
    if (key === undefined) return;
    const end = (shares: boolean | undefined): void => {
      const next = this.misses.end(this.begun, key, undefined, shares);
      if (this.next !== Infinity) this.next = next ?? this.next;
    };
    if (isPromise(value)) whenSettled(value, () => end(false));
    else end(this.waits ? false : undefined);
  }
}

/** Misses after which no more are timed: cheap misses would feel more of them. */
const enough = 2000;

type Method = (this: Timed, a: never, b: never, c: never) => unknown;

/** What comes before each method of a store that is timed. */
const timing: Record<string, (times: StoreTimes, a: never, b: never, c: never, store: Timed) => void> = {
  begin: (times, a: unknown, b: unknown, c: unknown) => times.begin(a, b, c),
  begun(times, [a, b, c]: Key) {
    times.waits = true;
    times.begin(a, b, c);
  },
  put(times, args: Key, value: unknown) {
    if (times.misses.open > 0) times.end(value, (key) => args.every((part, i) => i > 2 || Object.is(part, key[i])));
  },
  keep1(times, a: unknown, value: unknown) {
    if (times.misses.open > 0) times.end(value, (key) => Object.is(key[0], a));
  },
  keep(times, level: Level, key: unknown, value: unknown, store) {
    if (times.misses.open > 0) times.end(value, (open) => leadsTo(store, open, level, key));
  },
};

/** What a timed method was, which the class of another store may have inherited. */
const untimed = new WeakMap<Method, Method>();
const watched = new WeakSet<object>();

/**
 * Puts the timing into the methods of one class of stores. With a prototype of its own for each store that is timed,
 * every hit would test the store's shape.
 */
function watch(prototype: Record<string, Method | undefined>): void {
  if (watched.has(prototype)) return;
  watched.add(prototype);
  for (const [name, time] of Object.entries(timing)) {
    const found = prototype[name];
    if (!found) continue;
    const method = untimed.get(found) ?? found;
    const value: Method = function (a, b, c) {
      if (this.times) time(this.times, a, b, c, this);
      return method.call(this, a, b, c);
    };
    untimed.set(value, method);
    Object.defineProperty(prototype, name, { value, writable: true, configurable: true });
  }
}

/** Whether a key of two or three parts ends in a level of the store's trie. */
function leadsTo(store: Timed, key: Key, level: Level, last: unknown): boolean {
  const { trie } = store as unknown as { trie: { own: Level } };
  const below = trie.own.get(key[0]) as Level | undefined;
  if (below === level) return Object.is(key[1], last);
  return Object.is(key[2], last) && below?.get(key[1]) === level;
}

/**
 * Times the misses of a store from now on, which nobody has asked yet.
 * @returns undefined for a store that does not tell when a miss begins
 */
export function timeStore(kind: string, store: object | undefined): StoreTimes | undefined {
  // computing or waiting for files lies outside of these stores' misses
  if (!store || !('begin' in store && 'put' in store) || / recursive|, shared/.test(kind)) return undefined;
  watch(Object.getPrototypeOf(store) as Record<string, Method | undefined>);
  const times = new StoreTimes();
  Object.defineProperty(store, 'times', { value: times });
  return times;
}
