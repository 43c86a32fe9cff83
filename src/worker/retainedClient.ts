import { Worker } from 'node:worker_threads';
import type { RetainedReply, RetainedRequest } from '../protocol/retained.ts';

/**
 * Retained sizes of the marked objects in a heap snapshot, worked out in a thread of its own.
 * @param entry file that the thread runs
 * @throws {Error} when the snapshot cannot be read, or `signal` aborts
 */
export function measureRetained(
  entry: string,
  request: RetainedRequest,
  signal: AbortSignal,
): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(entry, { workerData: request });
    const stop = (): void => {
      reject(new Error('cancelled'));
      void worker.terminate();
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    worker.on('message', (reply: RetainedReply) => {
      if ('error' in reply) reject(new Error(reply.error));
      else resolve(reply.bytes);
    });
    worker.on('error', reject);
    worker.on('exit', () => {
      signal.removeEventListener('abort', stop);
      reject(new Error('the thread ended without an answer'));
    });
  });
}
