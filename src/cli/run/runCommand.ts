import { accessSync, constants, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, parse } from 'node:path';
import { percent } from '../../profile/figures.ts';
import { rowsOf } from '../../profile/rows.ts';
import { savedRun } from '../../profile/savedRun.ts';
import { UsageError, say } from '../usage.ts';
import { probeFile, runProgram, withProbe } from './program.ts';
import { readSnapshots } from './snapshots.ts';
import { tablesOf } from './table.ts';
import { belowThreshold } from './threshold.ts';
import { verdictsOf } from './verdicts.ts';

export interface RunArguments {
  /** File to save the run to. */
  readonly json?: string;
  readonly candidates?: boolean;
  /** Percent, 0 to 100. */
  readonly minHitRate?: number;
  readonly command: readonly string[];
}

/** What is wrong with a `run` that has nothing to run. */
export const noCommand = 'give a command after --, as in: memoscope run -- node app.js';

/**
 * `memoscope run`: runs a program with the probe and reports on its caches when it has ended.
 * @returns the program's own exit status; 3 when it was 0 but a hit rate is below the threshold
 * @throws UsageError when there is no command or no percentage, Error of node:fs when the run cannot be saved
 */
export async function runCommand({ json, candidates, minHitRate, command }: RunArguments): Promise<number> {
  if (command.length === 0) {
    throw new UsageError(noCommand);
  }
  if (minHitRate !== undefined && !(minHitRate >= 0 && minHitRate <= 100)) {
    throw new UsageError('--min-hit-rate takes a percentage from 0 to 100');
  }
  // Said before the program runs: what it cost is not to be lost for a mistyped name.
  if (json !== undefined) accessSync(dirname(json), constants.W_OK);
  const folder = mkdtempSync(join(tmpdir(), 'memoscope-run-'));
  try {
    const startedAt = Date.now();
    const ending = await runProgram(command, {
      ...process.env,
      NODE_OPTIONS: withProbe(process.env.NODE_OPTIONS, probeFile()),
      MEMOSCOPE_FINAL: folder,
      MEMOSCOPE_REPORT: '1',
      ...(candidates ? { MEMOSCOPE_CANDIDATES: '1' } : {}),
    });
    const snapshots = readSnapshots(folder);
    const { status, signal } = ending;
    const ended = { command, status, signal, startedAt, endedAt: Date.now() };
    const verdictOf = candidates ? await verdictsOf(snapshots) : undefined;
    const run = savedRun(ended, snapshots, verdictOf);
    const rows = rowsOf(run);
    const text = tablesOf(rows, verdictOf ?? (() => null), { fancy: process.stderr.isTTY === true });
    if (text) say(text);
    else if (ending.exitStatus !== 127) say(`memoscope: ${whyNothing(command, snapshots.length, candidates)}`);
    if (json !== undefined) writeFileSync(json, `${JSON.stringify(run, null, 2)}\n`);
    if (minHitRate === undefined || ending.exitStatus !== 0) return ending.exitStatus;
    const failures = belowThreshold(rows, minHitRate);
    const wanted = percent(minHitRate > 0 && minHitRate < 1 ? minHitRate : minHitRate / 100);
    for (const failure of failures) say(`memoscope: below ${wanted}: ${failure}`);
    return failures.length > 0 ? 3 : 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function whyNothing([program = '']: readonly string[], processes: number, candidates = false): string {
  if (processes === 0)
    return /^(?:deno|bunx?)$/.test(parse(program).name)
      ? 'no process was watched: Deno and Bun take no probe. Run the program by Node.js.'
      : 'no process was watched: the command ran no Node.js, or something replaced NODE_OPTIONS.';
  return candidates ? 'no cache was used, and no function was called that a cache might help.' : 'no cache was used.';
}
