/** Snapshots of a run → the rows, totals and order of the Caches view. Pure, so every face shows the same numbers. */
import type { RunRecord } from '../protocol/run.ts';
import type {
  CacheAction,
  CacheKind,
  CacheSite,
  CacheStatistics,
  CandidateEvidence,
  KeyMisses,
  MemoryEstimate,
  SizePoint,
} from '../protocol/statistics.ts';
import type { Advice } from './advice.ts';
import { advise } from './advice.ts';

export interface CacheRow {
  /** Stable while the run lasts. */
  readonly key: string;
  readonly process: string;
  readonly cache: string;
  readonly name: string;
  readonly kind: CacheKind;
  readonly site?: CacheSite;
  /** File name and line, short. */
  readonly place: string;
  /** Hits and misses; for a candidate, the calls that the program really made. */
  readonly calls: number;
  readonly hits: number;
  readonly misses: number;
  /** 0 to 1; undefined without calls. */
  readonly rate: number | undefined;
  readonly size: number;
  readonly peakSize: number;
  readonly maxSize: number | undefined;
  readonly evictions: number;
  readonly memory: MemoryEstimate | undefined;
  readonly missMs: number | undefined;
  /** Milliseconds that the hits saved, or would save. */
  readonly savedMs: number | undefined;
  readonly tables: number;
  /** A letter an interval, see `trends.ts`. */
  readonly trend: string;
  readonly advice: Advice;
  readonly can: readonly CacheAction[];
  readonly bypassed: boolean;
  readonly curve: readonly SizePoint[];
  readonly missedKeys: readonly KeyMisses[];
  readonly distinctKeys: number | undefined;
  readonly candidate: CandidateEvidence | undefined;
  /** The same cache in the run, or until the mark, that is compared with. */
  readonly was?: Before;
}

/** Numbers to compare with, summed over processes. */
export interface Before {
  readonly calls: number;
  readonly hits: number;
  readonly rate: number | undefined;
  readonly size: number;
  readonly memoryBytes: number;
}

/** Whether results lie in files that other runs and processes use too, so that emptying the cache deletes those. */
export const keepsFiles = (kind: CacheKind): boolean => /\bdisk\b/.test(kind);

export const rateOf = (hits: number, misses: number): number | undefined =>
  hits + misses > 0 ? hits / (hits + misses) : undefined;

export const baseName = (file: string): string =>
  file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);

const placeOf = (site: CacheSite | undefined): string => (site ? `${baseName(site.file)}:${site.line}` : '');

function rowOf(process: string, cache: CacheStatistics, trend: string): CacheRow {
  const calls = cache.candidate?.calls ?? cache.hits + cache.misses;
  const rate = rateOf(cache.hits, cache.misses);
  // a hit of a candidate also saves the calls below it
  const spared = cache.candidate && calls > 0 ? 1 - cache.misses / calls : rate;
  return {
    key: `${process} ${cache.id}`,
    process,
    cache: cache.id,
    name: cache.name || '(anonymous)',
    kind: cache.kind,
    site: cache.site,
    place: placeOf(cache.site),
    calls,
    hits: cache.hits,
    misses: cache.misses,
    rate,
    size: cache.size,
    peakSize: Math.max(cache.peakSize ?? 0, cache.size),
    maxSize: cache.maxSize,
    evictions: cache.evictions,
    memory: cache.memory,
    missMs: cache.missMs,
    savedMs: cache.savedMs,
    tables: cache.tables ?? 1,
    trend,
    advice: cache.candidate?.differs === 'within' ? 'differs' : cache.bypassed ? 'unsure' : advise(spared, calls),
    can: cache.can ?? [],
    bypassed: cache.bypassed ?? false,
    curve: cache.curve ?? [],
    missedKeys: cache.missedKeys ?? [],
    distinctKeys: cache.distinctKeys,
    candidate: cache.candidate,
  };
}

/** One row a cache and process, in the order of the snapshots. */
export const rowsOf = (run: RunRecord): CacheRow[] =>
  run.processes.flatMap(({ key, snapshot, trends }) =>
    snapshot.caches.map((cache) => rowOf(key, cache, trends[cache.id] ?? '')),
  );

export interface Totals {
  readonly caches: number;
  readonly calls: number;
  readonly hits: number;
  readonly misses: number;
  readonly rate: number | undefined;
  readonly size: number;
  readonly evictions: number;
  readonly memory: MemoryEstimate | undefined;
  readonly savedMs: number | undefined;
}

/** Sums over rows; candidates are no caches and are left out. Ranges of independent estimates add in quadrature. */
export function totalsOf(rows: readonly CacheRow[]): Totals {
  let hits = 0;
  let misses = 0;
  let size = 0;
  let evictions = 0;
  let caches = 0;
  let bytes = 0;
  let variance = 0;
  let measured = false;
  let savedMs: number | undefined;
  for (const row of rows) {
    if (row.kind === 'candidate') continue;
    caches++;
    hits += row.hits;
    misses += row.misses;
    size += row.size;
    evictions += row.evictions;
    if (row.savedMs !== undefined) savedMs = (savedMs ?? 0) + row.savedMs;
    if (!row.memory) continue;
    measured = true;
    bytes += row.memory.bytes;
    variance += row.memory.plusMinus ** 2;
  }
  const memory = measured ? { bytes, plusMinus: Math.sqrt(variance) } : undefined;
  return { caches, calls: hits + misses, hits, misses, rate: rateOf(hits, misses), size, evictions, memory, savedMs };
}

export const columns = [
  'name',
  'kind',
  'calls',
  'hits',
  'misses',
  'rate',
  'size',
  'maxSize',
  'evictions',
  'memory',
  'missMs',
  'savedMs',
] as const;
export type Column = (typeof columns)[number];

export interface Order {
  readonly column: Column;
  readonly descending: boolean;
}

/** Numbers start with the largest, text with A. */
export const firstOrder = (column: Column): Order => ({ column, descending: column !== 'name' && column !== 'kind' });

function valueOf(row: CacheRow, column: Column): number | string | undefined {
  if (column === 'memory') return row.memory?.bytes;
  if (column === 'maxSize') return row.maxSize ?? Infinity;
  return row[column];
}

/** Sorted copy; rows without a value come last either way, and equal rows keep their order. */
export function sorted(rows: readonly CacheRow[], { column, descending }: Order): CacheRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const x = valueOf(a, column);
    const y = valueOf(b, column);
    if (x === y) return 0;
    if (x === undefined) return 1;
    if (y === undefined) return -1;
    if (typeof x === 'string' || typeof y === 'string') return sign * String(x).localeCompare(String(y), 'en');
    return x < y ? -sign : sign;
  });
}

/** Rows whose function, place or kind contains every word of the filter, whatever the case. */
export function filtered(rows: readonly CacheRow[], filter: string): CacheRow[] {
  const words = filter.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [...rows];
  return rows.filter((row) => {
    const text = `${row.name} ${row.site?.file ?? ''}:${row.site?.line ?? ''} ${row.kind}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
