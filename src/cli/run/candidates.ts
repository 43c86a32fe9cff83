import { callsToJudge } from '../../profile/advice.ts';
import type { CacheRow } from '../../profile/rows.ts';
import type { VerdictOf } from './verdicts.ts';

/** A measured function and what the analysis says of it. */
export interface Candidate {
  readonly row: CacheRow;
  readonly verdict: ReturnType<VerdictOf>;
}

/**
 * The functions to report: those that the analysis flags, and those whose calls are told to repeat all the same.
 * @returns the most calls first
 */
export function candidatesOf(rows: readonly CacheRow[], verdictOf: VerdictOf): Candidate[] {
  return rows
    .filter((row) => row.kind === 'candidate')
    .map((row) => ({ row, verdict: verdictOf(row) }))
    .filter(({ row, verdict }) => verdict !== null || (row.calls >= callsToJudge && row.advice === 'pays'))
    .sort((a, b) => b.row.calls - a.row.calls);
}
