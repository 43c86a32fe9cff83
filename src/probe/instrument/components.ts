/**
 * Strongly connected components that hold a cycle (Tarjan, 1972): a node alone counts only if it reaches itself.
 * @param edges the nodes that a node leads to; others than `nodes` are passed over
 */
export function components<T>(nodes: readonly T[], edges: (node: T) => readonly T[]): T[][] {
  const all = new Set(nodes);
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const open: T[] = [];
  const isOpen = new Set<T>();
  const found: T[][] = [];

  const visit = (node: T): void => {
    const at = index.size;
    index.set(node, at);
    low.set(node, at);
    open.push(node);
    isOpen.add(node);
    let loops = false;
    for (const next of edges(node)) {
      if (!all.has(next)) continue;
      if (next === node) loops = true;
      if (!index.has(next)) {
        visit(next);
        low.set(node, Math.min(low.get(node)!, low.get(next)!));
      } else if (isOpen.has(next)) low.set(node, Math.min(low.get(node)!, index.get(next)!));
    }
    if (low.get(node) !== at) return;
    const component = open.splice(open.indexOf(node));
    for (const member of component) isOpen.delete(member);
    if (component.length > 1 || loops) found.push(component);
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return found;
}
