import * as vscode from 'vscode';
import { count, memory, percent } from '../../profile/figures.ts';
import { type CacheRow, totalsOf } from '../../profile/rows.ts';

/** Caches of one place in a line: "97.4 % hits · 1,001 entries · 88.1 ± 9.0 kB". */
export function lineText(rows: readonly CacheRow[]): string {
  const { t } = vscode.l10n;
  const [only, ...others] = rows;
  const single = only && others.length === 0 ? only : undefined;
  if (single?.kind === 'candidate') return candidateText(single);
  const totals = totalsOf(rows);
  const rate = single ? single.rate : totals.rate;
  const bytes = single ? single.memory : totals.memory;
  const entries = single ? Math.max(single.size, single.peakSize) : totals.size;
  return [
    ...(single ? [] : [t('{0} caches', rows.length)]),
    rate === undefined ? t('no calls yet') : t('{0} hits', percent(rate)),
    entries === 1 ? t('1 entry') : t('{0} entries', count(entries)),
    ...(bytes ? [memory(bytes)] : []),
  ].join(' · ');
}

/** The same place where a program is paused, in numbers that a step changes: "59 calls · 28 hits · 31 misses". */
export function pausedText(rows: readonly CacheRow[]): string {
  const { t } = vscode.l10n;
  const { caches, hits, misses } = totalsOf(rows);
  const calls = t('{0} calls', count(rows.reduce((sum, row) => sum + row.calls, 0)));
  const several = rows.length > 1 ? [t('{0} caches', rows.length)] : [];
  if (caches > 0) return [...several, calls, t('{0} hits', count(hits)), t('{0} misses', count(misses))].join(' · ');
  const keys = rows.reduce((sum, row) => sum + (row.distinctKeys ?? 0), 0);
  return [calls, ...(keys > 0 ? [t('{0} distinct arguments', count(keys))] : [])].join(' · ');
}

/** "14,000,000 calls · 50 distinct arguments · would hit 99.9 %" */
function candidateText({ calls, distinctKeys, rate, candidate }: CacheRow): string {
  const { t } = vscode.l10n;
  return [
    t('{0} calls', count(calls)),
    ...(distinctKeys === undefined ? [] : [t('{0} distinct arguments', count(distinctKeys))]),
    ...(candidate?.differs === 'within'
      ? [t('not cacheable')]
      : rate === undefined
        ? []
        : [t('a cache would hit {0}', percent(rate))]),
  ].join(' · ');
}
