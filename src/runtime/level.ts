/** One argument position: small dense integers in an array, booleans in fields, every other key in a Map. */

import { VOID } from './store.ts';

// A symbol first: the array keeps generic elements for good, whatever kind of number is stored in it later.
/** Room for the first few small keys, so that they need not make it. */
const FIRST: unknown[] = /* @__PURE__ */ [VOID, 0, 0, 0].fill(undefined);
const EMPTY: unknown[] = /* @__PURE__ */ FIRST.slice(4);
/** Read, never written: a lookup need not ask whether there is a map. */
const NO_KEYS = new Map<unknown, unknown>();

type Pair = readonly [key: unknown, value: unknown];

/**
 * A map by SameValueZero that is fastest on small non-negative integers. The array grows to hold a key only when at
 * least about a quarter of it would be used, and then takes the Map's keys in its range over: a lookup never has two
 * places to look in, and memory stays in proportion. Booleans have places of their own (V8's Map asks C for their hash),
 * but not in a level whose map others look into. Values are never undefined.
 */
export class Level {
  tab: unknown[] = EMPTY;
  map: Map<unknown, unknown> = NO_KEYS;
  size = 0;
  private yes: unknown;
  private no: unknown;
  private pinned = false;

  get(key: unknown): unknown {
    const tab = this.tab;
    if (typeof key === 'number' && (key | 0) === key && key >= 0 && key < tab.length) return tab[key];
    if (typeof key === 'boolean' && !this.pinned) return key ? this.yes : this.no;
    return this.map.get(key);
  }

  /** True when the key is new. What most misses need comes first and is short, for the compiler's inlining budget. */
  set(key: unknown, value: unknown): boolean {
    const tab = this.tab;
    if (typeof key === 'number' && (key | 0) === key && key >= 0 && key < tab.length && tab[key] === undefined) {
      tab[key] = value;
      this.size++;
      return true;
    }
    return this.place(key, value);
  }

  private place(key: unknown, value: unknown): boolean {
    if (typeof key === 'number' && (key | 0) === key && key >= 0) {
      if (key < this.tab.length) {
        this.tab[key] = value;
        return false;
      }
      if (key <= 4 * this.size + 16 && key < 0x1000000) {
        this.grow(key);
        return this.set(key, value);
      }
    }
    const { size } = this;
    if (typeof key === 'boolean' && !this.pinned) {
      if (this.get(key) === undefined) this.size++;
      if (key) this.yes = value;
      else this.no = value;
    } else {
      if (this.map === NO_KEYS) this.map = new Map();
      this.size -= this.map.size - this.map.set(key, value).size;
    }
    return this.size > size;
  }

  /** The key must be there. */
  delete(key: unknown): void {
    this.size--;
    if (!this.map.delete(key)) this.set(key, undefined);
  }

  *entries(): Iterable<Pair> {
    const flags: Pair[] = [
      [true, this.yes],
      [false, this.no],
    ];
    for (const pairs of [this.tab.entries(), flags, this.map] as Iterable<Pair>[])
      for (const pair of pairs) if (pair[1] !== undefined) yield pair;
  }

  clear(): void {
    this.tab.length = 0; // also right when they are the shared empty ones
    this.map.clear();
    this.yes = this.no = undefined;
    this.size = 0;
  }

  /** Its array and map, which from now on stay the same objects: a caller that holds them saves a load each. */
  pin(): this {
    this.tab = FIRST.slice();
    this.map = new Map();
    this.pinned = true;
    return this;
  }

  private grow(key: number): void {
    const tab = this.tab === EMPTY ? (this.tab = EMPTY.slice()) : this.tab;
    let length = 4;
    while (length <= key) length *= 2;
    while (tab.length < length) tab.push(undefined);
    for (const [k, v] of this.map)
      if (typeof k === 'number' && k in tab) {
        tab[k] = v;
        this.map.delete(k);
      }
  }
}
