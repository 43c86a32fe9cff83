import { Worker } from 'node:worker_threads';
import type { ProofPlan, ProofReport } from '../protocol/proof.ts';

export interface ProofClientOptions {
  /** File of the proof worker. */
  readonly entry: string;
  readonly execArgv?: string[];
  readonly signal?: AbortSignal;
}

/**
 * Runs a plan in a thread of its own, with a bounded heap and a bounded time. A thread is no security boundary: only for
 * code that the person trusts.
 * @throws Error when the thread runs out of time or memory, or the proof is cancelled
 */
export function runProof(plan: ProofPlan, { entry, execArgv, signal }: ProofClientOptions): Promise<ProofReport> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, {
      workerData: plan,
      resourceLimits: { maxOldGenerationSizeMb: plan.limits.heapMb },
      env: {},
      stdout: true,
      stderr: true,
      ...(execArgv ? { execArgv } : {}),
    });
    const end = (error: Error | undefined, report?: ProofReport): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
      void worker.terminate();
      if (error) reject(error);
      else resolve(report!);
    };
    const cancel = (): void => end(new Error('The proof was cancelled.'));
    const timer = setTimeout(
      () => end(new Error(`The proof took longer than ${plan.limits.totalMs} ms.`)),
      plan.limits.totalMs,
    );
    signal?.addEventListener('abort', cancel, { once: true });
    worker.once('message', (report: ProofReport) => end(undefined, report));
    worker.once('error', (error) => {
      const outOfMemory = (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
      end(outOfMemory ? new Error(`The proof needs more than ${plan.limits.heapMb} MB.`) : error);
    });
    worker.once('exit', (code) => end(new Error(`The proof ended with ${code}.`)));
  });
}
