/** Messages between the extension host and the Caches view. */
import type { RunRecord } from './run.ts';
import type { CacheSite } from './statistics.ts';

/** Why there are no numbers. */
export type EmptyReason =
  'no-run' | 'starting' | 'no-cache' | 'no-probe' | 'attached' | 'unsupported' | 'probe-off' | 'untrusted';

export interface RunTitle {
  readonly id: string;
  readonly title: string;
  readonly startedAt: number;
  readonly live: boolean;
}

export interface PanelState {
  readonly run?: RunRecord;
  /** Newest first, the shown one among them. */
  readonly runs: readonly RunTitle[];
  readonly empty?: EmptyReason;
  /** Numbers count from the mark that a person set. */
  readonly marked: boolean;
  /** What the probe of this run can do on request. */
  readonly canClear: boolean;
}

export type ToPanel =
  | { readonly type: 'state'; readonly state: PanelState }
  | { readonly type: 'focusRow'; readonly file: string; readonly line: number }
  | { readonly type: 'focusFilter' };

export type FromPanel =
  | { readonly type: 'ready' }
  | { readonly type: 'selectRun'; readonly id: string }
  | { readonly type: 'reveal'; readonly site: CacheSite }
  | { readonly type: 'clear'; readonly process: string; readonly cache: string }
  | { readonly type: 'copy'; readonly text: string }
  | { readonly type: 'advice'; readonly site: CacheSite; readonly action: 'memoize' | 'remove' }
  | { readonly type: 'command'; readonly command: PanelCommand };

/** Commands that a button of the view may start. */
export type PanelCommand = 'run' | 'showLog' | 'openSettings' | 'trust' | 'unmark';
