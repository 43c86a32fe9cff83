import type { SizePoint } from '../../protocol/statistics.ts';
import { keyOfOne, keyOfTwo, sampleHash } from './keys.ts';
import { ReuseDistances, type Touched } from './reuseDistances.ts';
import { SizeCurve } from './sizeCurve.ts';

/** Keys followed at most; beyond, a fixed share of them by hash (SHARDS, Waldspurger et al., FAST 2015). */
const mostFollowed = 20_000;
const allHashes = 2 ** 24;
/** Tables that are all followed; of those that come after them one in as many as here, which is in step with no program. */
const followedTables = 64;
const tablesToOne = 61;

/** The hit rate that a table would have at each size, from the keys that are found and stored in it. */
export class CacheCurve {
  private keys = new Map<unknown, Touched>();
  private distances = new ReuseDistances<Touched>();
  private curve = new SizeCurve();
  private threshold = allHashes;
  private table: unknown;
  private distinct = 0;
  private tables = 0;
  /** The newest table is not followed. */
  private skips = false;

  /** @param table the newest, when it is known: entries of another are others */
  touch(a: unknown, b: unknown, depth: number, table: unknown): void {
    if (table !== this.table && table !== undefined) this.forget(table);
    if (this.skips) return;
    const key = depth > 1 ? keyOfTwo(a, b) : keyOfOne(a);
    if (this.threshold < allHashes && sampleHash(key) >= this.threshold) return;
    let touched = this.keys.get(key);
    if (!touched) {
      if (this.keys.size >= mostFollowed) {
        this.halve();
        return this.touch(a, b, depth, table);
      }
      touched = { slot: 0 };
      this.keys.set(key, touched);
      this.distinct = Math.max(this.distinct, this.keys.size * this.scale);
    }
    const distance = this.distances.touch(touched);
    if (distance > 0) this.curve.add(distance * this.scale, this.scale);
  }

  private get scale(): number {
    return allHashes / this.threshold;
  }

  private forget(table: unknown): void {
    // not one that was only let go of meanwhile
    if (this.table !== undefined) {
      if (!this.skips) {
        this.keys.clear();
        this.distances = new ReuseDistances();
      }
      // nothing lies between two tables, so some tell as much as all
      this.skips = ++this.tables > followedTables && this.tables % tablesToOne !== 0;
    }
    this.table = table;
  }

  private halve(): void {
    this.threshold /= 2;
    for (const [key, touched] of this.keys) {
      if (sampleHash(key) < this.threshold) continue;
      this.distances.remove(touched);
      this.keys.delete(key);
    }
  }

  /** What the probe alone holds may be collected. */
  loosen(): void {
    this.table = undefined;
  }

  reset(): void {
    this.keys.clear();
    this.distances = new ReuseDistances();
    this.curve = new SizeCurve();
    this.threshold = allHashes;
    this.distinct = 0;
  }

  /** @param rate hit rate so far */
  points(rate: number): SizePoint[] {
    return rate > 0 ? this.curve.points(rate, this.distinct) : [];
  }
}
