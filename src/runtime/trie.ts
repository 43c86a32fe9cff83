/** A map from argument lists: one level an argument, by argument count first. */
import type { Args } from './cycle.ts';
import { Level } from './level.ts';
import { isVoid } from './store.ts';

export class ArgTrie {
  /** Where lists of the usual length begin; the wrappers look here by themselves. */
  readonly own = new Level().pin();
  private others: Level[] = [];

  constructor(private readonly arity: number) {}

  private top({ length }: Args): Level {
    return length === this.arity ? this.own : (this.others[length] ??= new Level());
  }

  get(args: Args): unknown {
    let at: unknown = this.top(args);
    for (const key of pathOf(args)) at = (at as Level | undefined)?.get(key);
    return at;
  }

  /** True when the list is new. The value is not undefined. */
  set(args: Args, value: unknown): boolean {
    const path = pathOf(args);
    const last = path.length - 1;
    return path.slice(0, last).reduce(below, this.top(args)).set(path[last], value);
  }

  delete(args: Args): boolean {
    return prune(this.top(args), pathOf(args), 0);
  }

  /** Every list with its value, VOID as undefined. */
  *entries(): Iterable<readonly [readonly unknown[], unknown]> {
    yield* walk(this.own, this.arity, []);
    for (const count in this.others) yield* walk(this.others[count]!, +count, []);
  }

  clear(): void {
    this.own.clear();
    this.others = [];
  }
}

/** No arguments have one place, too. */
const NONE: Args = [0];
function pathOf(args: Args): Args {
  return args.length ? args : NONE;
}

/** The level under a key, made when there is none. */
export function below(level: Level, key: unknown): Level {
  let next = level.get(key) as Level | undefined;
  if (!next) level.set(key, (next = new Level()));
  return next;
}

/** Takes a path away, and every level that becomes empty. False when there is no such path. */
function prune(level: Level, args: Args, i: number): boolean {
  const next = level.get(args[i]) as Level | undefined;
  const last = i === args.length - 1;
  if (next === undefined || !(last || prune(next, args, i + 1))) return false;
  if (last || !next.size) level.delete(args[i]);
  return true;
}

function* walk(
  level: Level,
  depth: number,
  path: readonly unknown[],
): Iterable<readonly [readonly unknown[], unknown]> {
  for (const [key, value] of level.entries()) {
    if (depth > 1) yield* walk(value as Level, depth - 1, [...path, key]);
    else yield [depth === 0 ? [] : [...path, key], isVoid(value) ? undefined : value];
  }
}
