import type { CacheSite, CacheStatistics } from '../../protocol/statistics.ts';
import { timesOf } from '../caches/missTimes.ts';
import type { CandidateDescription, FileDescription } from '../names.ts';
import { fingerprint } from './fingerprint.ts';
import { keyHash, sampleHash } from './keys.ts';
import { ReuseDistances, type Touched } from './reuseDistances.ts';
import { SeenFilter } from './seenFilter.ts';
import { SizeCurve } from './sizeCurve.ts';

/** One argument list that is followed. */
interface Followed extends Touched {
  stored: boolean;
  /** The outermost call in which its result was stored. */
  run: number;
  result: unknown;
}

/** An argument list as a frame holds it: followed, or as a hash where keys are sampled. */
export type Held = Followed | number;

/** Argument lists followed at most; beyond, a fixed share of them by hash (SHARDS, Waldspurger et al., FAST 2015). */
const mostFollowed = 100_000;
const allHashes = 2 ** 24;
/** Results that are objects: all of the first ones are kept as fingerprints, then one in sixteen. */
const eagerPrints = 2000;
/** Hits that are all timed; then one in sixteen. */
const eagerTimes = 64;

/** What a cache around one function would do, told by the calls that the program makes without it. */
export class CandidateSite {
  hits = 0;
  misses = 0;
  private conflicts = 0;
  private differs: 'within' | 'across' | undefined;
  private readonly keys = new Map<unknown, Followed>();
  private distances = new ReuseDistances<Followed>();
  private curve = new SizeCurve();
  private readonly filter = new SeenFilter();
  private threshold = allHashes;
  private prints = 0;
  private timedMs = 0;
  private timed = 0;

  constructor(
    readonly description: CandidateDescription,
    readonly file: FileDescription,
  ) {}

  /** Calls with one result for all of the program, until that was seen to be wrong. */
  private get perRun(): boolean {
    return this.differs !== undefined;
  }

  hold(key: unknown): Held {
    if (this.threshold < allHashes && sampleHash(key) >= this.threshold) return keyHash(key);
    let followed = this.keys.get(key);
    if (!followed) {
      if (this.keys.size >= mostFollowed) {
        this.halve();
        return this.hold(key);
      }
      followed = { slot: 0, stored: false, run: 0, result: undefined };
      this.keys.set(key, followed);
    }
    return followed;
  }

  /** Follows half as many keys from now on. */
  private halve(): void {
    this.threshold /= 2;
    for (const [key, followed] of this.keys) {
      if (sampleHash(key) < this.threshold) continue;
      if (followed.stored) this.filter.add(keyHash(key));
      this.distances.remove(followed);
      this.keys.delete(key);
    }
  }

  /** A new outermost call begins: a cache per outermost call would be empty. */
  begin(): void {
    if (this.perRun) this.filter.clear();
  }

  /** Counts a call that a memoized program would make. @returns whether its cache would have the result */
  lookUp(held: Held, run: number): boolean {
    const hit = typeof held === 'number' ? this.filter.has(held) : held.stored && !(this.perRun && held.run !== run);
    if (!hit) {
      this.misses++;
      return false;
    }
    this.hits++;
    if (typeof held !== 'number') this.touch(held);
    return true;
  }

  private touch(held: Followed): void {
    const distance = this.distances.touch(held);
    const scale = allHashes / this.threshold;
    if (distance > 0) this.curve.add(distance * scale, scale);
  }

  /** The result that a cache would store. */
  store(held: Held, value: unknown, run: number): void {
    if (typeof held === 'number') return this.filter.add(held);
    held.stored = true;
    held.run = run;
    const heavy = typeof value === 'object' && value !== null;
    held.result = heavy && ++this.prints > eagerPrints && (this.prints & 15) !== 0 ? undecided : fingerprint(value);
    this.distances.touch(held);
  }

  /** The result of a call that the cache would have saved. */
  compare(held: Held, value: unknown, run: number): void {
    if (typeof held === 'number' || held.result === undecided) return;
    if (Object.is(held.result, fingerprint(value))) return;
    this.conflicts++;
    if (held.run === run) this.differs = 'within';
    else if (!this.differs) {
      this.differs = 'across';
      this.restart();
    }
  }

  get timesNext(): boolean {
    return this.hits <= eagerTimes || (this.hits & 15) === 0;
  }

  took(ms: number): void {
    this.timedMs += ms;
    this.timed++;
  }

  /** Counts begin again; what is known of results stays. */
  private restart(): void {
    this.hits = 0;
    this.misses = 0;
    this.timedMs = 0;
    this.timed = 0;
    this.distances = new ReuseDistances();
    this.curve = new SizeCurve();
    for (const followed of this.keys.values()) followed.slot = 0;
    this.filter.clear();
  }

  reset(): void {
    this.restart();
    this.keys.clear();
    this.threshold = allHashes;
    this.conflicts = 0;
    this.differs = undefined;
    this.prints = 0;
  }

  statistics(id: string, site: CacheSite, calls: number): CacheStatistics {
    const { hits, misses, conflicts, differs } = this;
    const sampled = this.threshold / allHashes;
    const distinctKeys = Math.round(this.keys.size / sampled);
    const missMs = this.timed > 0 ? this.timedMs / this.timed : undefined;
    return {
      id,
      name: this.description.name,
      kind: 'candidate',
      site,
      hits,
      misses,
      size: distinctKeys,
      evictions: 0,
      distinctKeys,
      ...timesOf(missMs, hits),
      ...(conflicts > 0 ? { conflicts } : {}),
      curve: hits > 0 ? this.curve.points(hits / (hits + misses), distinctKeys) : [],
      candidate: { calls, sampled, ...(differs ? { differs } : {}) },
    };
  }
}

const undecided = Symbol('no fingerprint');
