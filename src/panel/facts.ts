/** A row as pairs of name and value: for the details, and as text for a message to a colleague. */
import { bytes, count, duration, memory, percent } from '../profile/figures.ts';
import type { CacheRow } from '../profile/rows.ts';
import type { Exact } from '../protocol/panel.ts';
import { none } from './row.ts';
import { adviceText, columnText, kindText, text } from './text.ts';

const rateText = (rate: number | undefined): string => (rate === undefined ? none : percent(rate));

function exactText(exact: Exact | undefined): string | undefined {
  if (!exact) return undefined;
  return exact.state === 'done' ? text.took(bytes(exact.bytes), duration(exact.tookMs)) : exact.message;
}

export function facts(row: CacheRow, exact?: Exact): [string, string][] {
  const advice = adviceText(row.advice, row.kind === 'candidate').join('');
  const { was } = row;
  const all: [string, string | undefined][] = [
    [text.advice, row.bypassed ? text.bypassed : advice || undefined],
    [columnText.kind.head, kindText(row.kind)],
    [columnText.calls.head, count(row.calls)],
    [columnText.hits.head, count(row.hits)],
    [columnText.misses.head, count(row.misses)],
    [columnText.rate.head, rateText(row.rate)],
    [
      text.differs,
      row.candidate?.differs && (row.candidate.differs === 'within' ? text.differsWithin : text.differsAcross),
    ],
    [text.keys, row.distinctKeys === undefined ? undefined : count(row.distinctKeys)],
    [columnText.size.head, count(row.size)],
    [text.peak, row.peakSize > row.size ? count(row.peakSize) : undefined],
    [columnText.maxSize.head, row.maxSize === undefined ? text.unbounded : count(row.maxSize)],
    [columnText.evictions.head, count(row.evictions)],
    [columnText.memory.head, row.memory ? memory(row.memory) : none],
    [text.exact, exactText(exact)],
    [text.tables, row.tables > 1 ? count(row.tables) : undefined],
    [text.missTime, row.missMs === undefined ? undefined : duration(row.missMs)],
    [text.saved, row.savedMs === undefined ? undefined : duration(row.savedMs)],
    [text.process, row.process.replace(/-0$/, '')],
    [text.before, was && text.beforeValue(count(was.calls), rateText(was.rate), count(was.size))],
  ];
  return all.filter((fact): fact is [string, string] => fact[1] !== undefined);
}

/** The row as one line of text. */
export const rowText = (row: CacheRow): string =>
  [`${row.name}${row.place ? ` (${row.place})` : ''}`, ...facts(row).map(([name, value]) => `${name}: ${value}`)]
    .join(', ')
    .replaceAll('\u00a0', ' ');
