import type { CacheHandle } from '../protocol/announce.ts';
import { entriesOf, isMap, isProxy, mapSize } from './intrinsics.ts';
import { prefix } from './names.ts';

/** One function that a library memoized: held by the library's own closure, so that it lives as long as that. */
class Memoized implements CacheHandle {
  calls = 0;
  misses = 0;

  constructor(
    readonly kind: string,
    readonly name: string,
    readonly stack: string,
    private readonly tables: () => readonly unknown[],
  ) {}

  counts(): ReturnType<CacheHandle['counts']> {
    const { calls, misses } = this;
    const size = this.size() ?? misses;
    return { hits: Math.max(0, calls - misses), misses, size, maxSize: undefined, evictions: 0 };
  }

  sample(limit: number): Iterable<readonly [readonly unknown[], unknown]> {
    const found: [readonly unknown[], unknown][] = [];
    for (const table of this.held())
      if (isMap(table))
        for (const [key, value] of entriesOf(table)) {
          if (found.length >= limit) return found;
          found.push([[key], value]);
        }
    return found;
  }

  private held(): readonly object[] {
    try {
      return this.tables().filter((t): t is object => typeof t === 'object' && t !== null && !isProxy(t));
    } catch {
      return []; // asked for before the library has made them
    }
  }

  /** Entries, where a table can tell without running anything. */
  private size(): number | undefined {
    let most: number | undefined;
    for (const table of this.held()) {
      const own: unknown = isMap(table) ? mapSize(table) : Object.getOwnPropertyDescriptor(table, 'size')?.value;
      if (typeof own === 'number') most = Math.max(most ?? 0, own);
    }
    return most;
  }
}

/**
 * Puts what memoizers of libraries call on the global object.
 * @param announce takes in a cache
 */
export function installMemoizers(announce: (handle: CacheHandle) => void): void {
  const begin = (kind: string, fn: unknown, tables: () => readonly unknown[]): Memoized => {
    const own: unknown = typeof fn === 'function' ? Object.getOwnPropertyDescriptor(fn, 'name')?.value : '';
    const stack = userStack(begin);
    const made = new Memoized(kind, typeof own === 'string' ? own : '', stack ?? '', tables);
    if (stack !== undefined && typeof fn === 'function') announce(made);
    return made;
  };
  const fixed = { enumerable: false, configurable: false, writable: false };
  Object.defineProperty(globalThis, `${prefix}b`, { value: begin, ...fixed });
}

/** The stack from the first frame of the program's own; undefined when a library memoizes for itself as it is loaded. */
function userStack(below: (...args: never[]) => unknown): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 20;
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, below);
  Error.stackTraceLimit = stackTraceLimit;
  const { stack } = holder;
  if (typeof stack !== 'string') return undefined;
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const first = lines.findIndex((line) => !/[\\/]node_modules[\\/]/.test(line));
  if (first < 0 || /node:internal|\(node:/.test(lines[first]!)) return undefined;
  return lines.slice(first).join('\n');
}
