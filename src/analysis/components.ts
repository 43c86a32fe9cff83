/**
 * Strongly connected components of a graph, callees before callers.
 * R. Tarjan, "Depth-first search and linear graph algorithms", SIAM J. Comput. 1972; iterative, so that deep graphs
 * cannot overflow the stack.
 */
export function stronglyConnected<T>(nodes: readonly T[], next: (node: T) => readonly T[]): T[][] {
  interface Mark {
    readonly index: number;
    low: number;
    onStack: boolean;
  }
  const marks = new Map<T, Mark>();
  const stack: T[] = [];
  const components: T[][] = [];
  for (const root of nodes) {
    if (marks.has(root)) continue;
    const work: { node: T; mark: Mark; successors: readonly T[]; at: number }[] = [];
    const open = (node: T): void => {
      const mark: Mark = { index: marks.size, low: marks.size, onStack: true };
      marks.set(node, mark);
      stack.push(node);
      work.push({ node, mark, successors: next(node), at: 0 });
    };
    open(root);
    while (work.length > 0) {
      const top = work[work.length - 1]!;
      if (top.at < top.successors.length) {
        const successor = top.successors[top.at++]!;
        const seen = marks.get(successor);
        if (!seen) open(successor);
        else if (seen.onStack) top.mark.low = Math.min(top.mark.low, seen.index);
        continue;
      }
      work.pop();
      const below = work[work.length - 1];
      if (below) below.mark.low = Math.min(below.mark.low, top.mark.low);
      if (top.mark.low === top.mark.index) {
        const component: T[] = [];
        let member: T;
        do {
          member = stack.pop()!;
          marks.get(member)!.onStack = false;
          component.push(member);
        } while (member !== top.node);
        components.push(component);
      }
    }
  }
  return components;
}
