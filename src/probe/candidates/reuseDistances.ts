/** What can be found again in a cache: where it was last touched, in order of time. */
export interface Touched {
  /** 0 before the first touch. */
  slot: number;
}

const firstCapacity = 1024;

/**
 * Reuse distances of a trace: how many different keys were touched since a key was touched last, itself included, which
 * is the least size of an LRU cache that still holds it (Mattson et al., 1970). A Fenwick tree over the time of the last
 * touches counts them in logarithmic time.
 */
export class ReuseDistances<T extends Touched> {
  private owners: (T | undefined)[] = [];
  private tree = new Int32Array(firstCapacity + 1);
  private time = 0;
  private live = 0;

  /** @returns the distance since the last touch; 0 the first time */
  touch(entry: T): number {
    let distance = 0;
    if (entry.slot > 0) {
      distance = this.live - this.before(entry.slot) + 1;
      this.remove(entry);
    }
    if (this.time === this.tree.length - 1) this.compact();
    entry.slot = ++this.time;
    this.owners[entry.slot] = entry;
    this.add(entry.slot, 1);
    this.live++;
    return distance;
  }

  /** Forgets a key. */
  remove(entry: T): void {
    if (entry.slot === 0) return;
    this.add(entry.slot, -1);
    this.owners[entry.slot] = undefined;
    entry.slot = 0;
    this.live--;
  }

  private add(slot: number, by: number): void {
    const { tree } = this;
    for (let i = slot; i < tree.length; i += i & -i) tree[i]! += by;
  }

  /** Live slots up to and with this one. */
  private before(slot: number): number {
    const { tree } = this;
    let sum = 0;
    for (let i = slot; i > 0; i -= i & -i) sum += tree[i]!;
    return sum;
  }

  /** Numbers the live slots anew, in order, in a tree with room for as many touches again. */
  private compact(): void {
    const entries = this.owners.filter((entry) => entry !== undefined);
    const capacity = Math.max(firstCapacity, 4 * entries.length);
    const tree = new Int32Array(capacity + 1);
    this.owners = [undefined];
    for (const entry of entries) {
      this.owners.push(entry);
      entry.slot = this.owners.length - 1;
      tree[entry.slot] = 1;
    }
    for (let i = 1; i <= capacity; i++) {
      const parent = i + (i & -i);
      if (parent <= capacity) tree[parent]! += tree[i]!;
    }
    this.tree = tree;
    this.time = entries.length;
  }
}
