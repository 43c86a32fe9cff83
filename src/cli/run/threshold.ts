import { callsToJudge } from '../../profile/advice.ts';
import { percent } from '../../profile/figures.ts';
import { type CacheRow, totalsOf } from '../../profile/rows.ts';

/**
 * Why a run misses a wanted hit rate, a line each; empty when it does not.
 * All calls together must reach it, and so must every cache that was called often enough to judge.
 * @param wanted percent, 0 to 100; between 0 and 1 a fraction
 */
export function belowThreshold(rows: readonly CacheRow[], wanted: number): string[] {
  const least = wanted > 0 && wanted < 1 ? wanted : wanted / 100;
  const caches = rows.filter((row) => row.kind !== 'candidate');
  const { calls, rate } = totalsOf(caches);
  if (rate === undefined) return ['no cache was called'];
  const failed = caches
    .filter((row) => row.calls >= callsToJudge && row.rate !== undefined && row.rate < least)
    .map((row) => `${row.name} (${row.place}) hits ${percent(row.rate!)} of ${row.calls} calls`);
  if (failed.length === 0 && rate < least) failed.push(`all caches together hit ${percent(rate)} of ${calls} calls`);
  return failed;
}
