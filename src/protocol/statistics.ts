/** What a running program says of its caches. Everything here is JSON. */

/** Which mechanism a cache is: ours, a recognised memo table in source, another library's, or a candidate not cached yet. */
export type CacheKind = 'memoscope' | 'memo-table' | 'candidate' | (string & {});

/** Where a cache is made, in the source a person wrote (after source maps where they were read); lines and columns from 1. */
export interface CacheSite {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Bytes held by a cache: a sampled structural estimate and the half-width of its range. */
export interface MemoryEstimate {
  readonly bytes: number;
  readonly plusMinus: number;
}

/** What the probe can do to one cache of the running program. `measure`: its retained size can be taken from a heap snapshot. */
export type CacheAction = 'clear' | 'bypass' | 'measure';

/** The hit rate (0 to 1) that the calls seen so far would have had in a cache of `size` entries, the least recent going first. */
export interface SizePoint {
  readonly size: number;
  readonly rate: number;
}

/** A key as short text, and how often it missed. */
export interface KeyMisses {
  readonly key: string;
  readonly misses: number;
}

/**
 * What a run told of a function that nobody has memoized. The `hits` and `misses` beside it are those that the memoized
 * program would have: calls inside a call that would hit are not made then. `distinctKeys` counts its argument lists.
 */
export interface CandidateEvidence {
  /** Calls that the program really made. */
  readonly calls: number;
  /** Share of the argument lists that the curve is measured on: 1 while all are followed, less above 100,000. */
  readonly sampled: number;
  /**
   * The same arguments gave different results: within one outermost call (no cache is sound), or only in different
   * ones (a cache per outermost call may be; `hits` and `misses` are then those of such a cache).
   */
  readonly differs?: 'within' | 'across';
}

/** One cache at one moment. Counters only grow until they are reset. */
export interface CacheStatistics {
  /** Stable for the life of the process: site and instance. */
  readonly id: string;
  readonly name: string;
  readonly kind: CacheKind;
  readonly site?: CacheSite;
  readonly hits: number;
  readonly misses: number;
  /** Entries now; for a table made anew per outermost call, those of the live or newest table. */
  readonly size: number;
  /** Most entries seen at once. */
  readonly peakSize?: number;
  /** Undefined when unbounded. */
  readonly maxSize?: number;
  readonly evictions: number;
  readonly memory?: MemoryEstimate;
  /** Mean time of a miss in milliseconds, where misses are timed. For a candidate, that of a call it would save. */
  readonly missMs?: number;
  /** Milliseconds that the hits saved, from the mean time of a miss; for a candidate, what they would save. */
  readonly savedMs?: number;
  /** How many tables were made at this site so far (1 for a module-level cache). */
  readonly tables?: number;
  /** Only for kind `candidate`. */
  readonly candidate?: CandidateEvidence;
  readonly can?: readonly CacheAction[];
  /** Switched off on request: every call computes and nothing is stored. */
  readonly bypassed?: boolean;
  /** By growing size. */
  readonly curve?: readonly SizePoint[];
  /** The keys that missed most, the worst first. */
  readonly missedKeys?: readonly KeyMisses[];
  /** Different keys that were asked for. */
  readonly distinctKeys?: number;
  /** Calls whose result was another than an earlier one of the same key: such a function must not be cached. */
  readonly conflicts?: number;
}

/** All caches of one process or worker thread. */
export interface StatisticsSnapshot {
  readonly version: 1;
  readonly pid: number;
  readonly threadId: number;
  /** Command line of the program, for a title. */
  readonly title: string;
  /** Milliseconds since the process started, monotonic. */
  readonly uptimeMs: number;
  readonly heapUsed: number;
  readonly caches: readonly CacheStatistics[];
}
