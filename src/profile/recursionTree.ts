/** Where the nodes of a recursion's picture stand: as the tree of calls, and as the graph of distinct states. Pure. */
import type { RecursionPicture } from '../protocol/picture.ts';

export interface Node {
  readonly state: number;
  readonly x: number;
  readonly y: number;
  /** Its state was met before, so a cache would answer here. */
  readonly again: boolean;
}

export interface Drawing {
  /** `x` and `y` in steps from 0. */
  readonly nodes: readonly Node[];
  /** Pairs of indices into `nodes`. */
  readonly edges: readonly (readonly [number, number])[];
  readonly width: number;
  readonly height: number;
  /** Nodes that did not fit. */
  readonly left: number;
}

/** More nodes than this are no picture any more. */
const mostNodes = 160;

const sizeOf = (nodes: readonly Node[]): { width: number; height: number } => ({
  width: Math.max(0, ...nodes.map(({ x }) => x)),
  height: Math.max(0, ...nodes.map(({ y }) => y)),
});

/** Every call as a node; leaves stand side by side, a caller over the middle of its calls. */
export function treeOf({ states, calls }: RecursionPicture): Drawing {
  const nodes: Node[] = [];
  const edges: [number, number][] = [];
  const met = new Set<number>();
  let nextLeaf = 0;
  const place = (state: number, y: number): number => {
    const index = nodes.length;
    const again = met.has(state);
    met.add(state);
    nodes.push({ state, x: 0, y, again });
    const below: number[] = [];
    for (const child of states[state]?.asks ?? []) {
      if (nodes.length >= mostNodes) break;
      const at = place(child, y + 1);
      edges.push([index, at]);
      below.push((nodes[at] as Node).x);
    }
    const x = below.length === 0 ? nextLeaf++ : ((below[0] as number) + (below.at(-1) as number)) / 2;
    nodes[index] = { state, x, y, again };
    return index;
  };
  place(0, 0);
  return { nodes, edges, ...sizeOf(nodes), left: Math.max(0, Number(calls) - nodes.length) };
}

/** Every state once, below all states that ask for it. */
export function graphOf({ states }: RecursionPicture): Drawing {
  const shown = states.slice(0, mostNodes);
  const depth = new Array<number>(shown.length).fill(0);
  for (const state of topological(shown.map(({ asks }) => asks)))
    for (const child of shown[state]?.asks ?? [])
      if (child < shown.length) depth[child] = Math.max(depth[child] as number, (depth[state] as number) + 1);
  const rows: number[][] = [];
  depth.forEach((y, state) => (rows[y] ??= []).push(state));
  const widest = Math.max(...rows.map((row) => row.length));
  const nodes: Node[] = shown.map((_, state) => {
    const y = depth[state] as number;
    const row = rows[y] as number[];
    return { state, x: row.indexOf(state) + (widest - row.length) / 2, y, again: false };
  });
  const edges = shown.flatMap(({ asks }, state) =>
    [...new Set(asks)].filter((child) => child < shown.length).map((child) => [state, child] as const),
  );
  return { nodes, edges, ...sizeOf(nodes), left: states.length - shown.length };
}

/** Callers before the states they ask for. */
function topological(asks: readonly (readonly number[])[]): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const visit = (state: number): void => {
    if (seen.has(state) || state >= asks.length) return;
    seen.add(state);
    for (const child of asks[state] as readonly number[]) visit(child);
    order.push(state);
  };
  visit(0);
  return order.reverse();
}
