/** Messages between the extension host and the Caches view. */
import type { RecursionPicture } from './picture.ts';
import type { MemoryHistory, RunRecord } from './run.ts';

/** Why there are no numbers. */
export type EmptyReason =
  | 'no-run'
  | 'starting'
  | 'no-cache'
  | 'no-probe'
  | 'options-replaced'
  | 'deno'
  | 'attached'
  | 'unsupported'
  | 'probe-off'
  | 'untrusted';

export interface RunTitle {
  readonly id: string;
  readonly title: string;
  readonly startedAt: number;
  readonly live: boolean;
}

/** Names one row of the shown run. */
export interface RowRef {
  readonly process: string;
  readonly cache: string;
}

/** What a person can do with one row. */
export type RowAction =
  'reveal' | 'memoize' | 'remove' | 'clear' | 'bypass' | 'unbypass' | 'reset' | 'measure' | 'copy' | 'copyJson';

/** How far the exact measurement of a row is, or what it gave. */
export type Exact =
  | { readonly row: RowRef; readonly state: 'running'; readonly message: string }
  | { readonly row: RowRef; readonly state: 'done'; readonly bytes: number; readonly tookMs: number }
  | { readonly row: RowRef; readonly state: 'failed'; readonly message: string };

export interface PanelState {
  readonly run?: RunRecord;
  /** Newest first, the shown one among them. */
  readonly runs: readonly RunTitle[];
  readonly empty?: EmptyReason;
  /** Numbers count from the mark that a person set. */
  readonly marked: boolean;
  /** What stands beside the numbers: another run, or this one until the mark. */
  readonly base?: { readonly title: string; readonly run: RunRecord };
  /** Keys of processes that answer now. */
  readonly connected: readonly string[];
  /** Processes of the run that carry no probe although others do. */
  readonly without: number;
  readonly exact?: Exact;
  /** Of the selected row. */
  readonly memory?: { readonly row: RowRef; readonly history: MemoryHistory };
}

export type PictureAnswer = RecursionPicture | { readonly refused: string };

export type ToPanel =
  /** A {@link PanelState} as JSON: of a thousand rows a string arrives several times faster than as many objects. */
  | { readonly type: 'state'; readonly state: string }
  | { readonly type: 'focusRow'; readonly file: string; readonly line: number }
  | { readonly type: 'focusFilter' }
  /** Puts the row as text on the clipboard, by way of `copy`. */
  | { readonly type: 'copyRow'; readonly row: RowRef }
  /** Something has been done; said once to a screen reader. */
  | { readonly type: 'said'; readonly text: string }
  | { readonly type: 'picture'; readonly row: RowRef; readonly picture: PictureAnswer };

export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'selectRun'; readonly id: string }
  | { readonly type: 'selectRow'; readonly row?: RowRef }
  | { readonly type: 'act'; readonly row: RowRef; readonly action: RowAction }
  | { readonly type: 'cancelMeasure' }
  | { readonly type: 'picture'; readonly row: RowRef }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'command'; readonly command: PanelCommand };

/** Commands that a button of the view may start. */
export type PanelCommand =
  'run' | 'showLog' | 'openSettings' | 'trust' | 'unmark' | 'stopComparing' | 'choose' | 'countCandidates';
