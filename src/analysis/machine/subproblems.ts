import type { SkeletonFunction } from '../skeleton.ts';
import { type Value, heldCopy } from './values.ts';

/** One state of the recurrence: a node of the subproblem graph. */
export interface Subproblem {
  readonly key: string;
  readonly function: SkeletonFunction;
  /** As they were when it was first asked for: containers that change later are copied. */
  readonly args: readonly Value[];
  /** Subproblems it asks for, once for each call. */
  readonly children: Subproblem[];
  /** Calls that solving it takes without a cache, itself included. */
  calls: bigint;
  value: Value;
  done: boolean;
  /** Longest chain of calls from here, itself included. */
  depth: number;
}

/** The graph of different states; walking every path of it is what the uncached program does. */
export class SubproblemGraph {
  readonly states = new Map<string, Subproblem>();
  root: Subproblem | undefined;
  readonly #origins = new Map<string, Subproblem>();
  readonly #open: { readonly node: Subproblem; readonly given: readonly Value[] }[] = [];
  /** Order in which states are asked for by a cached run, for reuse distances. */
  readonly trace: Subproblem[] = [];

  /**
   * @param key what the state is now
   * @param origin where its data comes from; the same as `key` when nothing of it was settled after it was made
   */
  enter(
    key: string,
    origin: string,
    fn: SkeletonFunction,
    args: readonly Value[],
  ): { node: Subproblem; known: boolean } {
    let node = this.states.get(key) ?? this.#origins.get(origin);
    const known = node !== undefined;
    if (!node) {
      node = {
        key,
        function: fn,
        args: this.#held(args),
        children: [],
        calls: 1n,
        value: undefined,
        done: false,
        depth: 1,
      };
      this.states.set(key, node);
      this.#origins.set(origin, node);
      this.root ??= node;
    }
    this.trace.push(node);
    const parent = this.#open[this.#open.length - 1]?.node;
    if (parent) parent.children.push(node);
    if (known) this.#add(parent, node);
    else this.#open.push({ node, given: args });
    return { node, known };
  }

  leave(node: Subproblem): void {
    this.#open.pop();
    node.done = true;
    this.#add(this.#open[this.#open.length - 1]?.node, node);
  }

  /** Containers that were made for a call may be changed after it. */
  #held(args: readonly Value[]): readonly Value[] {
    const above = this.#open[this.#open.length - 1];
    if (!above) return args;
    return args.map((arg) => {
      const at = typeof arg === 'object' ? above.given.indexOf(arg) : -1;
      return at < 0 ? heldCopy(arg) : above.node.args[at];
    });
  }

  #add(parent: Subproblem | undefined, child: Subproblem): void {
    if (!parent) return;
    parent.calls += child.calls;
    parent.depth = Math.max(parent.depth, child.depth + 1);
  }
}

/** The shortest pair of different paths from `root` to one state that itself asks for subproblems. */
export function repeatedState(
  root: Subproblem,
  limit = 20_000,
): { state: Subproblem; paths: [Subproblem[], Subproblem[]] } | undefined {
  const first = new Map<Subproblem, Subproblem[]>([[root, [root]]]);
  const queue: Subproblem[][] = [[root]];
  for (let at = 0; at < queue.length && at < limit; at++) {
    const path = queue[at]!;
    for (const child of path[path.length - 1]!.children) {
      const here = [...path, child];
      const known = first.get(child);
      if (!known) {
        first.set(child, here);
        queue.push(here);
      } else if (child.children.length > 0) return { state: child, paths: [here, known].sort((a, b) => b.length - a.length) as [Subproblem[], Subproblem[]] }; // prettier-ignore
    }
  }
  return undefined;
}

/** States of one function below the first one, which may be given another way; some thousands at most. */
export function statesBelow(root: Subproblem, fn: SkeletonFunction, most = 2_000): Subproblem[] {
  const seen = new Set(root.children);
  for (const state of seen) {
    if (seen.size >= most) break;
    for (const child of state.children) seen.add(child);
  }
  return [...seen].filter((state) => state.function === fn);
}
