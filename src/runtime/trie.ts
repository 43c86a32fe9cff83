/** A map from argument lists: one level an argument, by argument count first. */
import type { Args } from './cycle.ts';
import { Level } from './level.ts';

export class ArgTrie {
  /** Where lists of the usual length begin; the wrappers look here by themselves. */
  readonly own = new Level().pin();
  private others: Map<number, Level> | undefined = undefined;

  constructor(private readonly arity: number) {}

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

  /** True when the list is new. The value is not undefined. */
  set(args: Args, value: unknown): boolean {
    const last = args.length - 1;
    let level = this.top(args.length);
    for (let i = 0; i < last; i++) level = below(level, args[i]);
    return level.set(last < 0 ? 0 : args[last], value);
  }

  delete(args: Args): boolean {
    if (this.get(args) === undefined) return false;
    prune(this.top(args.length), args, 0);
    return true;
  }

  *entries(): Iterable<readonly [readonly unknown[], unknown]> {
    yield* walk(this.own, this.arity, []);
    if (this.others) for (const [count, level] of this.others) yield* walk(level, count, []);
  }

  clear(): void {
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
function prune(level: Level, args: Args, i: number): void {
  if (i < args.length - 1) {
    const next = level.get(args[i]) as Level;
    prune(next, args, i + 1);
    if (next.size > 0) return;
  }
  level.delete(args.length === 0 ? 0 : args[i]);
}

function* walk(
  level: Level,
  depth: number,
  path: readonly unknown[],
): Iterable<readonly [readonly unknown[], unknown]> {
  for (const [key, value] of level.entries()) {
    if (depth > 1) yield* walk(value as Level, depth - 1, [...path, key]);
    else yield [depth === 0 ? [] : [...path, key], value];
  }
}
