import { parentPort, workerData } from 'node:worker_threads';
import type { ProofPlan } from '../protocol/proof.ts';
import { prove } from './proof/prove.ts';

// Runs one proof and ends: nothing that the programs leave behind is seen by the next.
parentPort?.postMessage(prove(workerData as ProofPlan));
