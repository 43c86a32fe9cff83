import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { ProofPlan, ProofReport } from '../../../src/protocol/proof.ts';
import { runProof } from '../../../src/worker/proofClient.ts';

const source = fileURLToPath(new URL('../../../src/worker/proofWorker.ts', import.meta.url));

/** The proof worker, built from the sources. */
export class ProofWorker {
  readonly #folder = mkdtempSync(join(tmpdir(), 'memoscope-proof-'));
  readonly #entry = join(this.#folder, 'proofWorker.cjs');

  run(plan: ProofPlan, signal?: AbortSignal): Promise<ProofReport> {
    buildSync({ entryPoints: [source], outfile: this.#entry, bundle: true, platform: 'node', format: 'cjs' });
    return runProof(plan, { entry: this.#entry, ...(signal ? { signal } : {}) });
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Plan of two programs that are given by their sources, each with a function `f`. */
export function plan(before: string, after: string, inputs: readonly string[][], limits = {}): ProofPlan {
  const program = (text: string): string => `${text}; __memoscope_give(f);`;
  return {
    before: program(before), after: program(after), counted: program(after), modules: {},
    inputs: inputs.map((args, size) => ({ args, size })),
    limits: { calls: 1000, runMs: 300, totalMs: 5000, heapMb: 64, ...limits },
  }; // prettier-ignore
}
