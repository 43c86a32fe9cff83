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
 * It follows the program's own `exit` listeners and is not one of them, so it is neither counted nor ordered before them.
 */
export function atExit(callback: () => void): void {
  const { emit } = process;
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    callback();
  };
  const watched = function (this: NodeJS.Process, ...args: unknown[]): unknown {
    if (args[0] !== 'exit') return Reflect.apply(emit, this, args);
    try {
      return Reflect.apply(emit, this, args);
    } finally {
      once();
    }
  };
  Object.defineProperty(process, 'emit', { value: watched, writable: true, configurable: true, enumerable: false });
}
