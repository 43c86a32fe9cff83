import type * as Inspector from 'node:inspector';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { isMainThread, Worker } from 'node:worker_threads';
import { snapshotFile } from './finalSnapshot.ts';
import { hubSymbol } from '../names.ts';
import { closed, pulling, type ReporterData } from './reporterData.ts';

/** Loaded only here: it costs milliseconds. */
const inspector = (): typeof Inspector => createRequire(__filename)('node:inspector') as typeof Inspector;

/** Under a debugger the editor pulls, and one more thread would be one more session. */
const isDebugged = (): boolean =>
  inspector().url() !== undefined ||
  process.env.VSCODE_INSPECTOR_OPTIONS !== undefined ||
  process.execArgv.some((argument) => argument.startsWith('--inspect'));

const longestWaitMs = 200;

/**
 * Starts the reporter. It keeps nothing alive and is not preloaded with the probe.
 * @returns stops its writing, so that what is written afterwards stays
 */
export function startReporter(folder: string): () => void {
  if (!isMainThread || isDebugged()) return () => {};
  const lock = new Int32Array(new SharedArrayBuffer(4));
  const workerData: ReporterData = {
    file: snapshotFile(folder),
    lock: lock.buffer as SharedArrayBuffer,
    expression: `globalThis[Symbol.for(${JSON.stringify(hubSymbol)})].snapshot()`,
  };
  // streams of its own: else the program's stdout and stderr would be opened now
  const own = { stdout: true, stderr: true, env: {}, execArgv: [] };
  const worker = new Worker(join(__dirname, 'probeReporter.js'), { workerData, ...own });
  worker.on('error', () => {});
  worker.unref();
  return () => {
    if (Atomics.exchange(lock, 0, closed) === pulling) Atomics.wait(lock, 0, closed, longestWaitMs);
  };
}
