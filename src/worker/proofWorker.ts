import { parentPort, workerData } from 'node:worker_threads';
import type { ProofPlan } from '../protocol/proof.ts';
import { proveSettled } from './proof/prove.ts';

// Runs one proof and ends: nothing that the programs leave behind is seen by the next.
// A promise that a program leaves behind may fail later: nobody waits for it.
process.on('unhandledRejection', () => undefined);
proveSettled(workerData as ProofPlan).then(
  (report) => parentPort?.postMessage(report),
  (error: unknown) => setImmediate(() => { throw error; }),
); // prettier-ignore
