/** Thread entry: one heap snapshot, one answer. */
import { parentPort, workerData } from 'node:worker_threads';
import type { RetainedReply, RetainedRequest } from '../protocol/retained.ts';
import { retainedSizes } from './retained.ts';

function answer(): RetainedReply {
  try {
    return { bytes: retainedSizes(workerData as RetainedRequest) };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.postMessage(answer());
