import { isMainThread, parentPort, workerData } from 'node:worker_threads';
import type { ProofPlan } from '../protocol/proof.ts';
import { guard } from './proof/guard.ts';
import { proveSettled } from './proof/prove.ts';
import type { ProofMessage } from './proofClient.ts';

// Runs one proof and ends: nothing that the programs leave behind is seen by the next.
if (isMainThread) guard(__filename);
else {
  // A promise that a program leaves behind may fail later: nobody waits for it.
  process.on('unhandledRejection', () => undefined);
  const say = (message: ProofMessage): void => parentPort?.postMessage(message);
  proveSettled(workerData as ProofPlan, (started) => say({ started })).then(
    (report) => say({ report }),
    (error: unknown) => setImmediate(() => { throw error; }),
  ); // prettier-ignore
}
