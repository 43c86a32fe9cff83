/** A run as `memoscope run --json` saves it and `memoscope stats` and the view read it. */
import type { Safety, Verdict } from '../protocol/finding.ts';
import type { RunRecord } from '../protocol/run.ts';
import type { CacheKind, StatisticsSnapshot } from '../protocol/statistics.ts';
import { processKey } from './history.ts';
import { grouped, identityOf, sumOf } from './compare.ts';
import { type Before, type CacheRow, rowsOf } from './rows.ts';

/** One cache with its numbers worked out, for scripts; the processes hold the same in full. */
export interface SavedCache {
  readonly name: string;
  readonly kind: CacheKind;
  readonly file?: string;
  readonly line?: number;
  readonly process: string;
  readonly calls: number;
  readonly hits: number;
  readonly misses: number;
  /** 0 to 1; null without calls. */
  readonly hitRate: number | null;
  readonly size: number;
  readonly peakSize: number;
  readonly maxSize: number | null;
  readonly evictions: number;
  readonly tables: number;
  readonly memoryBytes: number | null;
  readonly memoryPlusMinus: number | null;
  readonly missMs: number | null;
  readonly savedMs: number | null;
  /** For a candidate, `calls` are those that were made, hits and misses those that a memoized program would have. */
  readonly distinctKeys: number | null;
  /** What the analysis says of a candidate; null when it does not flag it. */
  readonly verdict?: CandidateVerdict | null;
}

/** The static side of a candidate. */
export interface CandidateVerdict {
  readonly verdict: Verdict;
  readonly safety: Safety;
}

export interface SavedRun extends RunRecord {
  readonly version: 1;
  readonly command: readonly string[];
  /** Exit status of the program; null when a signal ended it. */
  readonly status: number | null;
  readonly signal: string | null;
  readonly caches: readonly SavedCache[];
}

export type Ended = Pick<SavedRun, 'command' | 'status' | 'signal' | 'startedAt'> & { readonly endedAt: number };

const saved = (row: CacheRow): SavedCache => ({
  name: row.name,
  kind: row.kind,
  file: row.site?.file,
  line: row.site?.line,
  process: row.process,
  calls: row.calls,
  hits: row.hits,
  misses: row.misses,
  hitRate: row.rate ?? null,
  size: row.size,
  peakSize: row.peakSize,
  maxSize: row.maxSize ?? null,
  evictions: row.evictions,
  tables: row.tables,
  memoryBytes: row.memory?.bytes ?? null,
  memoryPlusMinus: row.memory?.plusMinus ?? null,
  missMs: row.missMs ?? null,
  savedMs: row.savedMs ?? null,
  distinctKeys: row.distinctKeys ?? null,
});

/**
 * Processes and threads that had no cache are left out.
 * @param verdictOf what the analysis says of a candidate
 */
export function savedRun(
  ended: Ended,
  snapshots: readonly StatisticsSnapshot[],
  verdictOf?: (row: CacheRow) => CandidateVerdict | null,
): SavedRun {
  const processes = snapshots
    .filter((snapshot) => snapshot.caches.length > 0)
    .sort((a, b) => a.pid - b.pid || a.threadId - b.threadId)
    .map((snapshot) => ({ key: processKey(snapshot), snapshot, trends: {} }));
  const title = ended.command.join(' ');
  const record: RunRecord = { id: `${ended.startedAt}`, title, state: 'ended', processes, ...pickTimes(ended) };
  const caches = rowsOf(record).map((row) =>
    row.kind === 'candidate' && verdictOf ? { ...saved(row), verdict: verdictOf(row) } : saved(row),
  );
  return { version: 1, ...ended, ...record, caches };
}

const pickTimes = ({ startedAt, endedAt }: Ended): { startedAt: number; endedAt: number } => ({ startedAt, endedAt });

/** @throws TypeError when the value is not a saved run of a version that is known */
export function readSavedRun(value: unknown): SavedRun {
  const run = value as Partial<SavedRun> | null;
  if (typeof run !== 'object' || run === null || !Array.isArray(run.processes)) throw new TypeError('not a saved run');
  if (run.version !== 1) throw new TypeError(`a saved run of version ${String(run.version)}, not 1`);
  return run as SavedRun;
}

/** One function's caches in two runs; undefined on the side that has none. */
export interface ComparedCache {
  readonly name: string;
  readonly place: string;
  readonly before: Before | undefined;
  readonly after: Before | undefined;
}

/** Pairs caches by file, function and ordinal, summed over processes, so that edits of lines do not part them. */
export function compareRuns(before: SavedRun, after: SavedRun): ComparedCache[] {
  const [a, b] = [grouped(rowsOf(before), identityOf), grouped(rowsOf(after), identityOf)];
  const sum = (rows: readonly CacheRow[] | undefined): Before | undefined => rows && sumOf(rows);
  return [...new Set([...a.keys(), ...b.keys()])].map((key) => {
    const first = (b.get(key) ?? a.get(key))![0]!;
    return { name: first.name, place: first.place, before: sum(a.get(key)), after: sum(b.get(key)) };
  });
}
