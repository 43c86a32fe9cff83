import { createHash } from 'node:crypto';
import type { Finding } from '../../protocol/finding.ts';

/**
 * A name for each finding that stays when lines move: rule, file, function, and which of several alike it is.
 * @param findings in the order of their positions
 */
export function fingerprints(findings: readonly Finding[]): string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, file, function: name }) => {
    const what = JSON.stringify([rule, file, name]);
    const count = (seen.get(what) ?? 0) + 1;
    seen.set(what, count);
    return createHash('sha256').update(`${what}#${count}`).digest('hex').slice(0, 32);
  });
}
