import { fork } from 'node:child_process';
import type { ProofPlan, ProofReport } from '../protocol/proof.ts';

export interface ProofClientOptions {
  /** File of the proof worker. */
  readonly entry: string;
  readonly execArgv?: string[];
  readonly signal?: AbortSignal;
}

/** What the process of a proof says, once. */
export type ProofMessage = { readonly report: ProofReport } | { readonly error: string };

/**
 * Runs a plan in a thread of a process of its own, with a bounded heap and a bounded time: a program that outgrows its
 * memory can take its process down, which must not be that of the person's editor. No security boundary: only for code
 * that the person trusts.
 * @throws Error when the program runs out of time or memory or ends its process, or the proof is cancelled
 */
export function runProof(plan: ProofPlan, { entry, execArgv = [], signal }: ProofClientOptions): Promise<ProofReport> {
  return new Promise((resolve, reject) => {
    // Nothing of the person's environment; Windows needs to know where it is.
    const { SystemRoot } = process.env;
    const child = fork(entry, [], {
      execArgv,
      env: { ELECTRON_RUN_AS_NODE: '1', ...(SystemRoot ? { SystemRoot } : {}) },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    });
    const end = (error: Error | undefined, report?: ProofReport): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      child.kill('SIGKILL');
      if (error) reject(error);
      else resolve(report!);
    };
    const cancel = (): void => end(new Error('The proof was cancelled.'));
    const timer = setTimeout(
      () => end(new Error(`The proof took longer than ${plan.limits.totalMs} ms.`)),
      plan.limits.totalMs,
    );
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    child.once('message', (message: ProofMessage) =>
      'report' in message ? end(undefined, message.report) : end(new Error(message.error)),
    );
    child.once('error', end);
    child.once('exit', (code, by) =>
      end(new Error(`The program brought its process down (${by ?? code}): most likely it needs too much memory.`)),
    );
    child.send(plan, (error) => error && end(error));
  });
}
