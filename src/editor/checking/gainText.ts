/** A proof by execution as a page that people read. */
import * as vscode from 'vscode';
import { count } from '../../profile/figures.ts';
import type { Finding, FixOffer } from '../../protocol/finding.ts';
import type { ProofProbe, ProofReport, ProofRow } from '../../protocol/proof.ts';
import { code, plain } from './hoverText.ts';

const compared = ({ rows }: ProofReport): ProofRow[] => rows.filter((row) => row.outcome !== 'left-out');

const grouped = (calls: number | undefined): string => (calls === undefined ? '–' : count(calls));

function timesFewer({ before, after }: ProofRow): string {
  if (!before || !after) return '–';
  const times = before / after;
  return `${times < 10 ? times.toFixed(1) : grouped(Math.round(times))}×`;
}

const shortened = (text: string): string => (text.length > 40 ? `${text.slice(0, 39)}…` : text);

function verdict(report: ProofReport): string {
  const { rows, probes, hits } = report;
  const of = (outcome: ProofRow['outcome']): ProofRow[] => rows.filter((row) => row.outcome === outcome);
  const equal = of('equal').length;
  if (report.proven) {
    const same = vscode.l10n.t('The results are the same on all {0} inputs.', equal);
    return hits === undefined ? same : `${same} ${vscode.l10n.t('The cache answered on {0} of them.', hits)}`;
  }
  if (of('different').length > 0 || probes.some((p) => !p.equal)) {
    return vscode.l10n.t('The results are NOT the same: do not apply this fix.');
  }
  if (equal > 0) return vscode.l10n.t('Not proven: the cache answered on none of {0} inputs.', equal);
  const [failing] = of('threw');
  if (failing) return vscode.l10n.t('Not proven: the function fails on every input ({0}).', failing.detail ?? '');
  return vscode.l10n.t('No input could be compared.');
}

/** The input that gains most, for one sentence. */
const best = (report: ProofReport): ProofRow | undefined =>
  compared(report).reduce<ProofRow | undefined>((a, b) => ((b.before ?? 0) > (a?.before ?? 0) ? b : a), undefined);

/** One sentence or two: whether the results are the same, and the largest gain. */
export function gainSummary(finding: Finding, report: ProofReport): string {
  const row = report.proven ? best(report) : undefined;
  if (!row) return verdict(report);
  const call = `${finding.function}(${shortened(row.args.join(', '))})`;
  const gain = vscode.l10n.t('{0}: {1} calls become {2}.', call, grouped(row.before), grouped(row.after));
  return `${gain} ${verdict(report)}`;
}

const outcomes = (row: ProofRow): string => {
  const detail = row.detail ? `: ${row.detail}` : '';
  switch (row.outcome) {
    case 'equal':
      return vscode.l10n.t('equal');
    case 'threw':
      return vscode.l10n.t('the same error') + detail;
    case 'different':
      return vscode.l10n.t('DIFFERENT') + detail;
    case 'left-out':
      return vscode.l10n.t('left out') + detail;
  }
};

const probes = (name: ProofProbe['name']): string => {
  switch (name) {
    case 'other-arguments':
      return vscode.l10n.t('called again with other arguments');
    case 'other-functions':
      return vscode.l10n.t('called again after the functions that it recurses through');
    case 'one-object':
      return vscode.l10n.t('called with one object for several arguments');
    case 'changed-argument':
      return vscode.l10n.t('called again after a change of an argument');
    case 'changed-result':
      return vscode.l10n.t('called again after a change of its result');
    case 'after-error':
      return vscode.l10n.t('called again after a call that failed');
  }
};

/** Columns of one width, so that the text is a table even where nothing renders it. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, i) => Math.max(3, ...rows.map((row) => row[i]!.length)));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, i) => (i > 0 && i < row.length - 1 ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!))).join(' | ')} |`;
  const rule = widths.map((width, i) => (i > 0 && i < widths.length - 1 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width))); // prettier-ignore
  const [head, ...others] = rows;
  return [line(head!), line(rule), ...others.map(line)];
}

const ranks = { different: 0, threw: 1, equal: 1, 'left-out': 2 } as const;

/** What differs first, then the largest gain. */
const byInterest = (a: ProofRow, b: ProofRow): number =>
  ranks[a.outcome] - ranks[b.outcome] || (b.before ?? 0) - (a.before ?? 0);

const cell = (text: string): string => code(text).replaceAll('|', '\\|');

/** The whole page, as Markdown. */
export function gainText(finding: Finding, offer: FixOffer, report: ProofReport): string {
  const head = [
    vscode.l10n.t('Input'),
    vscode.l10n.t('Calls before'),
    vscode.l10n.t('Calls after'),
    vscode.l10n.t('Fewer'),
    vscode.l10n.t('Result'),
  ];
  const rows = [...report.rows]
    .sort(byInterest)
    .map((row) => [
      cell(shortened(row.args.join(', '))),
      grouped(row.before),
      grouped(row.after),
      timesFewer(row),
      plain(outcomes(row)),
    ]);
  const lines = [
    `# ${vscode.l10n.t('Gain for {0}', code(finding.function))}`,
    '',
    `**${verdict(report)}**`,
    '',
    vscode.l10n.t('Tried, and not applied: {0}.', plain(offer.title.replaceAll('`', ''))),
    '',
    ...table([head, ...rows]),
    '',
  ];
  if (report.probes.length > 0) {
    lines.push(`## ${vscode.l10n.t('Sequences of calls')}`, '');
    for (const { name, equal, detail } of report.probes) {
      const outcome = equal ? vscode.l10n.t('equal') : vscode.l10n.t('DIFFERENT');
      lines.push(`- ${probes(name)}: ${outcome}${detail ? ` (${plain(detail)})` : ''}`);
    }
    lines.push('');
  }
  lines.push(vscode.l10n.t('A call counts when it computes a result; one that finds its result in the cache does not. Both versions ran on generated inputs of growing size, each with limits on calls, time and memory.')); // prettier-ignore
  return lines.join('\n');
}
