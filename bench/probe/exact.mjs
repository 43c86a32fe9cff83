// npm run bench:exact: the memory estimate against the exact retained size (heap snapshot and dominators, as the Caches
// view measures it), for eight kinds of value. It wants the build (npm run build) to be there.
//   node bench/probe/exact.mjs [viaMap|viaObject|viaArray|viaRuntime|viaLru|viaTwoKeys]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';

const here = import.meta.dirname;
const dist = join(here, '../../dist');
const kinds = ['doubles', 'short strings', 'long strings', 'arrays', 'nested objects', 'Maps', 'typed arrays', 'BigInts', 'shared values']; // prettier-ignore
const stores = process.argv[2] ? [process.argv[2]] : ['viaMap', 'viaRuntime'];
const folder = mkdtempSync(join(tmpdir(), 'memoscope-exact-'));
const file = join(folder, 'heap.heapsnapshot');
const kB = (n) => `${(n / 1000).toFixed(0)} kB`;
let worst = 0;

const retained = () =>
  new Promise((resolve, reject) => {
    const worker = new Worker(join(dist, 'retainedWorker.js'), { workerData: { file, marks: 1 } });
    worker.on('message', ({ bytes, error }) => (bytes ? resolve(bytes[0]) : reject(new Error(error))));
    worker.on('error', reject);
  });

try {
  for (const store of stores)
    for (const kind of kinds) {
      const program = join(here, 'programs/memory.cjs');
      const args = ['--expose-gc', '--require', join(dist, 'probe.js'), program, kind, store, file];
      const started = performance.now();
      const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
      if (!stdout) throw new Error(stderr);
      const { estimate, plusMinus } = JSON.parse(stdout);
      const exact = await retained();
      const off = (100 * (estimate - exact)) / exact;
      worst = Math.max(worst, Math.abs(off));
      const took = ((performance.now() - started) / 1000).toFixed(1);
      console.log(
        `${store.padEnd(11)} ${kind.padEnd(15)} exact ${kB(exact).padStart(9)}  estimate ${kB(estimate).padStart(9)} ± ${kB(plusMinus).padEnd(8)} ${off.toFixed(1).padStart(6)} %   ${took} s, snapshot ${(statSync(file).size / 1e6).toFixed(0)} MB`,
      );
    }
  console.log(`farthest off: ${worst.toFixed(1)} %`);
} finally {
  rmSync(folder, { recursive: true });
}
