/** Rows under headings. */
import { grouped } from './compare.ts';
import { baseName, type CacheRow, type Totals, totalsOf } from './rows.ts';

export const groupings = ['none', 'file', 'process', 'kind'] as const;
export type Grouping = (typeof groupings)[number];

export interface RowGroup {
  /** Unique among the groups; empty for rows without a file. */
  readonly key: string;
  readonly rows: readonly CacheRow[];
  readonly totals: Totals;
}

const keyOf: Readonly<Record<Exclude<Grouping, 'none'>, (row: CacheRow) => string>> = {
  file: (row) => row.site?.file ?? '',
  process: (row) => row.process,
  kind: (row) => row.kind,
};

/** Groups in the order of their first row, rows in the order that they have. Without grouping, one group. */
export function groupsOf(rows: readonly CacheRow[], by: Grouping): RowGroup[] {
  const all = by === 'none' ? new Map([['', [...rows]]]) : grouped(rows, keyOf[by]);
  return [...all].map(([key, members]) => ({ key, rows: members, totals: totalsOf(members) }));
}

/** The part of a path that tells files apart: its name, with folders where names meet. */
export function shortNames(files: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const [, same] of grouped(files, baseName)) {
    let depth = 1;
    const tail = (file: string): string => file.split(/[\\/]/).slice(-depth).join('/');
    while (depth < 8 && new Set(same.map(tail)).size < new Set(same).size) depth++;
    for (const file of same) names.set(file, tail(file));
  }
  return names;
}
