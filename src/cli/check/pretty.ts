import colors from 'picocolors';
import type { FileError, Finding, Verdict } from '../../protocol/finding.ts';
import type { Checked } from './checked.ts';

const paint: Readonly<Record<Verdict, (text: string) => string>> = {
  proven: colors.yellow,
  likely: colors.cyan,
  possible: colors.dim,
};

const count = (n: number, one: string): string => `${n} ${one}${n === 1 ? '' : 's'}`;

function findingText(finding: Finding): string {
  const place = `${finding.line}:${finding.column}`;
  const fixes = finding.fixes.map((fix) => fix.id).join(', ');
  const lines = [
    `  ${colors.dim(place.padEnd(7))} ${paint[finding.verdict](finding.verdict)} ${finding.message} ${colors.dim(finding.rule)}`,
  ];
  if (fixes) lines.push(`          ${colors.dim(`fix: ${fixes}`)}`);
  return lines.join('\n');
}

const errorText = ({ line, message }: FileError): string =>
  `  ${colors.dim(String(line).padEnd(7))} ${colors.red('error')} ${message}`;

/** For people: findings under their files, then one line that sums up. */
export function pretty({ files, durationMs, findings, errors, notListed, known }: Checked): string {
  const blocks: string[] = [];
  const names = [...new Set([...findings, ...errors].map((one) => one.file))].sort();
  for (const name of names) {
    const lines = [
      ...findings.filter((f) => f.file === name).map(findingText),
      ...errors.filter((e) => e.file === name).map(errorText),
    ];
    blocks.push(`${colors.underline(name)}\n${lines.join('\n')}\n`);
  }
  const total = findings.length + notListed;
  const parts = [
    total === 0 ? 'Nothing found' : count(total, 'finding') + (notListed > 0 ? ` (${notListed} not listed)` : ''),
    ` in ${count(files, 'file')}`,
    known.length > 0 ? `, ${known.length} more in the baseline` : '',
    errors.length > 0 ? `, ${count(errors.length, 'error')}` : '',
    colors.dim(` (${(durationMs / 1000).toFixed(1)} s)`),
  ];
  blocks.push(parts.join(''));
  return blocks.join('\n');
}
