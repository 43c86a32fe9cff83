import { existsSync } from 'node:fs';
import Table from 'cli-table3';
import type { FixId } from '../protocol/finding.ts';
import type { ProofProbe, ProofReport, ProofRow } from '../protocol/proof.ts';
import { planWithImports } from '../worker/planClient.ts';
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
  const library = { memoscope: bundled('runtime.cjs'), 'memoscope/disk': bundled('runtime-disk.cjs') };
  const modules = Object.fromEntries(Object.entries(library).filter(([, file]) => existsSync(file)));
  try {
    const [finding, ...others] = await findingsOf(client, target, target.ref !== undefined);
    if (others.length > 0)
      throw new UsageError('Several functions are meant: name one, as FILE:FUNCTION or FILE:LINE.');
    const params = { file: target.file, target: finding ? refOf(finding) : target.ref!, fix, modules };
    const plan = await planWithImports((asked) => client.request('plan', asked), params, target.full);
    if ('refused' in plan) {
      say(`memoscope prove: ${plan.refused}`);
      return 2;
    }
    const report = await runProof(plan, { entry: bundled('proofWorker.js') }).catch((error: Error) => error);
    if (report instanceof Error) {
      say(`memoscope prove: ${report.message}`);
      return 2;
    }
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
  'other-arguments': 'calls with another value for each argument in between',
  'other-functions': 'calls of the functions that it recurses through, before and in between',
  'one-object': 'one object for several arguments',
  'changed-argument': 'the caller changes an argument in between',
  'changed-result': 'the caller changes the first result in between',
  'after-error': 'a call that fails in between',
};

const figure = (calls: number | undefined): string => calls?.toLocaleString('en-US') ?? '–';
const short = (value: string): string => (value.length > 40 ? `${value.slice(0, 39)}…` : value);

function text(report: ProofReport): string {
  const { rows, probes } = report;
  // A cache that outlives the call shows only when the call is repeated.
  const isRepeated = rows.some(({ after = 0, again = after }) => again < after);
  const table = new Table({
    head: ['input', 'calls before', 'calls after', ...(isRepeated ? ['called again'] : []), 'result'],
    colAligns: ['left', 'right', 'right', ...(isRepeated ? ['right' as const] : []), 'left'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const { args, before, after, again, outcome, detail } of rows) {
    const result = detail === undefined ? outcome : `${outcome}: ${detail}`;
    table.push([short(args.join(', ')), figure(before), figure(after), ...(isRepeated ? [figure(again)] : []), result]);
  }
  const probed = probes.map(({ name, equal, detail }) => `  ${equal ? 'same' : 'DIFFERENT'}  ${sequences[name]}${detail ? `: ${detail}` : ''}`); // prettier-ignore
  return [
    table.toString(),
    ...(probed.length > 0 ? ['', 'Several calls in one program, their results compared', ...probed] : []),
    '',
    verdict(report),
  ].join('\n');
}

function verdict({ rows, probes, hits, proven }: ProofReport): string {
  const of = (outcome: ProofRow['outcome']): ProofRow[] => rows.filter((row) => row.outcome === outcome);
  const equal = of('equal').length;
  const same = `the results are the same on ${inputs(equal)}`;
  if (proven) return `Proven: ${same}${hits === undefined ? '' : `; the cache answered on ${hits} of them`}.`;
  if (of('different').length > 0 || probes.some((p) => !p.equal)) return 'NOT the same: do not apply this fix.';
  const [failing] = of('threw');
  const fails = failing && `the function fails on ${inputs(of('threw').length)} (${failing.detail})`;
  if (equal > 0) return `Not proven: ${same}, but the cache answered on none of them${fails ? `; ${fails}` : ''}.`;
  if (fails) return `Not proven: ${fails}.`;
  return 'Not proven: no input could be compared.';
}

const inputs = (count: number): string => (count === 1 ? 'one input' : `${count} inputs`);
