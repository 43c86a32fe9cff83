import { performance } from 'node:perf_hooks';
import { isMainThread, MessagePort } from 'node:worker_threads';
import { hideCounting, standIn } from '../functionText.ts';

type Send = (this: unknown, ...message: unknown[]) => unknown;

const now = performance.now.bind(performance);
const { setTimeout } = globalThis;
/** Milliseconds that writing may take at once, also on a busy machine, and its share of the time. */
const allowance = 200;
const share = 0.05;

/**
 * Workers of a pool send their result and are killed or terminated, so that nothing runs at their end: a snapshot is
 * written before they send, or shortly after when they send often. So it is before a program kills itself.
 * @returns starts the writing
 */
export function hookSends(write: () => void): () => void {
  let began = 0;
  let spent = 0;
  let waiting = false;
  const run = (): void => {
    waiting = false;
    const from = now();
    try {
      write();
    } catch {
      // the program's message goes out all the same
    }
    spent += now() - from;
  };
  const soon = (): void => {
    if (began === 0 || waiting) return;
    const left = (spent - allowance) / share - (now() - began);
    if (left <= 0) return run();
    waiting = true;
    setTimeout(run, left).unref();
  };
  const sending = (send: Send): Send => {
    // a method, which has no prototype of its own
    const { wrapper } = {
      wrapper(this: unknown, ...message: unknown[]): unknown {
        soon();
        return Reflect.apply(send, this, message);
      },
    };
    hideCounting();
    return standIn(wrapper, send);
  };
  const target: Record<string, Send | undefined> = process as never;
  for (const name of isMainThread ? ['send', 'kill'] : ['kill'])
    if (typeof target[name] === 'function') target[name] = sending(target[name]);
  if (!isMainThread) {
    const ports = MessagePort.prototype as unknown as { postMessage: Send };
    ports.postMessage = sending(ports.postMessage);
  }
  return () => {
    began = now();
  };
}
