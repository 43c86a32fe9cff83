/**
 * A worker thread beside a program that runs without a debugger. It pulls snapshots through the inspector, which answers
 * in the middle of a busy loop too, and keeps the last one on disk in case a signal kills the program.
 */
import { Session } from 'node:inspector';
import { parentPort, workerData } from 'node:worker_threads';
import { writeSnapshotFile } from './finalSnapshot.ts';
import { free, type ReporterData, writing } from './reporterData.ts';

const { file, lock: memory, expression } = workerData as ReporterData;
const lock = new Int32Array(memory);
const firstMs = 40;
const mostMs = 500;
const session = new Session();
let delay = firstMs;

function pull(): void {
  const started = Date.now();
  session.post('Runtime.evaluate', { expression, returnByValue: true, silent: true }, (error, reply) => {
    const text: unknown = error ? undefined : reply.result.value;
    if (typeof text === 'string' && Atomics.compareExchange(lock, 0, free, writing) === free) {
      writeSnapshotFile(file, text);
      Atomics.compareExchange(lock, 0, writing, free);
      Atomics.notify(lock, 0);
    }
    // never more than a twentieth of the program's time
    delay = Math.max(Math.min(delay * 2, mostMs), (Date.now() - started) * 20);
    setTimeout(pull, delay);
  });
}

try {
  session.connectToMainThread();
  setTimeout(pull, delay);
  setInterval(() => {}, 25); // replies from another thread do not always wake this one
} catch {
  parentPort?.close(); // built without an inspector
}
