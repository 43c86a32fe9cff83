import { performance } from 'node:perf_hooks';
import { threadId } from 'node:worker_threads';
import { basename } from 'node:path';
import type { CacheHandle } from '../../protocol/announce.ts';
import type { CacheKind, CacheSite, CacheStatistics, StatisticsSnapshot } from '../../protocol/statistics.ts';
import { AnnouncedCache } from '../caches/announced.ts';
import type { CandidateSite } from '../candidates/candidateSite.ts';
import { allCandidates, resetCandidate, resetCandidates } from '../candidates/watching.ts';
import { allSites, loosenValue, onDescribed } from '../caches/counting.ts';
import { writeMarkedSnapshot } from '../memory/heapSnapshot.ts';
import { MemoryBook } from './memoryBook.ts';
import type { TableSite } from '../caches/tableSite.ts';

type Place = (site: CacheSite, mapUrl?: string) => CacheSite;

const { memoryUsage } = process;
const now = performance.now.bind(performance);

interface Announced {
  readonly id: string;
  readonly cache: AnnouncedCache;
  /** Where it is made, in the source a person wrote; not before somebody asks. */
  place: CacheSite | undefined;
}

/** What this realm knows of its caches, and what a debugger or the reporter asks. */
export class Hub {
  readonly version = 1;
  private readonly announced: Announced[] = [];
  private readonly ordinals = new Map<string, number>();
  private readonly siteIds = new Map<TableSite | CandidateSite, string>();
  private readonly places = new Map<string, CacheSite>();
  private readonly memory = new MemoryBook();
  private firstCache: (() => void) | undefined;

  /** @param place maps a place in loaded code to the source a person wrote; slow the first time */
  constructor(private readonly place: Place) {}

  /** Runs once, as soon as there is something to report. */
  onFirstCache(callback: () => void): void {
    this.firstCache = callback;
    onDescribed(() => this.begin());
  }

  announce(handle: CacheHandle): void {
    this.begin();
    const cache = new AnnouncedCache(handle);
    const { site } = cache;
    const id = this.newId(`${cache.kind}|${site?.file ?? ''}|${cache.name}`);
    this.announced.push({ id, cache, place: undefined });
  }

  /** @returns a StatisticsSnapshot as JSON; at the end of a program memory is estimated without hurry */
  snapshot(atEnd = false): string {
    return JSON.stringify(this.read(atEnd));
  }

  /** Sets the counters of one cache back, or of all. @returns whether there is such a cache */
  reset(id?: string): boolean {
    if (id !== undefined) {
      const one = this.find(id);
      one?.reset();
      return one !== undefined || this.resetCandidate(id);
    }
    for (const { cache } of this.announced) cache.reset();
    for (const site of allSites()) site.reset();
    resetCandidates();
    return true;
  }

  private resetCandidate(id: string): boolean {
    for (const { site } of allCandidates())
      if (this.siteIds.get(site) === id) {
        resetCandidate(site);
        return true;
      }
    return false;
  }

  /** Empties one cache of the running program. @returns whether it could be emptied */
  clear(id: string): boolean {
    return this.find(id)?.clear() ?? false;
  }

  /** Switches one cache off or on again. @returns whether it could be */
  bypass(id: string, on: boolean): boolean {
    const one = this.find(id);
    return one instanceof AnnouncedCache && one.bypass(on);
  }

  /**
   * Writes a heap snapshot to `file` in which the entries of one cache are marked; the program stands still meanwhile.
   * @returns whether there is such a cache
   */
  heapSnapshot(id: string, file: string): boolean {
    const table = this.find(id)?.measurable();
    if (table) writeMarkedSnapshot([table], file);
    return table !== undefined;
  }

  private find(id: string): AnnouncedCache | TableSite | undefined {
    for (const entry of this.announced) if (entry.id === id) return entry.cache;
    for (const site of allSites()) if (this.siteId('memo-table', site) === id) return site;
    return undefined;
  }

  /** After a garbage collection: what only the probe holds may be collected at the next. */
  loosen(): void {
    for (const { cache } of this.announced) cache.loosen();
    for (const site of allSites()) site.loosen();
    loosenValue();
  }

  /** To be called while the program stands at a breakpoint: no miss that is under way lasts as long as it will seem. */
  interrupted(): void {
    for (const { cache } of this.announced) cache.interrupt();
    for (const site of allSites()) site.interrupt();
  }

  private begin(): void {
    const callback = this.firstCache;
    this.firstCache = undefined;
    try {
      callback?.();
    } catch {
      // then the snapshot at the end is the only one
    }
  }

  private read(atEnd: boolean): StatisticsSnapshot {
    this.memory.begin(atEnd, this.announced.length + this.siteIds.size);
    const caches: CacheStatistics[] = [];
    for (const entry of this.announced) {
      const { id, cache } = entry;
      if (cache.site) entry.place ??= this.place(cache.site);
      const row = cache.statistics(id, entry.place);
      const handle = cache.live();
      if (handle) row.memory = this.memory.ofHandle(cache, handle, row.size);
      caches.push(row);
    }
    for (const site of allSites()) {
      if (!site.isUsed || site.isWatched) continue;
      const id = this.siteId('memo-table', site);
      const { line, column } = site.description;
      const place = this.mapped(id, { file: site.file.file, line, column }, site.file.mapUrl ?? '');
      const row = site.statistics(id, place);
      const table = site.live();
      if (table) row.memory = this.memory.ofTable(site, table, row.size);
      caches.push(row);
    }
    for (const { site, calls } of allCandidates()) {
      if (calls === 0) continue;
      const id = this.siteId('candidate', site);
      const { line, column } = site.description;
      const place = this.mapped(id, { file: site.file.file, line, column }, site.file.mapUrl ?? '');
      caches.push(site.statistics(id, place, calls));
    }
    return {
      version: 1,
      pid: process.pid,
      threadId,
      title: [basename(process.argv[0] ?? 'node'), ...process.argv.slice(1)].join(' '),
      uptimeMs: Math.round(now()),
      heapUsed: memoryUsage().heapUsed,
      caches,
    };
  }

  private siteId(kind: CacheKind, site: TableSite | CandidateSite): string {
    let id = this.siteIds.get(site);
    if (!id) this.siteIds.set(site, (id = this.newId(`${kind}|${site.file.file}|${site.description.name}`)));
    return id;
  }

  /** Kind, file, function and ordinal: edits elsewhere in the file don't change it from run to run. */
  private newId(base: string): string {
    const ordinal = (this.ordinals.get(base) ?? 0) + 1;
    this.ordinals.set(base, ordinal);
    return ordinal === 1 ? base : `${base}|${ordinal}`;
  }

  private mapped(id: string, site: CacheSite, mapUrl?: string): CacheSite {
    let place = this.places.get(id);
    if (!place) this.places.set(id, (place = this.place(site, mapUrl)));
    return place;
  }
}
