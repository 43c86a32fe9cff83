/**
 * A worker thread beside a program that runs without a debugger. It pulls snapshots through the inspector, which answers
 * in the middle of a busy loop too, and keeps the last one on disk in case a signal kills the program.
 */
import { Session } from 'node:inspector';
import { workerData } from 'node:worker_threads';
import { writeSnapshotFile } from './finalSnapshot.ts';
import { closed, free, pulling, type ReporterData } from './reporterData.ts';

const { file, lock: memory, expression } = workerData as ReporterData;
const lock = new Int32Array(memory);
const tickMs = 20;
const firstMs = 40;
const mostMs = 500;
let session: Session | undefined;
let delay = firstMs;
let started = 0;
let next = Date.now() + firstMs;

/** A program that ends while a session is connected says so on stderr, so one lasts only as long as a pull. */
function pull(): void {
  if (Atomics.compareExchange(lock, 0, free, pulling) !== free) return;
  started = Date.now();
  session = new Session();
  session.connectToMainThread();
  session.post('Runtime.evaluate', { expression, returnByValue: true, silent: true }, (error, reply) => {
    if (!session) return;
    const text: unknown = error ? undefined : reply.result.value;
    if (typeof text === 'string' && Atomics.load(lock, 0) === pulling) writeSnapshotFile(file, text);
    hangUp();
  });
}

function hangUp(): void {
  session?.disconnect();
  session = undefined;
  Atomics.compareExchange(lock, 0, pulling, free);
  Atomics.notify(lock, 0); // the program may wait for this to end
  // never more than a twentieth of the program's time
  delay = Math.max(Math.min(delay * 2, mostMs), (Date.now() - started) * 20);
  next = Date.now() + delay;
}

// a tick also lets replies in: those from another thread do not always wake this one
const ticks = setInterval(() => {
  if (Atomics.load(lock, 0) === closed) {
    clearInterval(ticks);
    hangUp();
  } else if (!session && Date.now() >= next) pull();
}, tickMs);
