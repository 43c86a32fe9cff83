/** Single flight with limits or a shared store: calls under way lie apart from results, so no limit can split a flight. */
import type { Args } from './cycle.ts';
import { cycleError } from './cycle.ts';
import { begin } from './flight.ts';
import type { SharedStore } from './sharedStore.ts';
import type { Store } from './store.ts';
import { ArgTrie } from './trie.ts';
import type { AnyFunction } from './types.ts';

/** A result in memory: what callers get, from when on it is to be renewed, and when it ends. */
export class Kept {
  constructor(
    readonly promise: Promise<unknown>,
    readonly value: unknown,
    readonly fresh: number,
    readonly until: number,
  ) {}
}

/** A call under way. */
interface Flight {
  promise: Promise<unknown> | undefined;
  /** While the function's first, synchronous part runs: a call from there can never be answered. */
  starting: boolean;
  /** Tags deleted since it began: its result may be of before. */
  readonly revoked: Set<unknown>;
}

export interface AsyncLimits {
  readonly fn: AnyFunction;
  readonly arity: number;
  /** Holds Kept values, and the counters. */
  readonly memory: Store;
  /** False when only the shared store keeps results. */
  readonly keeps: boolean;
  /** Milliseconds; Infinity for ever. */
  readonly ttl: number;
  readonly stale: number;
  readonly now: () => number;
  readonly shared: SharedStore | undefined;
  readonly tags: ((args: readonly unknown[], value: unknown) => Iterable<unknown>) | undefined;
}

export class AsyncCache {
  private flights: ArgTrie;
  private readonly flying = new Set<Flight>();
  private readonly background = new Set<Promise<unknown>>();

  constructor(private readonly limits: AsyncLimits) {
    this.flights = new ArgTrie(limits.arity);
  }

  call(self: unknown, args: readonly unknown[], key: readonly unknown[]): Promise<unknown> {
    const { memory } = this.limits;
    const kept = this.kept(key);
    const flight = this.flights.get(key) as Flight | undefined;
    if (kept !== undefined) {
      memory.hits++;
      if (kept.fresh !== Infinity && flight === undefined && this.limits.now() >= kept.fresh)
        this.watch(this.fly(self, args, key).catch(() => undefined)); // the old result is good until its end
      return kept.promise;
    }
    if (flight === undefined) return this.fly(self, args, key);
    memory.hits++;
    return flight.starting ? Promise.reject(cycleError(memory.name, key)) : flight.promise!;
  }

  has(key: Args): boolean {
    return this.kept(key, true) !== undefined || this.flights.get(key) !== undefined;
  }

  delete(key: readonly unknown[]): boolean {
    const flew = this.flights.delete(key);
    const had = this.limits.memory.delete(key);
    const { shared } = this.limits;
    if (shared) this.watch(shared.delete(shared.keyOf(key)));
    return flew || had;
  }

  deleteTag(tag: unknown): number {
    for (const flight of this.flying) flight.revoked.add(tag);
    return this.limits.memory.deleteTag(tag);
  }

  clear(): void {
    this.flights = new ArgTrie(this.limits.arity);
    this.limits.memory.clear();
  }

  async idle(): Promise<void> {
    while (this.background.size > 0) await Promise.all(this.background);
  }

  private kept(key: Args, peek = false): Kept | undefined {
    const { memory, now } = this.limits;
    const kept = (peek ? memory.peek(key) : memory.get(key)) as Kept | undefined;
    if (kept === undefined || kept.until === Infinity || now() < kept.until) return kept;
    if (!peek && memory.delete(key)) memory.evictions++;
    return undefined;
  }

  private fly(self: unknown, args: readonly unknown[], key: readonly unknown[]): Promise<unknown> {
    const flight: Flight = { promise: undefined, starting: false, revoked: new Set() };
    this.flights.set(key, flight);
    this.flying.add(flight);
    const { shared } = this.limits;
    const landed = (value: unknown, ttl = this.limits.ttl): unknown => {
      if (this.leave(key, flight)) this.keep(key, flight, value, ttl);
      return value;
    };
    const failed = (error: unknown): never => {
      this.leave(key, flight);
      throw error;
    };
    const run = shared
      ? this.viaStore(shared, self, args, key, flight, landed)
      : this.compute(self, args, key, flight).then(landed);
    flight.promise = run.catch(failed);
    return flight.promise;
  }

  private compute(self: unknown, args: readonly unknown[], key: readonly unknown[], flight: Flight): Promise<unknown> {
    this.limits.memory.misses++;
    this.limits.memory.begun(key);
    flight.starting = true;
    const promise = begin(this.limits.fn, self, args);
    flight.starting = false;
    return promise;
  }

  private async viaStore(
    shared: SharedStore,
    self: unknown,
    args: readonly unknown[],
    key: readonly unknown[],
    flight: Flight,
    landed: (value: unknown, ttl?: number) => unknown,
  ): Promise<unknown> {
    const { memory, ttl } = this.limits;
    const text = shared.keyOf(key);
    const found = await shared.get(text);
    if (found !== undefined) {
      memory.hits++;
      return landed(found.value, Math.min(ttl, found.until - Date.now()));
    }
    const value = await this.compute(self, args, key, flight);
    if (this.flights.get(key) === flight) this.watch(shared.set(text, value, ttl));
    return landed(value);
  }

  /** False when the flight was given up: its arguments were deleted, or everything cleared. */
  private leave(key: readonly unknown[], flight: Flight): boolean {
    this.flying.delete(flight);
    return this.flights.get(key) === flight && this.flights.delete(key);
  }

  private keep(key: readonly unknown[], flight: Flight, value: unknown, ttl: number): void {
    const { memory, keeps, stale, now, tags } = this.limits;
    if (!keeps || !(ttl > 0)) return;
    if (flight.revoked.size > 0 && tags !== undefined)
      for (const tag of tags(key, value)) if (flight.revoked.has(tag)) return;
    const fresh = ttl === Infinity ? Infinity : now() + ttl;
    memory.put(key, new Kept(flight.promise!, value, stale > 0 ? fresh : Infinity, fresh + stale));
  }

  private watch(work: Promise<unknown>): void {
    this.background.add(work);
    void work.finally(() => this.background.delete(work));
  }
}
