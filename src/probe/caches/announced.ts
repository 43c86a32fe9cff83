import type { CacheHandle } from '../../protocol/announce.ts';
import type { CacheAction, CacheSite, CacheStatistics, KeyMisses, MemoryEstimate } from '../../protocol/statistics.ts';
import { bypassOf, tableOf } from './ownStore.ts';
import type { MissTimes } from './missTimes.ts';
import { libraryFile } from '../scan.ts';
import { type StoreTimes, timeStore } from './storeTimes.ts';
import { WatchedCache } from './watchedCache.ts';

type Counts = ReturnType<CacheHandle['counts']>;

/** What is told of one cache; its memory comes last. */
export type CacheRow = CacheStatistics & { memory?: MemoryEstimate };

const nothing: Counts = { hits: 0, misses: 0, size: 0, maxSize: undefined, evictions: 0 };

/** One cache that announced itself. Held weakly after a garbage collection, its counts kept. */
export class AnnouncedCache {
  private handle: CacheHandle | undefined;
  private weak: WeakRef<CacheHandle> | undefined;
  private last: Counts = nothing;
  private base = { hits: 0, misses: 0, evictions: 0 };
  private peak = 0;
  private bypassed = false;
  private actions: readonly CacheAction[] | undefined;
  private user: string | undefined;
  private readonly ofStore: StoreTimes | undefined;
  private readonly times: MissTimes | undefined;
  readonly kind: string;
  readonly name: string;
  readonly site: CacheSite | undefined;

  constructor(handle: CacheHandle) {
    this.handle = handle;
    this.kind = String(handle.kind);
    this.name = String(handle.name);
    this.site = handle.stack === undefined ? undefined : makerIn(handle.stack);
    this.ofStore = timeStore(this.kind, handle.store);
    this.times = handle instanceof WatchedCache ? handle.times : this.ofStore?.misses;
  }

  live(): CacheHandle | undefined {
    return this.handle ?? this.weak?.deref();
  }

  loosen(): void {
    if (!this.handle) return;
    this.counts();
    this.weak = new WeakRef(this.handle);
    this.handle = undefined;
  }

  /** Counts since the last reset; those at the end for a cache that is gone. */
  counts(): Counts {
    const handle = this.live();
    if (handle) this.last = handle.counts();
    const { hits, misses, evictions, size, maxSize } = this.last;
    const { base } = this;
    // the program may have set its own counts back
    if (hits < base.hits || misses < base.misses || evictions < base.evictions)
      this.base = { hits: 0, misses: 0, evictions: 0 };
    this.peak = Math.max(this.peak, size);
    return {
      hits: hits - this.base.hits,
      misses: misses - this.base.misses,
      evictions: evictions - this.base.evictions,
      size,
      maxSize,
    };
  }

  reset(): void {
    this.counts();
    const { hits, misses, evictions, size } = this.last;
    this.base = { hits, misses, evictions };
    this.peak = size;
    const handle = this.live();
    this.times?.reset();
    if (handle) this.ofStore?.start();
    if (handle instanceof WatchedCache) handle.missed.reset(misses);
  }

  /** Misses that go on now are not timed. */
  interrupt(): void {
    this.times?.interrupt();
  }

  clear(): boolean {
    const handle = this.live();
    if (!handle?.clear) return false;
    handle.clear();
    return true;
  }

  /** The program may call the cache's own function all the while: it computes every time. */
  bypass(on: boolean): boolean {
    const handle = this.live();
    const switchTo = handle && bypassOf(handle);
    switchTo?.(on);
    if (switchTo) this.bypassed = on;
    return switchTo !== undefined;
  }

  measurable(): object | undefined {
    const handle = this.live();
    return handle && tableOf(handle);
  }

  /** @returns always the same properties in the same order, which is much faster to make and to write */
  statistics(id: string, site: CacheSite | undefined): CacheRow {
    const { hits, misses, size, maxSize, evictions } = this.counts();
    const handle = this.live();
    let missedKeys: KeyMisses[] | undefined;
    if (handle instanceof WatchedCache) {
      this.user = handle.user;
      const top = handle.missed.top();
      if (top.length > 0) missedKeys = top;
    }
    const { kind, peak } = this;
    const missMs = this.times?.mean(); // milliseconds, where misses are timed; also of a cache that is gone
    return {
      id,
      name: this.user ?? this.name,
      kind,
      site,
      hits,
      misses,
      size,
      peakSize: peak,
      maxSize,
      evictions,
      tables: 1,
      missMs,
      savedMs: missMs === undefined ? undefined : missMs * hits,
      missedKeys,
      can: handle ? (this.actions ??= actionsOf(handle)) : nothingToDo,
      bypassed: this.bypassed || undefined,
      memory: undefined,
    };
  }
}

const nothingToDo: readonly CacheAction[] = [];

function actionsOf(handle: CacheHandle): CacheAction[] {
  const bypass: CacheAction[] = (handle.bypass ?? handle.store) ? ['bypass'] : [];
  return [
    ...(handle.clear ? ['clear' as const] : []),
    ...bypass,
    ...((handle.table ?? handle.store) ? ['measure' as const] : []),
  ];
}

const frame = /^\s*at (?:.*\()?(?:file:\/\/)?((?:\/|[A-Za-z]:[\\/]).*?):(\d+):(\d+)\)?$/;

/** The newest frame that is not the library's own. */
export function makerIn(stack: string): CacheSite | undefined {
  for (const line of stack.split('\n')) {
    const match = frame.exec(line);
    if (!match || libraryFile.test(match[1]!)) continue;
    const file = line.includes('file://') ? decodeFile(match[1]!) : match[1]!;
    return { file, line: Number(match[2]), column: Number(match[3]) };
  }
  return undefined;
}

function decodeFile(path: string): string {
  try {
    return decodeURIComponent(path).replace(/^\/([A-Za-z]:)/, '$1');
  } catch {
    return path;
  }
}
