/** Monotonic milliseconds, read exactly or now and then. */

/** Not moved by changes of the wall clock. Does not advance while the machine sleeps, on most systems. */
export function exact(): number {
  return performance.now();
}

interface Timer {
  unref?(): void;
}
type Later = (run: () => void, ms: number) => Timer;

let reads = 0;
let last = 0;
let armed = false;

/**
 * The exact clock at most 64 reads ago and never from an earlier turn of the event loop: a loop of hits need not pay
 * for a clock read each. The timer does not keep a process alive.
 */
export function coarse(): number {
  if (reads-- > 0) return last;
  reads = 63;
  last = performance.now();
  if (!armed) {
    armed = true;
    const host = globalThis as { setImmediate?: Later; setTimeout: Later };
    (host.setImmediate ?? host.setTimeout)(forget, 0).unref?.();
  }
  return last;
}

function forget(): void {
  armed = false;
  reads = 0;
}
