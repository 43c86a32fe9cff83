import type { Finding, RuleId, Verdict } from '../protocol/finding.ts';

const rank: Readonly<Record<Verdict, number>> = { possible: 0, likely: 1, proven: 2 };

/**
 * Whether a finding is shown. Overlap in a function that is not known to be safe to memoize is a hint to whoever looks
 * for more, so it needs `possible`; for other rules being unsafe is what they report.
 */
export function isShown(finding: Finding, least: Verdict, rules: readonly RuleId[]): boolean {
  if (rules.length > 0 && !rules.includes(finding.rule)) return false;
  if (least === 'possible') return true;
  if (rank[finding.verdict] < rank[least]) return false;
  return finding.rule !== 'overlapping-subproblems' || finding.safety === 'safe' || finding.safety === 'scoped';
}
