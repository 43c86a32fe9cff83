/** One program run as the Caches view knows it; JSON, so that it can be kept over a reload of the window. */
import type { StatisticsSnapshot } from './statistics.ts';

export type RunState = 'starting' | 'running' | 'paused' | 'ended';

/** One process or worker thread of a run. */
export interface ProcessRecord {
  /** `<pid>-<threadId>` */
  readonly key: string;
  readonly snapshot: StatisticsSnapshot;
  /** Hit rate (0 to 1) of each past interval by cache id, oldest first. */
  readonly trends: Readonly<Record<string, readonly number[]>>;
}

export interface RunRecord {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly state: RunState;
  readonly processes: readonly ProcessRecord[];
}
