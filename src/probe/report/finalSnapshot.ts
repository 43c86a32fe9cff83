import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { threadId } from 'node:worker_threads';

const files = { mkdirSync, renameSync, writeFileSync };

/** `<folder>/<pid>-<threadId>.json` */
export const snapshotFile = (folder: string): string => join(folder, `${process.pid}-${threadId}.json`);

/** Writes a file whole or not at all. */
export function writeSnapshotFile(file: string, text: string): void {
  try {
    const part = `${file}.${threadId}.tmp`;
    files.mkdirSync(dirname(file), { recursive: true });
    files.writeFileSync(part, text);
    files.renameSync(part, file);
  } catch {
    // a full disk is no reason to change the program's end
  }
}

/**
 * Calls back when the program has ended by itself, by `process.exit` or by an uncaught exception.
 *
 * A listener added now would be seen by the program and would run before its own. So `process.emit` becomes an accessor
 * that adds listeners at the moment when Node reads it to emit `exit`: no frame of ours stands in anybody's stack.
 */
export function atExit(callback: () => void): void {
  let emit = process.emit as (...args: unknown[]) => unknown;
  const { on, prependListener, listenerCount } = process;
  let ending = false;
  const end = (): void => {
    ending = true;
    // one of the program's listeners may throw, and then none after it runs
    if (Reflect.apply(listenerCount, process, ['exit']) > 0)
      Reflect.apply(prependListener, process, ['exit', callback]);
    Reflect.apply(on, process, ['exit', callback]);
  };
  Object.defineProperty(process, 'emit', {
    get() {
      if (!ending && (process as { _exiting?: boolean })._exiting) end();
      return emit;
    },
    set(value: typeof emit) {
      emit = value;
    },
    configurable: true,
    enumerable: false,
  });
}
