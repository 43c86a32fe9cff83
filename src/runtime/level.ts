/** One argument position: small dense integers in an array, every other key in a Map. */

// A symbol first: the array keeps generic elements for good, whatever kind of number is stored in it later.
const EMPTY: unknown[] = [Symbol()];
EMPTY.length = 0;
/** Read, never written: a lookup need not ask whether there is a map. */
const NO_KEYS = new Map<unknown, unknown>();
const LARGEST = 1 << 24;

/**
 * A map by SameValueZero that is fastest on small non-negative integers. The array grows to hold a key only when at
 * least about a quarter of it would be used, and then takes the Map's keys in its range over: a lookup never has two
 * places to look in, and memory stays in proportion. Values are never undefined.
 */
export class Level {
  tab: unknown[] = EMPTY;
  map: Map<unknown, unknown> = NO_KEYS;
  size = 0;

  get(key: unknown): unknown {
    const tab = this.tab;
    if (typeof key === 'number' && (key | 0) === key && key >= 0 && key < tab.length) return tab[key];
    return this.map.get(key);
  }

  /** True when the key is new. */
  set(key: unknown, value: unknown): boolean {
    if (typeof key === 'number' && (key | 0) === key && key >= 0) {
      if (key >= this.tab.length && key <= 4 * this.size + 16 && key < LARGEST) this.grow(key);
      if (key < this.tab.length) {
        const fresh = this.tab[key] === undefined;
        if (fresh) this.size++;
        this.tab[key] = value;
        return fresh;
      }
    }
    const map = this.map === NO_KEYS ? (this.map = new Map()) : this.map;
    const before = map.size;
    map.set(key, value);
    if (map.size === before) return false;
    this.size++;
    return true;
  }

  delete(key: unknown): boolean {
    if (this.get(key) === undefined) return false;
    this.size--;
    if (!this.map.delete(key)) this.tab[key as number] = undefined;
    return true;
  }

  *entries(): Iterable<readonly [unknown, unknown]> {
    for (let i = 0; i < this.tab.length; i++) if (this.tab[i] !== undefined) yield [i, this.tab[i]];
    yield* this.map;
  }

  clear(): void {
    if (this.tab !== EMPTY) this.tab.length = 0;
    if (this.map !== NO_KEYS) this.map.clear();
    this.size = 0;
  }

  /** Its array and map, which from now on stay the same objects: a caller that holds them saves a load each. */
  pin(): this {
    this.tab = EMPTY.slice();
    this.map = new Map();
    return this;
  }

  private grow(key: number): void {
    const tab = this.tab === EMPTY ? (this.tab = EMPTY.slice()) : this.tab;
    let length = tab.length || 4;
    while (length <= key) length *= 2;
    while (tab.length < length) tab.push(undefined);
    const map = this.map;
    for (const [k, v] of map)
      if (typeof k === 'number' && (k | 0) === k && k >= 0 && k < length) {
        tab[k] = v;
        map.delete(k);
      }
  }
}
