import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

/** The analysis thread of the build, started as its client starts it. */
export class AnalysisThread {
  #worker = new Worker(join(import.meta.dirname, '../../dist/analysisWorker.js'), {
    resourceLimits: { maxOldGenerationSizeMb: 1024, maxYoungGenerationSizeMb: 96, stackSizeMb: 16 },
    execArgv: [],
  });
  #id = 0;

  check(file) {
    return new Promise((resolve, reject) => {
      this.#worker.once('error', reject);
      this.#worker.once('message', ({ result, error }) => {
        this.#worker.removeAllListeners('error');
        if (error) reject(new Error(error.message));
        else resolve(result);
      });
      this.#worker.postMessage({ id: ++this.#id, method: 'check', params: { file } });
    });
  }

  end() {
    return this.#worker.terminate();
  }
}
