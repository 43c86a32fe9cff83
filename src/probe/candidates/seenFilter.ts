import { mix } from './keys.ts';

const bits = 2 ** 26;
const mask = bits - 1;

/** Keys that have been seen, in 8 MB however many there are: it may take a new key for a seen one (Bloom, 1970). */
export class SeenFilter {
  private words: Int32Array | undefined;
  private dirty = false;

  has(hash: number): boolean {
    if (!this.words) return false;
    return this.test(first(hash)) && this.test(second(hash));
  }

  add(hash: number): void {
    this.words ??= new Int32Array(bits / 32);
    this.dirty = true;
    this.set(first(hash));
    this.set(second(hash));
  }

  clear(): void {
    if (this.dirty) this.words!.fill(0);
    this.dirty = false;
  }

  private test(bit: number): boolean {
    return (this.words![bit >>> 5]! & (1 << (bit & 31))) !== 0;
  }

  private set(bit: number): void {
    this.words![bit >>> 5]! |= 1 << (bit & 31);
  }
}

const high = (hash: number): number => Math.floor(hash / 0x1_0000_0000);
const first = (hash: number): number => mix((hash >>> 0) ^ Math.imul(high(hash), 0x9e3779b1)) & mask;
const second = (hash: number): number => mix(Math.imul(hash >>> 0, 0x85ebca6b) ^ high(hash)) & mask;
