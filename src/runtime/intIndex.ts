/**
 * From 32-bit integers to slots: linear probing, deletion by backward shift. Cells hold slots only (the key is asked of
 * the slot), so that at the same price as cells with keys the table is at most a quarter full and chains are short.
 */

// Knuth's multiplicative hashing (The Art of Computer Programming, volume 3, section 6.4) by 2^32 / golden ratio.
const GOLDEN = 0x9e3779b1;

/** The key of each slot; the caller's. Slots in the table hold integers. */
type Keys = readonly unknown[];

export class IntIndex {
  /** Slot + 1; 0 is an empty cell. */
  private cells = new Int32Array(32);
  private shift = 27;
  private used = 0;

  /** The slot of a key, or -1. */
  get(key: number, keys: Keys): number {
    const cells = this.cells;
    let i = Math.imul(key, GOLDEN) >>> this.shift;
    for (;;) {
      const slot = cells[i]! - 1;
      if (slot < 0 || keys[slot] === key) return slot;
      i = (i + 1) & (cells.length - 1);
    }
  }

  /** The slot's key must be new, and there already. */
  add(slot: number, keys: Keys): void {
    if (++this.used * 4 > this.cells.length) this.grow(slot, keys);
    this.put(slot, keys);
  }

  /** The slot must be there, and its key still. */
  delete(slot: number, keys: Keys): void {
    const cells = this.cells;
    const mask = cells.length - 1;
    let hole = Math.imul(keys[slot] as number, GOLDEN) >>> this.shift;
    while (cells[hole] !== slot + 1) hole = (hole + 1) & mask;
    this.used--;
    for (let i = (hole + 1) & mask; cells[i] !== 0; i = (i + 1) & mask) {
      const home = Math.imul(keys[cells[i]! - 1] as number, GOLDEN) >>> this.shift;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        cells[hole] = cells[i]!;
        hole = i;
      }
    }
    cells[hole] = 0;
  }

  clear(): void {
    this.cells = new Int32Array(32);
    this.shift = 27;
    this.used = 0;
  }

  private put(slot: number, keys: Keys): void {
    const cells = this.cells;
    let i = Math.imul(keys[slot] as number, GOLDEN) >>> this.shift;
    while (cells[i] !== 0) i = (i + 1) & (cells.length - 1);
    cells[i] = slot + 1;
  }

  /** Goes through the keys, not through the cells, for the order in memory; `fresh` is not in the table yet. */
  private grow(fresh: number, keys: Keys): void {
    this.cells = new Int32Array(this.cells.length * 2);
    this.shift--;
    keys.forEach((key, slot) => {
      if (typeof key === 'number' && (key | 0) === key && slot !== fresh) this.put(slot, keys);
    });
  }
}
