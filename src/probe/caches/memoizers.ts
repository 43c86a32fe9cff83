import type { CacheHandle } from '../../protocol/announce.ts';
import { isArray, isMap, isProxy, isTypedArray } from '../intrinsics.ts';
import { prefix } from '../names.ts';
import { type Told, WatchedCache, watchedTables } from './watchedCache.ts';

type Parts = () => readonly unknown[];
type Below = (...args: never[]) => unknown;

/**
 * Puts what caches of libraries call on the global object.
 * @param announce takes in a cache
 */
export function installMemoizers(announce: (handle: CacheHandle) => void): void {
  const begin = (kind: string, fn: unknown, tables: Parts, limits: Parts, below?: Below): WatchedCache => {
    const own: unknown = typeof fn === 'function' ? Object.getOwnPropertyDescriptor(fn, 'name')?.value : '';
    const stack = userStack(below ?? begin);
    const made = new WatchedCache(kind, typeof own === 'string' ? own : '', stack ?? '', { tables, limits });
    if (stack !== undefined && typeof fn === 'function') announce(made);
    return made;
  };

  /** Caches of functions that a library binds to their tables, by table. */
  const bound = new WeakMap<object, WatchedCache>();
  const bind = (kind: string, fn: unknown, rest: Parts, result: unknown): unknown => {
    const table = rest().find((part) => typeof part === 'object' && part !== null);
    if (table)
      bound.set(
        table,
        begin(kind, fn, () => [table], none, bind),
      );
    return result;
  };
  const unknown = new WatchedCache('', '', '', { tables: none, limits: none });
  const boundTo = (table: object): WatchedCache => bound.get(table) ?? unknown;

  const make = (
    kind: string,
    name: string,
    self: object,
    size: Parts,
    fields: Parts,
    limits: Parts,
    evictions: boolean,
  ): WatchedCache => {
    const tables: Parts = () => [...size(), ...fields().filter(isTable)];
    const stack = userStack(make, kind);
    const made = new WatchedCache(kind, name, stack ?? '', { tables, limits, evictions } satisfies Told);
    watchedTables.set(self, made);
    if (stack !== undefined) announce(made);
    return made;
  };

  const fixed = { enumerable: false, configurable: false, writable: false };
  for (const [name, value] of Object.entries({ b: begin, m: bind, y: boundTo, n: make }))
    Object.defineProperty(globalThis, prefix + name, { value, ...fixed });
}

const none: Parts = () => [];
const isTable = (part: unknown): boolean =>
  typeof part === 'object' && part !== null && !isProxy(part) && (isMap(part) || isArray(part) || isTypedArray(part));

/**
 * The stack from the first frame of the program's own; undefined when a library memoizes for itself as it is loaded.
 * @param only the package whose frames may come first; otherwise any package's
 */
function userStack(below: Below, only?: string): string | undefined {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 20;
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, below);
  Error.stackTraceLimit = stackTraceLimit;
  const { stack } = holder;
  if (typeof stack !== 'string') return undefined;
  const lines = stack.split('\n').filter((line) => /^\s+at /.test(line));
  const isUser = (line: string): boolean => !/[\\/]node_modules[\\/]/.test(line);
  const own = only === undefined ? undefined : new RegExp(`[\\\\/]node_modules[\\\\/]${only}[\\\\/](?!.*node_modules)`);
  const first = lines.findIndex((line) => (own ? !own.test(line) : isUser(line)));
  if (first < 0 || !isUser(lines[first]!) || /node:internal|\(node:/.test(lines[first]!)) return undefined;
  return lines.slice(first).join('\n');
}
