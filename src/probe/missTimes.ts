import { performance } from 'node:perf_hooks';
import { timing } from './counters.ts';

/** The keys of the one timed miss of each table. */
export const timedKey: unknown[] = [];
export const otherTimedKey: unknown[] = [];

const now = performance.now.bind(performance);
/** Misses at the beginning that are all timed, also one within another. */
const eager = 32;

/** Stores of other keys after which only the newest miss is waited for. */
const patience = 2000;
/** Misses after which one that has not ended is given up: it stored nothing, or an exception ended it. */
const mostBetween = 65_536;
/** Misses that go by untimed for each that went by while one was timed. */
const rest = 20;

interface Open {
  readonly a: unknown;
  /** The second key of a table of tables. */
  readonly b: unknown;
  readonly since: number;
  readonly miss: number;
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
  private sum = 0;
  private weights = 0;

  /** @param nested misses of the same cache lie within each other */
  constructor(private readonly nested: boolean) {}

  /** Misses that have begun and not ended. */
  get open(): number {
    return this.misses.length;
  }

  /** Tells the counting code of table `id` what to look for. */
  show(id: number): void {
    timing[id] = Math.min(this.open, 2);
    const [only] = this.open === 1 ? this.misses : [];
    timedKey[id] = only?.a;
    otherTimedKey[id] = only?.b;
  }

  /** @returns the number of the next miss to time */
  begin(miss: number, a: unknown, b: unknown): number {
    const { taken } = this;
    const wait = taken < eager ? 1 : taken < 128 ? 7 : taken < 512 ? 61 : 509;
    if (taken >= eager && this.open > 1) this.misses.shift();
    else if (taken >= eager && this.open > 0) {
      const since = miss - this.misses.at(-1)!.miss;
      if (since < mostBetween) return miss + Math.max(wait, since);
      this.misses = [];
      return miss + rest * since;
    }
    this.taken++;
    this.misses.push({ a, b, since: now(), miss, weight: wait });
    return miss + wait;
  }

  /** @returns the number of the next miss to time, when that has changed */
  end(lastMiss: number, a: unknown, b: unknown): number | undefined {
    // the newest first: recursions end from the inside
    for (let i = this.open - 1; i >= 0; i--) {
      const miss = this.misses[i]!;
      if (miss.a !== a || miss.b !== b) continue;
      const inside = this.nested ? lastMiss - miss.miss + 1 : 1;
      this.sum += ((now() - miss.since) / inside) * miss.weight;
      this.weights += miss.weight;
      this.misses.splice(i, 1);
      return this.taken < eager ? undefined : lastMiss + Math.max(miss.weight, rest * (lastMiss - miss.miss));
    }
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
  }

  /** Milliseconds; undefined before the first miss has ended. */
  mean(): number | undefined {
    return this.weights > 0 ? this.sum / this.weights : undefined;
  }
}

/** What is told of times: the mean of a miss, and what the hits saved by it. */
export const timesOf = (missMs: number | undefined, hits: number): { missMs?: number; savedMs?: number } =>
  missMs === undefined ? {} : { missMs, savedMs: missMs * hits };
