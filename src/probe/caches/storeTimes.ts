/** How long misses of our own library's caches take: by a prototype of their stores that only watched programs have. */
import type { Level } from '../../runtime/level.ts';
import type { Store } from '../../runtime/store.ts';
import { isPromise } from '../intrinsics.ts';
import { MissTimes } from './missTimes.ts';
import { whenSettled } from './settled.ts';

type Key = readonly unknown[];
interface Methods {
  begin(a: unknown, b?: unknown, c?: unknown): boolean;
  begun?(args: Key): void;
  put(args: Key, value: unknown): unknown;
  keep1?(a: unknown, value: unknown): unknown;
  keep?(level: Level, key: unknown, value: unknown): unknown;
}
type Timed = Store & { readonly times: StoreTimes };

/** Times the first misses of one store, all or some of them. */
export class StoreTimes {
  readonly misses = new MissTimes(true);
  /** Calls of `begin`, which also go on when the program sets its counters back. */
  private begun = 0;
  private next = 1;
  /** Its misses wait, so that others may begin beside them. */
  waits = false;

  constructor(
    private readonly store: object,
    private readonly original: object,
    private readonly timed: object,
  ) {
    this.start();
  }

  /** Times the misses from now on. */
  start(): void {
    this.begun = 0;
    this.next = 1;
    this.misses.reset();
    Object.setPrototypeOf(this.store, this.timed);
  }

  begin(a: unknown, b: unknown, c: unknown): void {
    if (++this.begun < this.next) return;
    this.next = this.misses.begin(this.begun, [a, b, c], undefined);
    if (this.begun > enough) Object.setPrototypeOf(this.store, this.original);
  }

  /** @param isKey whether the miss of that key has its result now */
  end(value: unknown, isKey: (key: Key) => boolean): void {
    const key = this.misses.openKey((open) => isKey(open as Key));
    if (key === undefined) return;
    const end = (shares: boolean | undefined): void => {
      this.next = this.misses.end(this.begun, key, undefined, shares) ?? this.next;
    };
    if (isPromise(value)) whenSettled(value, () => end(false));
    else end(this.waits ? false : undefined);
  }
}

/** Misses after which the store is left as it was: cheap misses would feel more of them. */
const enough = 2000;

/** One prototype for each of the library's, so that stores stay of one shape. */
const timed = new WeakMap<object, object>();

function timedPrototype(original: object): object {
  const { begin, put, keep1, keep } = original as Methods;
  const made: object = Object.create(original) as object;
  const methods: Methods = {
    begin(this: Timed, a, b, c) {
      this.times.begin(a, b, c);
      return begin.call(this, a, b, c);
    },
    begun(this: Timed, [a, b, c]) {
      this.times.waits = true;
      this.times.begin(a, b, c);
    },
    put(this: Timed, args, value) {
      if (this.times.misses.open > 0)
        this.times.end(value, (key) => args.every((part, i) => i > 2 || Object.is(part, key[i])));
      return put.call(this, args, value);
    },
  };
  if (keep1)
    methods.keep1 = function (this: Timed, a, value) {
      if (this.times.misses.open > 0) this.times.end(value, (key) => Object.is(key[0], a));
      return keep1.call(this, a, value);
    };
  if (keep)
    methods.keep = function (this: Timed, level, key, value) {
      if (this.times.misses.open > 0) this.times.end(value, (open) => leadsTo(this, open, level, key));
      return keep.call(this, level, key, value);
    };
  for (const [name, value] of Object.entries(methods)) Object.defineProperty(made, name, { value, writable: true });
  return made;
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
  const original = Object.getPrototypeOf(store) as object;
  let prototype = timed.get(original);
  if (!prototype) timed.set(original, (prototype = timedPrototype(original)));
  const times = new StoreTimes(store, original, prototype);
  Object.defineProperty(store, 'times', { value: times });
  return times;
}
