import { relative } from 'node:path';
import Table from 'cli-table3';
import pc from 'picocolors';
import { adviceText } from '../../profile/advice.ts';
import { bytes, count, duration, memory, percent } from '../../profile/figures.ts';
import { type CacheRow, totalsOf } from '../../profile/rows.ts';
import type { ComparedCache } from '../../profile/savedRun.ts';
import { type Candidate, candidatesOf } from './candidates.ts';
import type { VerdictOf } from './verdicts.ts';

/** What a table is printed on. */
export interface Paper {
  /** A terminal: frame and colours. Otherwise plain aligned columns. */
  readonly fancy: boolean;
}

type Align = 'left' | 'right';
const none = Object.fromEntries(
  (
    'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right ' +
    'right-mid'
  )
    .split(' ')
    .map((part) => [part, '']),
);

function print(head: readonly string[], aligns: readonly Align[], rows: readonly string[][], { fancy }: Paper): string {
  const colours = pc.createColors(fancy && pc.isColorSupported);
  const table = new Table({
    head: head.map((text) => colours.bold(text)),
    colAligns: [...aligns],
    style: { head: [], border: [], compact: true, ...(fancy ? {} : { 'padding-left': 0, 'padding-right': 0 }) },
    ...(fancy ? {} : { chars: { ...none, middle: '  ' } }),
  });
  table.push(...rows);
  const text = table.toString();
  return fancy ? text : text.replace(/[ \u00a0]+$/gm, '');
}

const place = (file: string | undefined, line: number | undefined): string =>
  file ? `${relative(process.cwd(), file) || file}:${line}` : '';
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const rate = (value: number | undefined): string => (value === undefined ? '' : plain(percent(value)));

/** All that is reported of a run; empty when there is nothing. */
export function tablesOf(rows: readonly CacheRow[], verdictOf: VerdictOf, paper: Paper): string {
  const caches = rows.filter((row) => row.kind !== 'candidate');
  const candidates = candidatesOf(rows, verdictOf);
  const tables: string[] = [];
  if (caches.length > 0) tables.push(cachesTable(caches, paper));
  if (candidates.length > 0) tables.push(candidatesTable(candidates, paper));
  return tables.join('\n\n');
}

/** Functions that are not memoized yet. Hits and misses are those that they would have. */
function candidatesTable(candidates: readonly Candidate[], paper: Paper): string {
  const many = new Set(candidates.map(({ row }) => row.process)).size > 1;
  const head = 'not cached yet|place|analysis|calls|arguments|calls with a cache|would-be hit rate|saves|'.split('|');
  const aligns: Align[] = ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'right', 'left'];
  const lines = candidates.map(({ row, verdict }) => [
    row.name,
    place(row.site?.file, row.site?.line),
    verdict ? `${verdict.verdict}, ${verdict.safety}` : '',
    count(row.calls),
    `${(row.candidate?.sampled ?? 1) < 1 ? '~' : ''}${count(row.distinctKeys ?? 0)}`,
    count(row.hits + row.misses),
    rate(row.rate),
    row.savedMs === undefined ? '' : plain(duration(row.savedMs)),
    noteOf(row),
    ...(many ? [row.process] : []),
  ]);
  return print([...head, ...(many ? ['process'] : [])], [...aligns, ...(many ? ['left' as const] : [])], lines, paper);
}

function noteOf(row: CacheRow): string {
  const advice = adviceText(row.advice, true);
  return row.candidate?.differs === 'across' ? `${advice && `${advice}, `}per outermost call only` : advice;
}

/** The caches of a run, the busiest first. */
function cachesTable(rows: readonly CacheRow[], paper: Paper): string {
  const many = new Set(rows.map((row) => row.process)).size > 1;
  const colours = pc.createColors(paper.fancy && pc.isColorSupported);
  const colour = {
    pays: colours.green,
    costs: colours.red,
    plain: colours.yellow,
    unsure: colours.dim,
    differs: colours.red,
  };
  const head = ['function', 'place', 'kind', 'calls', 'hits', 'misses', 'hit rate', 'entries', 'memory', ''];
  const aligns: Align[] = ['left', 'left', 'left', 'right', 'right', 'right', 'right', 'right', 'right', 'left'];
  const lines = [...rows]
    .sort((a, b) => b.calls - a.calls)
    .map((row) => [
      row.name,
      place(row.site?.file, row.site?.line),
      row.kind,
      count(row.calls),
      count(row.hits),
      count(row.misses),
      colour[row.advice](rate(row.rate)),
      count(row.size),
      row.memory ? plain(memory(row.memory)) : '',
      adviceText(row.advice, row.kind === 'candidate'),
      ...(many ? [row.process] : []),
    ]);
  const totals = totalsOf(rows);
  const last = `${count(totals.caches)} caches, ${count(totals.calls)} calls, ${rate(totals.rate)} hits`;
  const table = print(
    [...head, ...(many ? ['process'] : [])],
    [...aligns, ...(many ? ['left' as const] : [])],
    lines,
    paper,
  );
  return rows.length > 1 ? `${table}\n${last}` : table;
}

/** Two runs side by side: before → after. */
export function comparisonTable(caches: readonly ComparedCache[], paper: Paper): string {
  const pair = (a: string | undefined, b: string | undefined): string =>
    a === b ? (a ?? '') : `${a ?? '–'} → ${b ?? '–'}`;
  const head = ['function', 'place', 'calls', 'hit rate', 'entries', 'memory'];
  const rows = caches.map(({ name, place: at, before, after }) => [
    name,
    at,
    pair(before && count(before.calls), after && count(after.calls)),
    pair(before && rate(before.rate), after && rate(after.rate)),
    pair(before && count(before.size), after && count(after.size)),
    pair(before && plain(bytes(before.memoryBytes)), after && plain(bytes(after.memoryBytes))),
  ]);
  return print(head, ['left', 'left', 'right', 'right', 'right', 'right'], rows, paper);
}
