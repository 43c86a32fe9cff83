/** Which of a finding's fixes are offered where. */
import type { Finding, FixOffer } from '../../protocol/finding.ts';

/** Sound for every input, whatever the program does. */
export const isCertain = (finding: Finding, offer: FixOffer): boolean =>
  offer.grade === 'proven' && (finding.safety === 'safe' || finding.safety === 'scoped');

/** What takes nothing for granted comes first; else the order of the service, which is that of fit. */
export const inOrder = (finding: Finding): FixOffer[] => [
  ...finding.fixes.filter((offer) => isCertain(finding, offer)),
  ...finding.fixes.filter((offer) => !isCertain(finding, offer)),
];

/** The fix that may be made without a look at it: proven, and of a function that is proven to repeat itself. */
export function certainFix(finding: Finding): FixOffer | undefined {
  if (finding.rule !== 'overlapping-subproblems' || finding.verdict !== 'proven') return undefined;
  return finding.fixes.find((offer) => isCertain(finding, offer));
}
