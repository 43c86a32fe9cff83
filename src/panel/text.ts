/** Every text of the view, in one place. */
import type { RunState } from '../protocol/run.ts';
import type { CacheKind } from '../protocol/statistics.ts';
import type { Advice } from '../profile/advice.ts';
import type { Grouping } from '../profile/groups.ts';
import type { Column } from '../profile/rows.ts';
import { t } from './l10n.ts';

interface Head {
  readonly head: string;
  readonly title: string;
}

export const columnText: Readonly<Record<Column | 'trend', Head>> = {
  name: { head: t('Function'), title: t('The function, and where its cache is made') },
  kind: { head: t('Kind'), title: t('Which mechanism the cache is') },
  calls: { head: t('Calls'), title: t('Hits and misses together') },
  hits: { head: t('Hits'), title: t('Calls answered from the cache') },
  misses: { head: t('Misses'), title: t('Calls that had to compute') },
  rate: { head: t('Hit rate'), title: t('Hits divided by calls') },
  size: { head: t('Entries'), title: t('Results that are held now') },
  maxSize: { head: t('Max'), title: t('Most entries that the cache may hold') },
  evictions: { head: t('Evicted'), title: t('Entries that had to make room') },
  memory: { head: t('Memory'), title: t('Estimated size of keys and values, with its range') },
  missMs: { head: t('Miss time'), title: t('Mean time of a miss') },
  savedMs: { head: t('Saved'), title: t('Time that the hits would have taken as misses') },
  trend: { head: t('Trend'), title: t('Hit rate between one look and the next') },
};

const kinds: Readonly<Record<string, string>> = {
  'memo-table': t('in code'),
  candidate: t('not cached'),
};

export const kindText = (kind: CacheKind): string => kinds[kind] ?? kind;

/** Short where there is no room, and the rest. */
type Short = readonly [short: string, rest: string];

const adviceTexts: Readonly<Record<Advice, Short>> = {
  pays: [t('pays'), ''],
  plain: ['', ''],
  costs: [t('costs'), t(' more than it saves')],
  unsure: ['', t('too few calls to judge')],
  differs: [t('not cacheable'), ''],
};

const candidateTexts: Readonly<Record<Advice, Short>> = {
  ...adviceTexts,
  pays: [t('would pay'), ''],
  costs: [t('would cost'), t(' more than it saves')],
};

export const adviceText = (advice: Advice, candidate: boolean): Short =>
  (candidate ? candidateTexts : adviceTexts)[advice];

/** In a few letters, and what more there is to say where there is room. */
export const stateText: Readonly<Record<RunState, Short>> = {
  starting: [t('Starting'), ''],
  running: [t('Running'), ''],
  paused: [t('Paused'), t(' at a breakpoint: the numbers are exact')],
  ended: [t('Ended'), t(': final numbers')],
};

export const cutOffText: Short = [t('Ended'), t(' with its window: numbers of the last look')];

export const groupingText: Readonly<Record<Grouping, string>> = {
  none: t('No groups'),
  file: t('By file'),
  process: t('By process'),
  kind: t('By kind'),
};

export const text = {
  title: t('Caches'),
  filter: t('Filter by function, file or kind'),
  run: t('Run'),
  group: t('Group rows'),
  now: t('now'),
  total: t('Total'),
  details: (name: string) => t('Details of {0}', name),
  caches: (n: number) => (n === 1 ? t('1 cache') : t('{0} caches', n)),
  noMatch: t('No cache matches the filter.'),
  marked: t(' · counted from the mark'),
  compared: (title: string) => t('Compared with {0}', title),
  gone: (n: number) => (n === 1 ? t(' · 1 cache of it is not here') : t(' · {0} caches of it are not here', n)),
  until: t('before the mark'),
  was: (value: string) => t('was {0}', value),
  added: t('new'),
  unmark: t('Remove Mark'),
  stopComparing: t('Stop Comparing'),
  without: (n: number) =>
    n === 1 ? t(' · 1 process runs without the probe') : t(' · {0} processes run without the probe', n),
  reveal: t('Reveal Source'),
  clear: t('Clear'),
  bypass: t('Bypass'),
  unbypass: t('Use Again'),
  reset: t('Reset Counters'),
  measure: t('Measure Exactly…'),
  copy: t('Copy'),
  copied: t('Copied'),
  remove: t('Remove Memoization'),
  memoize: t('Memoize…'),
  close: t('Close'),
  cancel: t('Cancel'),
  bypassed: t('bypassed'),
  bypassTitle: t('Every call computes and nothing is stored, until it is used again. This empties the cache.'),
  clearTitle: t('Empties the cache in the running program'),
  filesTitle: t('Deletes the files of the cache, after a question'),
  measureTitle: t('The exact retained size, from a heap snapshot. The program stands still meanwhile.'),
  tables: t('Tables made'),
  missTime: t('Mean time of a miss'),
  saved: t('Time saved'),
  process: t('Process'),
  peak: t('Most entries at once'),
  keys: t('Different keys'),
  differs: t('Same arguments, different results'),
  differsWithin: t('yes: no cache is sound'),
  differsAcross: t('only in different outermost calls: a cache per outermost call may be sound'),
  unbounded: t('unbounded'),
  advice: t('Advice'),
  exact: t('Exact size'),
  noFile: t('(no file)'),
  processName: (pid: string, thread: string) =>
    thread === '0' ? t('Process {0}', pid) : t('Process {0}, thread {1}', pid, thread),
  before: t('Before'),
  beforeValue: (calls: string, rate: string, entries: string) => t('{0} calls, {1} hits, {2} entries', calls, rate, entries), // prettier-ignore
  trend: (first: string, last: string) => t('from {0} to {1}', first, last),
  sortHint: (head: string, title: string) => t('Sort by {0}: {1}', head, title),
  took: (size: string, time: string) => t('{0}, taken in {1}', size, time),
} as const;
