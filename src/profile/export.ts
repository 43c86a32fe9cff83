/** Rows as CSV (RFC 4180), for a spreadsheet. */
import type { CacheRow } from './rows.ts';

const header = [
  'function',
  'file',
  'line',
  'kind',
  'process',
  'calls',
  'hits',
  'misses',
  'hitRate',
  'entries',
  'maxSize',
  'evictions',
  'memoryBytes',
  'memoryPlusMinus',
];

/** Text that a spreadsheet would take for a formula gets a quote before it. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function toCsv(rows: readonly CacheRow[]): string {
  const lines = rows.map((row) =>
    [
      ...[row.name, row.site?.file, row.site?.line, row.kind, row.process, row.calls, row.hits, row.misses],
      ...[row.rate, row.size, row.maxSize, row.evictions, row.memory?.bytes, row.memory?.plusMinus],
    ]
      .map(cell)
      .join(','),
  );
  return [header.join(','), ...lines, ''].join('\r\n');
}
