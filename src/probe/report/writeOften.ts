import { performance } from 'node:perf_hooks';
import { onBusy } from '../caches/counting.ts';

const { setTimeout, clearTimeout } = globalThis;
const now = performance.now.bind(performance);
const firstMs = 40;
const mostMs = 500;

/**
 * A worker thread dies with its process, without an end of its own, and the reporter's inspector reaches the main thread
 * only. So the worker writes by itself when it is idle, or when a miss is looked at while it never is: never for more than a
 * twentieth of its time.
 * @returns stops the writing
 */
export function writeOften(write: () => void): () => void {
  let delay = firstMs;
  let timer: NodeJS.Timeout | undefined;
  let due = Infinity;
  const run = (): void => {
    const from = now();
    due = Infinity;
    try {
      write();
    } catch {
      // the next time
    }
    delay = Math.max(Math.min(delay * 2, mostMs), (now() - from) * 20);
    wait();
  };
  const wait = (): void => {
    clearTimeout(timer);
    timer = setTimeout(run, delay).unref();
    due = now() + delay + mostMs;
  };
  wait();
  onBusy(() => {
    if (now() > due) run();
  });
  return () => {
    due = Infinity;
    clearTimeout(timer);
  };
}
