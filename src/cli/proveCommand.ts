import { existsSync } from 'node:fs';
import Table from 'cli-table3';
import type { FixId } from '../protocol/finding.ts';
import type { ProofReport } from '../protocol/proof.ts';
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
  const probed = probes.map(({ name, equal, detail }) => `  ${equal ? 'equal' : 'DIFFERENT'}  ${name}${detail ? `: ${detail}` : ''}`); // prettier-ignore
  const compared = rows.filter((row) => row.outcome === 'equal' || row.outcome === 'threw').length;
  const verdict = proven
    ? `Proven on ${compared} inputs: the results are the same.`
    : rows.some((r) => r.outcome === 'different') || probes.some((p) => !p.equal)
      ? 'NOT the same: do not apply this fix.'
      : 'Not proven: no input could be compared.';
  return [table.toString(), ...(probed.length > 0 ? ['', 'Sequences of calls', ...probed] : []), '', verdict].join(
    '\n',
  );
}
