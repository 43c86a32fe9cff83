/** The unbounded store: a trie of levels, one level an argument, by argument count first. */
import type { Args } from './cycle.ts';
import { Level } from './level.ts';
import { type Entry, isVoid, Store, VOID } from './store.ts';
import type { AnyFunction } from './types.ts';

export class Trie extends Store {
  /** Where calls with the usual number of arguments begin; the wrappers look here by themselves. */
  readonly own = new Level().pin();
  private others: Map<number, Level> | undefined = undefined;

  constructor(
    fn: AnyFunction,
    name: string,
    private readonly arity: number,
  ) {
    super(fn, name);
  }

  /** The end of a miss with the usual number of arguments, for the wrappers. */
  keep1(a: unknown, value: unknown): void {
    this.chain = 0;
    if (this.own.set(a, value === undefined ? VOID : value)) this.size++;
  }
  keep2(a: unknown, b: unknown, value: unknown): void {
    this.chain = 0;
    if (below(this.own, a).set(b, value === undefined ? VOID : value)) this.size++;
  }
  keep3(a: unknown, b: unknown, c: unknown, value: unknown): void {
    this.chain = 0;
    if (below(below(this.own, a), b).set(c, value === undefined ? VOID : value)) this.size++;
  }

  private top(count: number): Level {
    if (count === this.arity) return this.own;
    this.others ??= new Map();
    let level = this.others.get(count);
    if (level === undefined) this.others.set(count, (level = new Level()));
    return level;
  }

  get(args: Args): unknown {
    const count = args.length;
    let at: unknown = count === this.arity ? this.own : this.others?.get(count);
    if (count === 0) return (at as Level | undefined)?.get(0);
    for (let i = 0; i < count && at !== undefined; i++) at = (at as Level).get(args[i]);
    return at;
  }

  put(args: Args, value: unknown): void {
    const last = args.length - 1;
    let level = this.top(args.length);
    for (let i = 0; i < last; i++) level = below(level, args[i]);
    if (level.set(last < 0 ? 0 : args[last], value === undefined ? VOID : value)) this.size++;
  }

  delete(args: Args): boolean {
    if (this.get(args) === undefined) return false;
    prune(this.top(args.length), args, 0);
    this.size--;
    return true;
  }

  *entries(): Iterable<Entry> {
    yield* walk(this.own, this.arity, []);
    if (this.others) for (const [count, level] of this.others) yield* walk(level, count, []);
  }

  forget(): void {
    this.own.clear();
    this.others = undefined;
  }
}

/** The level under a key, made when there is none. */
export function below(level: Level, key: unknown): Level {
  let next = level.get(key) as Level | undefined;
  if (next === undefined) level.set(key, (next = new Level()));
  return next;
}

/** Takes a present path away, and every level that becomes empty. */
export function prune(level: Level, args: Args, i: number): void {
  if (i < args.length - 1) {
    const next = level.get(args[i]) as Level;
    prune(next, args, i + 1);
    if (next.size > 0) return;
  }
  level.delete(args.length === 0 ? 0 : args[i]);
}

function* walk(level: Level, depth: number, path: readonly unknown[]): Iterable<Entry> {
  for (const [key, value] of level.entries()) {
    if (depth > 1) yield* walk(value as Level, depth - 1, [...path, key]);
    else yield [depth === 0 ? [] : [...path, key], isVoid(value) ? undefined : value];
  }
}
