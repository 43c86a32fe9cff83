import type { Location, Log, PhysicalLocation, ReportingDescriptor, Result, ThreadFlow } from 'sarif';
import { type Finding, type RuleId, type Span, type StateText, type Verdict, ruleIds } from '../../protocol/finding.ts';
import { version } from '../version.ts';
import type { Checked } from './checked.ts';
import { fingerprints } from './fingerprint.ts';
import { rulePage, ruleSummaries } from './rules.ts';

const levels: Readonly<Record<Verdict, Result.level>> = { proven: 'warning', likely: 'note', possible: 'none' };

const rules: ReportingDescriptor[] = ruleIds.map((id) => ({
  id,
  name: id.replace(/(^|-)(.)/g, (_all, _dash, letter: string) => letter.toUpperCase()),
  shortDescription: { text: ruleSummaries[id] },
  helpUri: rulePage(id),
  defaultConfiguration: { level: 'warning', enabled: id !== 'unbounded-cache' },
  properties: { tags: ['performance', 'memoization'] },
}));
const indexOf = new Map<RuleId, number>(ruleIds.map((id, i) => [id, i]));

/** A path as a URI reference; absolute ones become file URIs. */
function uri(file: string): string {
  const encoded = file.split('/').map(encodeURIComponent).join('/');
  if (file.startsWith('/')) return `file://${encoded}`;
  return /^[A-Za-z]:\//.test(file) ? `file:///${encoded.replace('%3A', ':')}` : encoded;
}

function place(file: string, { line, column, endLine, endColumn }: Span): PhysicalLocation {
  return {
    artifactLocation: file.startsWith('/') ? { uri: uri(file) } : { uri: uri(file), uriBaseId: 'SRCROOT' },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  };
}

/** The paths of the witness: every step is a call of the function, in one place. */
function witnessFlows(finding: Finding): ThreadFlow[] {
  const step = (state: StateText): Location => ({
    physicalLocation: place(finding.file, finding),
    message: { text: `${finding.function}(${state.map((value) => JSON.stringify(value)).join(', ')})` },
  });
  const paths = finding.witness?.paths ?? [];
  return paths.map((path) => ({ locations: path.map((state) => ({ location: step(state) })) }));
}

function result(finding: Finding, fingerprint: string, baselineState?: Result.baselineState): Result {
  const flows = witnessFlows(finding);
  return {
    ruleId: finding.rule,
    ruleIndex: indexOf.get(finding.rule)!,
    kind: finding.verdict === 'possible' ? 'review' : 'fail',
    level: levels[finding.verdict],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: place(finding.file, finding),
        ...(finding.function ? { logicalLocations: [{ name: finding.function, kind: 'function' }] } : {}),
      },
    ],
    partialFingerprints: { 'memoscopeFunction/v1': fingerprint },
    ...(finding.related.length > 0
      ? {
          relatedLocations: finding.related.map((related, id) => ({
            id,
            physicalLocation: place(finding.file, related),
            message: { text: related.message },
          })),
        }
      : {}),
    ...(flows.length > 0 ? { codeFlows: flows.map((flow) => ({ threadFlows: [flow] })) } : {}),
    ...(baselineState ? { baselineState } : {}),
    ...(baselineState === 'unchanged'
      ? { suppressions: [{ kind: 'external', justification: 'In the baseline.' }] }
      : {}),
    properties: {
      verdict: finding.verdict,
      safety: finding.safety,
      ...(finding.growth ? { growth: finding.growth } : {}),
      fixes: finding.fixes.map((fix) => fix.id),
    },
  };
}

/** SARIF 2.1.0 (OASIS Standard, 2020): one run. Findings of the baseline are there, suppressed. */
export function sarif({ findings, known, errors }: Checked): string {
  const all = [...findings, ...known].sort(byPlace);
  const prints = fingerprints(all);
  const isKnown = new Set(known);
  const state = (finding: Finding): Result.baselineState | undefined =>
    known.length === 0 ? undefined : isKnown.has(finding) ? 'unchanged' : 'new';
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Memoscope',
            version,
            informationUri: 'https://github.com/memoscope/memoscope',
            rules,
          },
        },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder in which the check ran.' } } },
        invocations: [
          {
            executionSuccessful: true,
            toolExecutionNotifications: errors.map(({ file, line, message }) => ({
              level: 'error' as const,
              message: { text: message },
              locations: [
                {
                  physicalLocation: { artifactLocation: { uri: uri(file) }, region: { startLine: Math.max(1, line) } },
                },
              ],
            })),
          },
        ],
        results: all.map((finding, i) => result(finding, prints[i]!, state(finding))),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
