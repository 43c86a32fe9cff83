import { performance } from 'node:perf_hooks';

const now = performance.now.bind(performance);
/** Misses at the beginning that are all timed, also one within another. */
const eager = 32;

/** Misses until which the probe looks often, so that calls of it are nothing new to code that has been optimised. */
const early = 10_000;
/** Timed misses after which there are enough to go by the clock. */
const manyTaken = 128;
/** Then misses are timed at most this often, in milliseconds. */
const pause = 16;
/** Stores of other keys that are looked at for one miss; in a recursion fewer, as a smaller one tells as much. */
const patience = 500;
const nestedPatience = 12;
/** Misses after which one that has not ended is given up: it stored nothing, or an exception ended it. */
const mostBetween = 65_536;
/** Misses that go by untimed for each that went by while one was timed. */
const rest = 100;

interface Open {
  readonly a: unknown;
  /** The second key of a table of tables. */
  readonly b: unknown;
  readonly since: number;
  readonly miss: number;
  readonly stores: number;
  readonly weight: number;
}

/**
 * How long the misses of one cache take, by some of them: all of the first ones, then ever fewer and one at a time, so that
 * the clock costs next to nothing. A miss ends when its key is stored. In a recursion, the time is shared out among the
 * misses inside: that is what a hit saves while the rest of the table is there.
 */
export class MissTimes {
  private misses: Open[] = [];
  private tried = 0;
  private taken = 0;
  private latest = 0;
  private stretch = 1;
  private sum = 0;
  private weights = 0;

  /** @param nested misses of the same cache lie within each other */
  constructor(private readonly nested: boolean) {}

  /** Misses that have begun and not ended. */
  get open(): number {
    return this.misses.length;
  }

  /**
   * Stores that cannot be the end of a miss: misses that have begun inside of the newest one store first. Half of those,
   * as some store nothing.
   * @param misses so far
   * @param stores so far
   */
  storesToSkip(misses: number, stores: number): number {
    const newest = this.misses.at(-1);
    if (!newest || !this.nested) return 0;
    const inside = (misses - newest.miss) * Math.min(1, stores / misses);
    return Math.max(0, Math.floor((inside - (stores - newest.stores)) / 2));
  }

  /**
   * @param stores so far
   * @returns the number of the next miss to time
   */
  begin(miss: number, a: unknown, b: unknown, stores = 0): number {
    const { taken } = this;
    const since = now();
    if (taken > manyTaken)
      this.stretch = since - this.latest < pause ? this.stretch * 2 : Math.max(1, this.stretch / 2);
    this.latest = since;
    // a step more each time, so that no period of the program's is met in step
    const wait = taken < eager ? 1 : (taken < manyTaken ? 7 : taken < 512 ? 61 : 509) * this.stretch + (taken % 31);
    if (taken >= eager && this.open > 1) this.misses.shift();
    else if (taken >= eager && this.open > 0) {
      const between = miss - this.misses.at(-1)!.miss;
      if (between < mostBetween) return miss + (miss < early ? Math.min(wait, 61) : Math.max(wait, between));
      this.misses = [];
      return miss + rest * between;
    }
    this.taken++;
    this.misses.push({ a, b, since: now(), miss, stores, weight: wait });
    return miss + wait;
  }

  /**
   * @param shares misses that began meanwhile lie within this one; else they only waited beside it
   * @returns the number of the next miss to time, when that has changed
   */
  end(lastMiss: number, a: unknown, b: unknown, shares = this.nested): number | undefined {
    // the newest first: recursions end from the inside
    for (let i = this.open - 1; i >= 0; i--) {
      const miss = this.misses[i]!;
      if (miss.a !== a || miss.b !== b) continue;
      const inside = shares ? lastMiss - miss.miss + 1 : 1;
      this.sum += ((now() - miss.since) / inside) * miss.weight;
      this.weights += miss.weight;
      this.misses.splice(i, 1);
      this.tried = 0;
      return this.taken < eager ? undefined : this.afterwards(lastMiss, miss);
    }
    if (++this.tried <= (this.nested ? nestedPatience : patience)) return undefined;
    this.tried = 0;
    const newest = this.misses.at(-1);
    this.misses = this.nested || !newest ? [] : [newest];
    return this.nested && newest ? this.afterwards(lastMiss, newest) : undefined;
  }

  private afterwards(lastMiss: number, { miss, weight }: Open): number {
    return lastMiss + Math.max(weight, lastMiss < early ? 1 : rest * (lastMiss - miss));
  }

  /** The first key of a miss that has not ended, the newest first. */
  openKey(test: (a: unknown) => boolean): unknown {
    for (let i = this.open - 1; i >= 0; i--) if (test(this.misses[i]!.a)) return this.misses[i]!.a;
    if (++this.tried > patience) this.misses = this.misses.slice(-1);
    return undefined;
  }

  /** Forgets what has begun, because the clock ran while the program did not. */
  interrupt(): void {
    this.misses = [];
  }

  reset(): void {
    this.interrupt();
    this.taken = this.sum = this.weights = 0;
    this.stretch = 1;
  }

  /** Milliseconds; undefined before the first miss has ended. */
  mean(): number | undefined {
    return this.weights > 0 ? this.sum / this.weights : undefined;
  }
}

/** What is told of times: the mean of a miss, and what the hits saved by it. */
export const timesOf = (missMs: number | undefined, hits: number): { missMs?: number; savedMs?: number } =>
  missMs === undefined ? {} : { missMs, savedMs: missMs * hits };
