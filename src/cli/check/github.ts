import type { Finding, Verdict } from '../../protocol/finding.ts';
import type { Checked } from './checked.ts';

const commands: Readonly<Record<Verdict, string>> = { proven: 'warning', likely: 'notice', possible: 'notice' };

/** Data of a workflow command: percent and line ends are escaped, in properties `:` and `,` too. */
const data = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');

function annotation({ file, line, column, endLine, endColumn, rule, verdict, message }: Finding): string {
  // Columns are kept only where the end is on the same line; the end of an annotation is inclusive.
  const columns = line === endLine ? `,col=${column},endColumn=${Math.max(column, endColumn - 1)}` : '';
  const title = property(`memoscope ${rule} (${verdict})`);
  return `::${commands[verdict]} file=${property(file)},line=${line},endLine=${endLine}${columns},title=${title}::${data(message)}`;
}

/** Workflow commands that GitHub shows as annotations of the changed lines. */
export function github({ findings, errors, notListed }: Checked): string {
  return [
    ...findings.map(annotation),
    ...errors.map(({ file, line, message }) => `::error file=${property(file)},line=${line},title=memoscope::${data(message)}`), // prettier-ignore
    ...(notListed > 0 ? [`::notice title=memoscope::${notListed} more findings are not listed`] : []),
  ].join('\n');
}
