import v8 from 'node:v8';

/** What waits for which promise. Weak: a promise that is dropped while it waits never settles. */
let waiting = new WeakMap<object, () => void>();
let open = 0;
let stop: (() => void) | undefined;

function end(): void {
  open = 0;
  waiting = new WeakMap();
  stop?.();
  stop = undefined;
}

/** Calls that may wait at a time; then the oldest are given up. */
const most = 64;

/**
 * Calls back when a promise settles, without becoming one of its listeners: then its rejection would count as handled.
 * V8 tells of every promise while something waits here, so callers wait for few of them.
 */
export function whenSettled(promise: object, callback: () => void): void {
  if (open >= most) end();
  if (!waiting.has(promise)) open++;
  waiting.set(promise, callback);
  stop ??= v8.promiseHooks.onSettled((settled) => {
    const told = waiting.get(settled);
    if (!told) return;
    waiting.delete(settled);
    told();
    if (--open === 0) end();
  }) as () => void;
}
