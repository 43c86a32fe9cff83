/** Rows beside those of another run, or of the same run until a mark. */
import type { RunRecord } from '../protocol/run.ts';
import { type Before, type CacheRow, rateOf, rowsOf } from './rows.ts';

/** Kind, file and the cache's own id: the same over runs, whatever lines were edited. */
export const identityOf = (row: CacheRow): string => `${row.kind}|${row.site?.file ?? ''}|${row.cache}`;

/** What several rows of one cache come to. */
export function sumOf(rows: readonly CacheRow[]): Before {
  let [calls, hits, misses, size, memoryBytes] = [0, 0, 0, 0, 0];
  for (const row of rows) {
    calls += row.calls;
    hits += row.hits;
    misses += row.misses;
    size += row.size;
    memoryBytes += row.memory?.bytes ?? 0;
  }
  return { calls, hits, rate: rateOf(hits, misses), size, memoryBytes };
}

export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** Names of the caches that the other run had and this one has not, sorted. */
export function goneSince(rows: readonly CacheRow[], base: RunRecord): string[] {
  const here = new Set(rows.map(identityOf));
  const gone = grouped(rowsOf(base), identityOf);
  return [...gone].flatMap(([key, [first]]) => (here.has(key) || !first ? [] : [first.name])).sort();
}

/**
 * The rows with `was`, the numbers of the same cache in `base`. A process of the same run (a mark) is compared with
 * itself, one of another run with all processes of that run together.
 */
export function withBefore(rows: readonly CacheRow[], base: RunRecord, sameRun: boolean): CacheRow[] {
  const keyOf = (row: CacheRow): string => (sameRun ? row.key : identityOf(row));
  const known = new Map([...grouped(rowsOf(base), keyOf)].map(([key, all]) => [key, sumOf(all)]));
  return rows.map((row) => {
    const was = known.get(keyOf(row));
    return was ? { ...row, was } : row;
  });
}
