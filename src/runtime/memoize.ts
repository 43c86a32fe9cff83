import { announce, callerStack, isListening } from './announce.ts';
import type { AnyFunction, CacheInfo, Memoized, MemoizeOptions } from './types.ts';

interface Node {
  below: Map<unknown, Node> | undefined;
  held: boolean;
  value: unknown;
  args: readonly unknown[];
}
const node = (): Node => ({ below: undefined, held: false, value: undefined, args: [] });

/**
 * A function that computes each result once. Arguments are compared by SameValueZero one by one, and their count matters.
 * @throws RangeError when `maxSize` is not an integer ≥ 1 or Infinity
 */
export function memoize<F extends AnyFunction>(fn: F, options: MemoizeOptions = {}): Memoized<F> {
  const { maxSize, name = fn.name } = options;
  if (maxSize !== undefined && !(maxSize >= 1 && (maxSize === Infinity || Number.isInteger(maxSize))))
    throw new RangeError(`maxSize must be an integer of at least 1 or Infinity, got ${maxSize}`);
  const bound = maxSize === Infinity ? undefined : maxSize;
  let roots = new Map<number, Node>();
  const recent = new Set<Node>();
  let hits = 0;
  let misses = 0;
  let evictions = 0;

  const find = (args: readonly unknown[]): Node | undefined => {
    let at = roots.get(args.length);
    for (let i = 0; at && i < args.length; i++) at = at.below?.get(args[i]);
    return at?.held ? at : undefined;
  };
  const place = (args: readonly unknown[]): Node => {
    let at = roots.get(args.length);
    if (!at) roots.set(args.length, (at = node()));
    for (const a of args) {
      at.below ??= new Map();
      let next: Node | undefined = at.below.get(a);
      if (!next) at.below.set(a, (next = node()));
      at = next;
    }
    return at;
  };
  const drop = (n: Node): void => {
    recent.delete(n);
    n.held = false;
    n.value = undefined;
    const path = [roots.get(n.args.length)!];
    for (const a of n.args) path.push(path[path.length - 1]!.below!.get(a)!);
    for (let i = n.args.length; i > 0; i--) {
      const at = path[i]!;
      if (at.held || (at.below && at.below.size > 0)) break;
      path[i - 1]!.below!.delete(n.args[i - 1]);
    }
  };
  const memoized = function (this: unknown, ...args: unknown[]): unknown {
    const hit = find(args);
    if (hit) {
      hits++;
      if (bound) {
        recent.delete(hit);
        recent.add(hit);
      }
      return hit.value;
    }
    misses++;
    const value = fn.apply(this, args);
    const n = place(args);
    if (!n.held && bound && recent.size >= bound) {
      evictions++;
      drop(recent.values().next().value!);
    }
    const kept = place(args);
    kept.held = true;
    kept.value = value;
    kept.args = args;
    recent.delete(kept);
    recent.add(kept);
    return value;
  };
  Object.defineProperty(memoized, 'name', { value: name, configurable: true });
  Object.defineProperty(memoized, 'length', { value: fn.length, configurable: true });
  const info = (): CacheInfo => ({ hits, misses, maxSize: bound, size: recent.size, evictions });
  const clear = (): void => {
    roots = new Map();
    recent.clear();
    hits = misses = evictions = 0;
  };
  if (isListening())
    announce({
      kind: bound ? 'memoscope LRU' : 'memoscope',
      name,
      stack: callerStack(memoize),
      counts: info,
      clear,
      *sample(limit) {
        for (const n of recent) {
          if (limit-- <= 0) return;
          yield [n.args, n.value];
        }
      },
    });
  return Object.assign(memoized, {
    original: fn,
    cacheInfo: info,
    cacheClear: clear,
    cacheDelete: (...args: unknown[]) => {
      const n = find(args);
      if (n) drop(n);
      return n !== undefined;
    },
    cacheHas: (...args: unknown[]) => find(args) !== undefined,
  }) as unknown as Memoized<F>;
}
