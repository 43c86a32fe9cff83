import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Finding } from '../../protocol/finding.ts';
import type { StatisticsSnapshot } from '../../protocol/statistics.ts';
import type { CacheRow } from '../../profile/rows.ts';
import type { CandidateVerdict } from '../../profile/savedRun.ts';
import { isSource, shownPath } from '../../service/project.ts';
import { readSource } from '../../service/sources.ts';
import { checkAll } from '../check/analyzers.ts';

/** What the analysis says of a measured function; null when it does not flag it. */
export type VerdictOf = (row: CacheRow) => CandidateVerdict | null;

/** Checks the files of all candidates in some snapshots. */
export async function verdictsOf(snapshots: readonly StatisticsSnapshot[]): Promise<VerdictOf> {
  const files = new Set<string>();
  for (const { caches } of snapshots)
    for (const { kind, site } of caches)
      if (kind === 'candidate' && site && isSource(site.file) && existsSync(site.file)) files.add(resolve(site.file));
  const list = [...files];
  const found = new Map<string, readonly Finding[]>();
  const read = (index: number) => {
    const nothing = { findings: [], errors: [] };
    try {
      const source = readSource(shownPath(process.cwd(), list[index]!), list[index]!);
      return 'skipped' in source ? nothing : source;
    } catch {
      return nothing; // gone since it was loaded
    }
  };
  const reports = await checkAll(list.length, read, () => {});
  reports.forEach(({ findings }, i) => found.set(list[i]!, findings));
  return ({ site }) => {
    const findings = (site && found.get(resolve(site.file))) ?? [];
    const finding = findings.find(
      ({ rule, line, column }) => rule === 'overlapping-subproblems' && line === site!.line && column === site!.column,
    );
    return finding ? { verdict: finding.verdict, safety: finding.safety } : null;
  };
}
