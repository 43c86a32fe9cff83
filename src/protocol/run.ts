/** One program run as the Caches view knows it; JSON, so that it can be kept over a reload of the window. */
import type { StatisticsSnapshot } from './statistics.ts';

export type RunState = 'starting' | 'running' | 'paused' | 'ended';

/** Memory of one cache over the life of its process, oldest first; both lists have the same length. */
export interface MemoryHistory {
  /** Milliseconds since the process started. */
  readonly times: readonly number[];
  readonly bytes: readonly number[];
}

/** One process or worker thread of a run. */
export interface ProcessRecord {
  /** `<pid>-<threadId>` */
  readonly key: string;
  readonly snapshot: StatisticsSnapshot;
  /** Hit rate of each past interval by cache id, oldest first, a letter each: 90 steps from `#` on (`src/profile/trends.ts`). */
  readonly trends: Readonly<Record<string, string>>;
  /** By cache id; only while the window is open. */
  readonly memory?: Readonly<Record<string, MemoryHistory>>;
}

export interface RunRecord {
  readonly id: string;
  readonly title: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly endedAt?: number;
  /** Its window went before it: what is known are the numbers of the last look. */
  readonly cutOff?: true;
  readonly state: RunState;
  readonly processes: readonly ProcessRecord[];
}
