import { readFileSync } from 'node:fs';
import { rowsOf } from '../../profile/rows.ts';
import { compareRuns, readSavedRun, type SavedRun } from '../../profile/savedRun.ts';
import { missedKeysOf } from './missedKeys.ts';
import { comparisonTable, tablesOf } from './table.ts';
import type { VerdictOf } from './verdicts.ts';

/**
 * `memoscope stats`: shows one saved run, or compares each following run with the first.
 * @returns 0, or 2 when a file cannot be read
 */
export function statsCommand(files: readonly string[]): Promise<number> {
  return Promise.resolve(show(files));
}

function show(files: readonly string[]): number {
  if (files.length === 0) {
    process.stderr.write('memoscope stats: name a file saved by memoscope run --json\n');
    return 2;
  }
  const runs: SavedRun[] = [];
  for (const file of files) {
    try {
      runs.push(readSavedRun(JSON.parse(readFileSync(file, 'utf8'))));
    } catch (error) {
      process.stderr.write(`memoscope stats: ${file}: ${error instanceof Error ? error.message : String(error)}\n`);
      return 2;
    }
  }
  const paper = { fancy: process.stdout.isTTY === true };
  const [first, ...others] = runs;
  const parts =
    others.length === 0
      ? [`${first!.title}\n${tablesOf(rowsOf(first!), savedVerdicts(first!), paper)}${missedKeysOf(rowsOf(first!))}`]
      : others.map((run, i) => `${files[0]} → ${files[i + 1]}\n${comparisonTable(compareRuns(first!, run), paper)}`);
  process.stdout.write(`${parts.join('\n\n')}\n`);
  return 0;
}

/** Saved caches stand in the order of the rows. */
function savedVerdicts(run: SavedRun): VerdictOf {
  const verdicts = new Map(rowsOf(run).map((row, i) => [row.key, run.caches[i]?.verdict ?? null]));
  return (row) => verdicts.get(row.key) ?? null;
}
