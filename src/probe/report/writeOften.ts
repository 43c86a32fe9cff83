import { performance } from 'node:perf_hooks';

const { setTimeout, clearTimeout } = globalThis;
const now = performance.now.bind(performance);
const firstMs = 40;
const mostMs = 500;

/**
 * A worker thread dies with its process, without an end of its own, and the reporter's inspector reaches the main thread
 * only. So the worker writes by itself whenever it is idle: never for more than a twentieth of its time.
 * @returns stops the writing
 */
export function writeOften(write: () => void): () => void {
  let delay = firstMs;
  let timer: NodeJS.Timeout | undefined;
  const run = (): void => {
    const from = now();
    try {
      write();
    } catch {
      // the next time
    }
    delay = Math.max(Math.min(delay * 2, mostMs), (now() - from) * 20);
    wait();
  };
  const wait = (): void => {
    timer = setTimeout(run, delay).unref();
  };
  wait();
  return () => clearTimeout(timer);
}
