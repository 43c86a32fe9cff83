import type { CheckReport, Finding } from '../../protocol/finding.ts';

/** A check, and what its reporters may add. */
export interface Checked extends CheckReport {
  /** Findings that `--max-findings` leaves out of the list. */
  readonly notListed: number;
  /** Findings that the baseline knows. */
  readonly known: readonly Finding[];
}
