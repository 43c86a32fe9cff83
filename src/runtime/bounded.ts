/** The store with limits: at most so many entries (exact LRU), for at most so long (TTL), with tags. */
import type { Args } from './cycle.ts';
import { IntIndex } from './intIndex.ts';
import { type Entry, isVoid, Store, VOID } from './store.ts';
import type { Tags } from './tags.ts';
import { ArgTrie } from './trie.ts';
import type { AnyFunction } from './types.ts';

/** Several arguments (or none) as one key. */
class Many {
  constructor(readonly args: readonly unknown[]) {}
}

export interface Limits {
  readonly maxSize?: number;
  /** Milliseconds. */
  readonly ttl?: number;
  readonly now: () => number;
  readonly tags?: Tags;
}

/**
 * Entries lie in numbered slots: parallel arrays, linked by recency (LRU) or, without maxSize, by age. Integer keys find
 * their slot by a table of slots, other single keys by a Map, argument lists by a trie.
 */
export class Bounded extends Store {
  private keys: unknown[] = [];
  private values: unknown[] = [];
  private expires: number[] = [];
  /** The next older and the next newer slot of each, side by side; a ring, so that the newest is "older" than the oldest. */
  private links = new Int32Array(32);
  /** The newest slot, and the first of the free ones, linked as if by age; -1 for none. */
  private head = -1;
  private free = -1;
  private readonly ints = new IntIndex();
  private readonly map = new Map<unknown, number>();
  private readonly trie = new ArgTrie(2);
  /** Small integers and booleans, which are compared faster than Infinity. */
  private readonly limit: number;
  private readonly ordered: boolean;
  private readonly timed: boolean;
  private readonly stamped: boolean;
  private readonly ttl: number;
  private readonly now: () => number;
  private readonly tags: Tags | undefined;

  constructor(fn: AnyFunction, name: string, { maxSize = Infinity, ttl = Infinity, now, tags }: Limits) {
    super(fn, name);
    this.ordered = maxSize !== Infinity;
    this.limit = Math.min(maxSize, 0x3fffffff);
    this.timed = ttl !== Infinity;
    this.stamped = this.timed || tags !== undefined;
    this.maxSize = this.ordered ? maxSize : undefined;
    this.ttl = ttl;
    this.now = now;
    this.tags = tags;
  }

  get1(key: unknown): unknown {
    const slot = this.slot1(key);
    return slot < 0 ? undefined : this.read(slot);
  }
  get(args: Args): unknown {
    const slot = this.slot(args);
    return slot < 0 ? undefined : this.read(slot);
  }
  override peek(args: Args): unknown {
    const slot = this.slot(args);
    return slot < 0 || this.isOld(slot) ? undefined : this.values[slot];
  }

  /** The end of a miss with one argument, for the wrapper. */
  keep1(key: unknown, value: unknown): void {
    // As long as the chain is not zero, no call has finished since this miss was found: nothing can have come in.
    const chain = this.chain;
    this.chain = 0;
    if (this.stamped) this.put([key], value);
    else if (chain === 0) this.replace(this.slot1(key), key, value);
    else this.insert(key, value);
  }
  put(args: Args, value: unknown): void {
    // The user's code first: it may throw, or call the function again.
    const until = this.timed ? this.now() + this.ttl : 0;
    const tags = this.tags?.of(args, value);
    const slot = this.replace(this.slot(args), args.length === 1 ? args[0] : new Many(args), value);
    if (this.timed) this.expires[slot] = until;
    if (tags) this.tags!.add(slot, tags);
  }
  delete(args: Args): boolean {
    const slot = this.slot(args);
    if (slot < 0) return false;
    const old = this.isOld(slot);
    this.drop(slot);
    return !old;
  }
  override deleteTag(tag: unknown): number {
    const slots = this.tags?.take(tag) ?? [];
    for (const slot of slots) this.drop(slot);
    return slots.length;
  }
  *entries(): Iterable<Entry> {
    for (let slot = this.head, n = this.size; n > 0; slot = this.links[slot << 1]!, n--) {
      const key = this.keys[slot];
      const value = this.values[slot];
      yield [key instanceof Many ? key.args : [key], isVoid(value) ? undefined : value];
    }
  }
  forget(): void {
    this.keys = [];
    this.values = [];
    this.expires = [];
    this.head = this.free = -1;
    this.ints.clear();
    this.map.clear();
    this.trie.clear();
    this.tags?.clear();
  }
  override purge(): void {
    if (!this.timed) return;
    for (let slot = this.tail(), n = this.size; n > 0; n--) {
      const newer = this.links[(slot << 1) + 1]!;
      if (this.isOld(slot)) {
        this.evictions++;
        this.drop(slot);
      } else if (!this.ordered) return;
      slot = newer;
    }
  }

  private slot1(key: unknown): number {
    if (typeof key === 'number' && (key | 0) === key) return this.ints.get(key, this.keys);
    const slot = this.map.get(key);
    return slot === undefined ? -1 : slot;
  }
  private slot(args: Args): number {
    return args.length === 1 ? this.slot1(args[0]) : ((this.trie.get(args) as number | undefined) ?? -1);
  }

  private isOld(slot: number): boolean {
    return this.timed && this.now() >= this.expires[slot]!;
  }
  private read(slot: number): unknown {
    if (this.isOld(slot)) {
      this.evictions++;
      this.drop(slot);
      return undefined;
    }
    if (slot !== this.head && this.ordered) {
      this.unlink(slot);
      this.link(slot);
    }
    return this.values[slot];
  }

  private replace(slot: number, key: unknown, value: unknown): number {
    if (slot >= 0) this.drop(slot);
    return this.insert(key, value);
  }

  // What a miss of a full cache with integer keys runs is kept short, for the compiler's inlining budget.
  private insert(key: unknown, value: unknown): number {
    const slot = this.size < this.limit ? this.claim() : this.recycle();
    this.keys[slot] = key;
    this.values[slot] = value === undefined ? VOID : value;
    if (typeof key === 'number' && (key | 0) === key) this.ints.add(slot, this.keys);
    else this.index(key, slot);
    return slot;
  }

  /** The slot of the oldest entry, which goes: a step round the ring makes it the newest. */
  private recycle(): number {
    const slot = this.tail();
    this.head = slot;
    this.evictions++;
    const key = this.keys[slot];
    if (typeof key === 'number' && (key | 0) === key) this.ints.delete(slot, this.keys);
    else this.unindex(key);
    if (this.stamped) this.tags?.drop(slot);
    return slot;
  }

  private index(key: unknown, slot: number): void {
    if (key instanceof Many) this.trie.set(key.args, slot);
    else this.map.set(key, slot);
  }
  private unindex(key: unknown): void {
    if (key instanceof Many) this.trie.delete(key.args);
    else this.map.delete(key);
  }

  /** A new slot, the newest. Without maxSize up to two entries that are too old go. */
  private claim(): number {
    if (!this.ordered)
      for (let i = 0; i < 2 && this.size > 0 && this.isOld(this.tail()); i++) {
        this.evictions++;
        this.drop(this.tail());
      }
    this.size++;
    let slot = this.free;
    if (slot >= 0) this.free = this.links[slot << 1]!;
    else {
      slot = this.keys.length;
      if (slot << 1 >= this.links.length) {
        const twice = new Int32Array(this.links.length * 2);
        twice.set(this.links);
        this.links = twice;
      }
      this.keys.push(undefined);
      this.values.push(undefined);
    }
    this.link(slot);
    return slot;
  }

  private drop(slot: number): void {
    const key = this.keys[slot];
    if (typeof key === 'number' && (key | 0) === key) this.ints.delete(slot, this.keys);
    else this.unindex(key);
    this.unlink(slot);
    this.keys[slot] = this.values[slot] = undefined;
    this.tags?.drop(slot);
    this.links[slot << 1] = this.free;
    this.free = slot;
    this.size--;
  }

  /** The oldest slot; there must be one. */
  private tail(): number {
    return this.links[(this.head << 1) + 1]!;
  }
  private link(slot: number): void {
    const { links } = this;
    const head = this.head < 0 ? slot : this.head;
    const tail = this.head < 0 ? slot : links[(head << 1) + 1]!;
    links[slot << 1] = head;
    links[(slot << 1) + 1] = tail;
    links[(head << 1) + 1] = slot;
    links[tail << 1] = slot;
    this.head = slot;
  }
  private unlink(slot: number): void {
    const { links } = this;
    const older = links[slot << 1]!;
    const newer = links[(slot << 1) + 1]!;
    links[newer << 1] = older;
    links[(older << 1) + 1] = newer;
    if (slot === this.head) this.head = older === slot ? -1 : older;
  }
}
