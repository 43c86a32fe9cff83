import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProofPlan, ProofReport, ProofRow } from '../protocol/proof.ts';

export interface ProofClientOptions {
  /** File of the proof worker. */
  readonly entry: string;
  readonly execArgv?: string[];
  readonly signal?: AbortSignal;
}

/** What the process of a proof says: the index of each input before it is run, and at the end one of the others. */
export type ProofMessage =
  | { readonly started: number }
  | { readonly report: ProofReport }
  /** Memory. */
  | { readonly outgrown: string }
  | { readonly error: string };

/** Inputs for which there was not enough memory; after so many the proof is given up. */
const mostOutgrown = 3;

/** The memory did not suffice while an input ran. */
class Outgrown extends Error {
  constructor(
    message: string,
    readonly input: number,
  ) {
    super(message);
  }
}

/**
 * Runs a plan in a thread of a process of its own, with a bounded heap and a bounded time: a program that outgrows its
 * memory can take its process down, which must not be that of the person's editor. Such an input, and larger ones, are
 * left out; of odd ones the others too. No security boundary: only for code that the person trusts.
 * @throws Error when the program runs out of time or memory or ends its process, or the proof is cancelled
 */
export async function runProof(plan: ProofPlan, options: ProofClientOptions): Promise<ProofReport> {
  // What the program keeps on the disk goes with the proof.
  const cache = mkdtempSync(join(tmpdir(), 'memoscope-proof-'));
  try {
    return await runWithin(plan, options, cache);
  } finally {
    rmSync(cache, { recursive: true, force: true, maxRetries: 3 });
  }
}

async function runWithin(plan: ProofPlan, options: ProofClientOptions, cache: string): Promise<ProofReport> {
  const end = Date.now() + plan.limits.totalMs;
  const outgrown: ProofRow[] = [];
  for (let { inputs } = plan; ;) {
    try {
      const report = await runOnce({ ...plan, inputs }, end - Date.now(), options, cache);
      return { ...report, rows: [...report.rows, ...outgrown] };
    } catch (error) {
      if (!(error instanceof Outgrown) || outgrown.length >= mostOutgrown) throw error;
      const { args, size } = inputs[error.input]!;
      outgrown.push({ args, outcome: 'left-out', detail: 'too much memory' });
      inputs = inputs.filter((input, i) => i !== error.input && (size < 0 ? size === -1 || input.size !== size : input.size < size)); // prettier-ignore
      if (inputs.length === 0) throw error;
    }
  }
}

function runOnce(
  plan: ProofPlan,
  ms: number,
  { entry, execArgv = [], signal }: ProofClientOptions,
  cache: string,
): Promise<ProofReport> {
  return new Promise((resolve, reject) => {
    // Nothing of the person's environment; Windows needs to know where it is.
    const { SystemRoot } = process.env;
    const child = fork(entry, [], {
      execArgv,
      env: { ELECTRON_RUN_AS_NODE: '1', XDG_CACHE_HOME: cache, ...(SystemRoot ? { SystemRoot } : {}) },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    let started = -1;
    const end = (error: Error | undefined, report?: ProofReport): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      child.kill('SIGKILL');
      if (error) reject(error);
      else resolve(report!);
    };
    const outgrown = (message: string): Error => (started < 0 ? new Error(message) : new Outgrown(message, started));
    const cancel = (): void => end(new Error('The proof was cancelled.'));
    const timer = setTimeout(() => end(new Error(`The proof took longer than ${plan.limits.totalMs} ms.`)), ms);
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    child.on('message', (message: ProofMessage) => {
      if ('started' in message) ({ started } = message);
      else if ('report' in message) end(undefined, message.report);
      else end('outgrown' in message ? outgrown(message.outgrown) : new Error(message.error));
    });
    child.once('error', end);
    child.once('exit', (code, by) =>
      end(outgrown(`The program brought its process down (${by ?? code}): most likely it needs too much memory.`)),
    );
    child.send(plan, (error) => error && end(error));
  });
}
