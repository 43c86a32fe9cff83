import { existsSync } from 'node:fs';
import Table from 'cli-table3';
import type { FixId } from '../protocol/finding.ts';
import type { ProofProbe, ProofReport } from '../protocol/proof.ts';
import { runProof } from '../worker/proofClient.ts';
import { analyzer } from './check/analyzers.ts';
import { bundled } from './place.ts';
import { findingsOf, readTarget, refOf } from './target.ts';
import { UsageError, print, say } from './usage.ts';

export interface ProveArguments {
  /** FILE:FUNCTION. */
  readonly target: string;
  readonly fix: FixId;
}

/**
 * `memoscope prove`: runs the function as it is and as the fix makes it, on generated inputs, and compares.
 * @returns 0 proven, 1 not proven, 2 wrong use or the proof cannot be run
 */
export async function proveCommand({ target: argument, fix }: ProveArguments): Promise<number> {
  const target = readTarget(argument);
  const client = analyzer();
  const library = bundled('runtime.cjs');
  const modules: Record<string, string> = existsSync(library) ? { memoscope: library } : {};
  try {
    const [finding, ...others] = await findingsOf(client, target, target.ref !== undefined);
    if (others.length > 0)
      throw new UsageError('Several functions are meant: name one, as FILE:FUNCTION or FILE:LINE.');
    const plan = await client.request('plan', { file: target.file, target: finding ? refOf(finding) : target.ref!, fix, modules }); // prettier-ignore
    if ('refused' in plan) {
      say(`memoscope prove: ${plan.refused}`);
      return 2;
    }
    const report = await runProof(plan, { entry: bundled('proofWorker.js') });
    const name = finding?.function ?? target.ref?.name ?? '';
    const line = finding?.line ?? target.ref?.line;
    print(`${[name, line === undefined ? target.file.path : `${target.file.path}:${line}`, fix].filter(Boolean).join('  ')}\n\n${text(report)}`); // prettier-ignore
    return report.proven ? 0 : 1;
  } finally {
    client.dispose();
  }
}

/** What each sequence of calls does between two calls with the same arguments. */
const sequences: Readonly<Record<ProofProbe['name'], string>> = {
  'other-arguments': 'a call with other data in between',
  'changed-argument': 'the caller changes an argument in between',
  'changed-result': 'the caller changes the first result in between',
};

const figure = (calls: number | undefined): string => calls?.toLocaleString('en-US') ?? '–';
const short = (value: string): string => (value.length > 40 ? `${value.slice(0, 39)}…` : value);

function text({ rows, probes, proven }: ProofReport): string {
  const table = new Table({
    head: ['input', 'calls before', 'calls after', 'result'],
    colAligns: ['left', 'right', 'right', 'left'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { args, before, after, outcome, detail } of rows) {
    const result = detail === undefined ? outcome : `${outcome}: ${detail}`;
    table.push([short(args.join(', ')), figure(before), figure(after), result]);
  }
  const probed = probes.map(({ name, equal, detail }) => `  ${equal ? 'same' : 'DIFFERENT'}  ${sequences[name]}${detail ? `: ${detail}` : ''}`); // prettier-ignore
  const compared = rows.filter((row) => row.outcome === 'equal' || row.outcome === 'threw').length;
  const repeats = rows.some((row) => (row.before ?? 0) > (row.after ?? Infinity));
  const gain = repeats ? '' : ' In none of them a state came back, so that no gain is shown.';
  const verdict = proven
    ? `Proven on ${compared} inputs: the results are the same.${gain}`
    : rows.some((r) => r.outcome === 'different') || probes.some((p) => !p.equal)
      ? 'NOT the same: do not apply this fix.'
      : 'Not proven: no input could be compared.';
  return [
    table.toString(),
    ...(probed.length > 0 ? ['', 'Several calls in one program, their results compared', ...probed] : []),
    '',
    verdict,
  ].join('\n');
}
