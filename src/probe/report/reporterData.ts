/** What probe and reporter agree on. The lock keeps an older snapshot from replacing the last one. */
export const free = 0;
export const pulling = 1;
export const closed = 2;

export interface ReporterData {
  readonly file: string;
  readonly lock: SharedArrayBuffer;
  /** Gives the snapshot when evaluated in the main thread. */
  readonly expression: string;
}
