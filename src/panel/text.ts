/** Every text of the view, in one place. */
import type { EmptyReason, PanelCommand } from '../protocol/panel.ts';
import type { RunState } from '../protocol/run.ts';
import type { CacheKind } from '../protocol/statistics.ts';
import type { Column } from '../profile/rows.ts';

export const columnText: Readonly<Record<Column | 'trend', { readonly head: string; readonly title: string }>> = {
  name: { head: 'Function', title: 'The function, and where its cache is made' },
  kind: { head: 'Kind', title: 'Which mechanism the cache is' },
  calls: { head: 'Calls', title: 'Hits and misses together' },
  hits: { head: 'Hits', title: 'Calls answered from the cache' },
  misses: { head: 'Misses', title: 'Calls that had to compute' },
  rate: { head: 'Hit rate', title: 'Hits divided by calls' },
  size: { head: 'Entries', title: 'Results that are held now' },
  maxSize: { head: 'Max', title: 'Most entries that the cache may hold' },
  evictions: { head: 'Evicted', title: 'Entries that had to make room' },
  memory: { head: 'Memory', title: 'Estimated size of keys and values, with its range' },
  trend: { head: 'Trend', title: 'Hit rate between one look and the next' },
};

const kinds: Readonly<Record<string, string>> = {
  'memo-table': 'in code',
  candidate: 'not cached',
};

export const kindText = (kind: CacheKind): string => kinds[kind] ?? kind;

/** In a few letters, and what more there is to say where there is room. */
export const stateText: Readonly<Record<RunState, readonly [string, string]>> = {
  starting: ['Starting', ''],
  running: ['Running', ''],
  paused: ['Paused', ': the numbers are exact'],
  ended: ['Ended', ': final numbers'],
};

interface Empty {
  readonly title: string;
  readonly text: string;
  readonly action?: { readonly label: string; readonly command: PanelCommand };
}

export const emptyText: Readonly<Record<EmptyReason, Empty>> = {
  'no-run': {
    title: 'No run yet',
    text: 'Start a Node.js program under the debugger (F5). Its caches show up here while it runs, also at a breakpoint.',
    action: { label: 'Start Debugging', command: 'run' },
  },
  starting: { title: 'Waiting for the program', text: 'It has started but has not told its numbers yet.' },
  'no-cache': {
    title: 'No cache so far',
    text: 'The program is watched, but no function of it has used a cache. Caches of the memoscope library and those that the quick fixes write are seen.',
  },
  'no-probe': {
    title: 'The program runs without the probe',
    text: 'Something has replaced NODE_OPTIONS, or it is no Node.js. An npm script that sets NODE_OPTIONS or --inspect-brk does this: start its program directly in the launch configuration.',
    action: { label: 'Show Log', command: 'showLog' },
  },
  attached: {
    title: 'Attached to a running program',
    text: 'Attaching cannot add the probe, which counts the caches. Launch the program from VS Code to see them.',
  },
  unsupported: {
    title: 'Not a JavaScript program',
    text: 'Caches are shown for programs that run under the JavaScript debugger.',
  },
  'probe-off': {
    title: 'The probe is switched off',
    text: 'The setting “Memoscope › Debug: Probe” is off for this folder.',
    action: { label: 'Open Settings', command: 'openSettings' },
  },
  untrusted: {
    title: 'Restricted Mode',
    text: 'Programs are run only in a trusted workspace. Checking works here.',
    action: { label: 'Manage Workspace Trust', command: 'trust' },
  },
};

export const text = {
  title: 'Caches',
  filter: 'Filter by function, file or kind',
  run: 'Run',
  now: 'now',
  total: 'Total',
  details: (name: string) => `Details of ${name}`,
  caches: (n: number) => (n === 1 ? '1 cache' : `${n} caches`),
  showing: (shown: number, all: number) => `${shown} of ${all} rows match the filter`,
  noMatch: 'No cache matches the filter.',
  marked: 'Counted from the mark',
  unmark: 'Remove Mark',
  reveal: 'Reveal Source',
  clear: 'Clear Cache',
  copy: 'Copy',
  remove: 'Remove Memoization…',
  memoize: 'Memoize…',
  close: 'Close',
  tables: 'Tables made',
  missTime: 'Mean time of a miss',
  process: 'Process',
  place: 'Place',
  peak: 'Most entries at once',
  unbounded: 'unbounded',
  advice: 'Advice',
  trend: (first: string, last: string) => `from ${first} to ${last}`,
  sortHint: 'Sort by',
} as const;
