/** From 32-bit integers to slots: linear probing in typed arrays, deletion by backward shift, at most half full. */

// Knuth's multiplicative hashing (The Art of Computer Programming, volume 3, section 6.4) by 2^32 / golden ratio.
const GOLDEN = 0x9e3779b1;

export class IntIndex {
  private keys = new Int32Array(16);
  /** Slot + 1; 0 is an empty cell. */
  private slots = new Int32Array(16);
  private shift = 28;
  private used = 0;

  /** The slot of a key, or -1. */
  get(key: number): number {
    const { keys, slots } = this;
    const mask = slots.length - 1;
    let i = Math.imul(key, GOLDEN) >>> this.shift;
    for (;;) {
      const slot = slots[i]!;
      if (slot === 0 || keys[i] === key) return slot - 1;
      i = (i + 1) & mask;
    }
  }

  /** The key must be new. */
  add(key: number, slot: number): void {
    if (++this.used * 2 > this.slots.length) this.grow();
    const slots = this.slots;
    const mask = slots.length - 1;
    let i = Math.imul(key, GOLDEN) >>> this.shift;
    while (slots[i] !== 0) i = (i + 1) & mask;
    this.keys[i] = key;
    slots[i] = slot + 1;
  }

  /** The key must be there. */
  delete(key: number): void {
    const { keys, slots } = this;
    const mask = slots.length - 1;
    let hole = Math.imul(key, GOLDEN) >>> this.shift;
    while (keys[hole] !== key || slots[hole] === 0) hole = (hole + 1) & mask;
    this.used--;
    for (let i = (hole + 1) & mask; slots[i] !== 0; i = (i + 1) & mask) {
      const home = Math.imul(keys[i]!, GOLDEN) >>> this.shift;
      if (((i - home) & mask) >= ((i - hole) & mask)) {
        keys[hole] = keys[i]!;
        slots[hole] = slots[i]!;
        hole = i;
      }
    }
    slots[hole] = 0;
  }

  clear(): void {
    this.keys = new Int32Array(16);
    this.slots = new Int32Array(16);
    this.shift = 28;
    this.used = 0;
  }

  private grow(): void {
    const { keys, slots, used } = this;
    this.keys = new Int32Array(keys.length * 2);
    this.slots = new Int32Array(keys.length * 2);
    this.shift--;
    this.used = 0;
    for (let i = 0; i < slots.length; i++) if (slots[i] !== 0) this.add(keys[i]!, slots[i]! - 1);
    this.used = used;
  }
}
