import { Worker } from 'node:worker_threads';
import type { ProofPlan } from '../../protocol/proof.ts';
import type { ProofMessage } from '../proofClient.ts';

/** Milliseconds between two looks at the memory. */
const lookEvery = 20;

/**
 * The main thread of a proof's process: runs the plan that it is sent in a thread, which a program may block, and watches
 * what the thread's heap limit does not count (buffers).
 * @param entry file that the thread runs
 */
export function guard(entry: string): void {
  process.once('disconnect', () => process.exit());
  process.once('message', (plan: ProofPlan) => {
    const { heapMb } = plan.limits;
    const start = process.memoryUsage.rss();
    const worker = new Worker(entry, {
      workerData: plan,
      resourceLimits: { maxOldGenerationSizeMb: heapMb },
      env: { XDG_CACHE_HOME: process.env.XDG_CACHE_HOME },
      stdout: true,
      stderr: true,
    });
    const tooMuch = `The proof needs more than ${heapMb} MB.`;
    const looking = setInterval(() => {
      // Young objects and the programs' code are beside the limited heap.
      if (process.memoryUsage.rss() - start > (2 * heapMb + 64) * 2 ** 20) say({ outgrown: tooMuch });
    }, lookEvery);
    const say = (message: ProofMessage): void => {
      if (!('started' in message)) clearInterval(looking);
      process.send?.(message);
    };
    worker.on('message', say);
    worker.once('error', (error) => {
      const isOutOfMemory = (error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY';
      say(isOutOfMemory ? { outgrown: tooMuch } : { error: error.message });
    });
    worker.once('exit', (code) => say({ error: `The program ended its process with ${code}.` }));
  });
}
