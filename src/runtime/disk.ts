/** `import { memoizeDisk } from 'memoscope/disk'`: results that outlive the process. */
import { homedir } from 'node:os';
import * as path from 'node:path';
import { announceStore, control } from './controls.ts';
import { DiskStore } from './diskStore.ts';
import type { AnyFunction, Memoized } from './types.ts';
import { variadic } from './variadic.ts';

export interface MemoizeDiskOptions {
  /** Folder of all caches; `memoscope` in the user's cache folder by default. Made when absent, for its owner only. */
  readonly dir?: string;
  /** Name of the function's own folder; its own name by default. Needed for a function without a name. */
  readonly name?: string;
  /**
   * Part of every key. The function's text by default, so that editing it forgets old results; what it calls and closes
   * over is not seen: give a version of your own where that changes.
   */
  readonly version?: string;
  /** Bytes that the function's files may take together before the oldest go; 256 MiB by default. */
  readonly maxBytes?: number;
  /** Told when a result cannot be written (disk full, no permission). The caller gets it anyway. */
  readonly onDiskError?: (error: unknown) => void;
}

/**
 * A synchronous function whose results are kept in files, one for each list of arguments, shared by all processes of
 * the user. Arguments are compared by content. Results and arguments may be whatever comes back exactly as it was: all of
 * JSON, undefined, NaN, -0, bigint, Date, RegExp, Map, Set, typed arrays, cycles. Every call reads a file; put
 * `memoize` around it to keep results in memory too.
 * @throws TypeError at the call when an argument or the result is of another kind (functions, instances of classes)
 * @throws Error when the folder belongs to somebody else or others may write in it
 */
export function memoizeDisk<F extends AnyFunction>(fn: F, options: MemoizeDiskOptions = {}): Memoized<F> {
  if (typeof fn !== 'function') throw new TypeError(`memoizeDisk takes a function, got ${typeof fn}`);
  const { dir = cacheFolder(), name = fn.name, version = String(fn), maxBytes = 2 ** 28, onDiskError } = options;
  if (name === '') throw new TypeError('A function without a name needs the option name');
  if (!(maxBytes > 0)) throw new RangeError(`maxBytes must be greater than 0, got ${maxBytes}`);
  const folder = path.join(
    dir,
    encodeURIComponent(name).replace(/[.*]/g, (c) => (c === '.' ? '%2E' : '%2A')),
  );
  const store = new DiskStore(fn, name, folder, version, maxBytes, (error) => onDiskError?.(error));
  announceStore('memoscope disk', store, memoizeDisk);
  return control(variadic(fn.name || name, fn.length, store), fn, store);
}

function cacheFolder(): string {
  const { LOCALAPPDATA, XDG_CACHE_HOME } = process.env;
  return path.join(LOCALAPPDATA ?? XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'memoscope');
}
