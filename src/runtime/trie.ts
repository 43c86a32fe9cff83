/** A map from argument lists: one level an argument, by argument count first. */
import type { Args } from './cycle.ts';
import { Level } from './level.ts';

export class ArgTrie {
  /** Where lists of the usual length begin; the wrappers look here by themselves. */
  readonly own = new Level().pin();
  private readonly others: Level[] = [];

  constructor(private readonly arity: number) {}

  private top({ length }: Args): Level {
    return length === this.arity ? this.own : (this.others[length] ??= new Level());
  }

  get(args: Args): unknown {
    let at: unknown = this.top(args);
    const path = pathOf(args);
    for (let i = 0; i < path.length && at !== undefined; i++) at = (at as Level).get(path[i]);
    return at;
  }

  /** True when the list is new. The value is not undefined. */
  set(args: Args, value: unknown): boolean {
    let level = this.top(args);
    const path = pathOf(args);
    const last = path.length - 1;
    for (let i = 0; i < last; i++) level = below(level, path[i]);
    return level.set(path[last], value);
  }

  delete(args: Args): boolean {
    if (this.get(args) === undefined) return false;
    prune(this.top(args), pathOf(args), 0);
    return true;
  }

  *entries(): Iterable<readonly [readonly unknown[], unknown]> {
    yield* walk(this.own, this.arity, []);
    for (const count in this.others) yield* walk(this.others[count]!, +count, []);
  }

  clear(): void {
    this.own.clear();
    this.others.length = 0;
  }
}

/** No arguments have one place, too. */
const NONE: Args = [0];
function pathOf(args: Args): Args {
  return args.length === 0 ? NONE : args;
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
  level.delete(args[i]);
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
