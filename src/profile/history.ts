/** How a run grows by snapshots, what is kept of past runs, and what "since the mark" means. Pure. */
import type { MemoryHistory, ProcessRecord, RunRecord } from '../protocol/run.ts';
import type { CacheStatistics, StatisticsSnapshot } from '../protocol/statistics.ts';
import { rateOf } from './rows.ts';
import { letterOf } from './trends.ts';

/** Points of a trend that are kept. */
const trendLength = 60;
/** Caches of one process that are kept after a reload of the window, the busiest first. */
const keptCaches = 200;

/** Points of the memory of one cache that are kept; beyond, every other one goes, so that they span the whole run. */
export const memoryLength = 200;

export const processKey = (snapshot: StatisticsSnapshot): string => `${snapshot.pid}-${snapshot.threadId}`;

/** Hit rate of the calls since `before`; undefined when there were none, or when counters were reset. */
function intervalRate(before: CacheStatistics | undefined, now: CacheStatistics): number | undefined {
  const hits = now.hits - (before?.hits ?? 0);
  const misses = now.misses - (before?.misses ?? 0);
  return hits < 0 || misses < 0 ? undefined : rateOf(hits, misses);
}

function longer(past: MemoryHistory | undefined, time: number, bytes: number): MemoryHistory {
  const all = past ?? { times: [], bytes: [] };
  const thin = all.times.length >= memoryLength;
  const kept = (list: readonly number[]): readonly number[] => (thin ? list.filter((_, i) => i % 2 === 0) : list);
  return { times: [...kept(all.times), time], bytes: [...kept(all.bytes), bytes] };
}

function extend(record: ProcessRecord | undefined, snapshot: StatisticsSnapshot): ProcessRecord {
  const before = new Map(record?.snapshot.caches.map((cache) => [cache.id, cache]));
  const trends: Record<string, string> = {};
  const memory: Record<string, MemoryHistory> = {};
  for (const cache of snapshot.caches) {
    const past = record?.trends[cache.id] ?? '';
    const rate = intervalRate(before.get(cache.id), cache);
    trends[cache.id] = rate === undefined ? past : (past + letterOf(rate)).slice(-trendLength);
    const known = record?.memory?.[cache.id];
    if (cache.memory) memory[cache.id] = longer(known, snapshot.uptimeMs, cache.memory.bytes);
    else if (known) memory[cache.id] = known;
  }
  return { key: processKey(snapshot), snapshot, trends, memory };
}

/** The run with one more snapshot; an older one than is known changes nothing. */
export function withSnapshot(run: RunRecord, snapshot: StatisticsSnapshot): RunRecord {
  const key = processKey(snapshot);
  const index = run.processes.findIndex((process) => process.key === key);
  const known = run.processes[index];
  if (known && known.snapshot.uptimeMs > snapshot.uptimeMs) return run;
  const next = extend(known, snapshot);
  const processes = known ? run.processes.with(index, next) : [...run.processes, next];
  return { ...run, processes };
}

/** What is kept of a run when the window goes: its numbers, without trends and without the long tail of quiet caches. */
export function kept(run: RunRecord): RunRecord {
  const processes = run.processes.map(({ key, snapshot }) => ({
    key,
    snapshot: {
      ...snapshot,
      caches: [...snapshot.caches].sort((a, b) => b.hits + b.misses - a.hits - a.misses).slice(0, keptCaches),
    },
    trends: {},
  }));
  const seenUntil = run.startedAt + Math.max(0, ...processes.map(({ snapshot }) => snapshot.uptimeMs));
  const ended = { ...run, state: 'ended', endedAt: run.endedAt ?? seenUntil, processes } as const;
  return run.state === 'ended' ? ended : { ...ended, cutOff: true };
}

/** The run as the page needs it at every look: memory over time goes only with the row that is selected. */
export const slim = (run: RunRecord): RunRecord => ({
  ...run,
  processes: run.processes.map(({ key, snapshot, trends }) => ({ key, snapshot, trends })),
});

const minus = (a: number, b: number): number => Math.max(0, a - b);

function sinceCache(base: CacheStatistics | undefined, now: CacheStatistics): CacheStatistics {
  if (!base || base.hits > now.hits || base.misses > now.misses) return now;
  return {
    ...now,
    hits: minus(now.hits, base.hits),
    misses: minus(now.misses, base.misses),
    evictions: minus(now.evictions, base.evictions),
    ...(now.savedMs === undefined ? {} : { savedMs: minus(now.savedMs, base.savedMs ?? 0) }),
    ...(now.candidate && base.candidate
      ? { candidate: { ...now.candidate, calls: minus(now.candidate.calls, base.candidate.calls) } }
      : {}),
    ...(now.tables === undefined ? {} : { tables: minus(now.tables, base.tables ?? 0) }),
  };
}

/** The run with counters from `mark` on; entries and memory stay those of now. */
export function since(mark: RunRecord, run: RunRecord): RunRecord {
  const bases = new Map(mark.processes.map((process) => [process.key, process]));
  const processes = run.processes.map((process) => {
    const caches = new Map(bases.get(process.key)?.snapshot.caches.map((cache) => [cache.id, cache]));
    const counted = process.snapshot.caches.map((cache) => sinceCache(caches.get(cache.id), cache));
    return { ...process, snapshot: { ...process.snapshot, caches: counted } };
  });
  return { ...run, processes };
}
