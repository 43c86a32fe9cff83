// The visited set already keeps the search from doing anything twice.
type Graph = Readonly<Record<string, readonly string[]>>;

function reach(graph: Graph, node: string, visited: Set<string>): void {
  if (visited.has(node)) return;
  visited.add(node);
  for (const next of graph[node]) reach(graph, next, visited);
}

const graph: Graph = { a: ['b', 'c'], b: ['d'], c: ['d', 'a'], d: ['e'], e: [], f: ['a'] };
const visited = new Set<string>();
reach(graph, 'a', visited);
console.log(`reached from a: ${[...visited].join(' ')}`);
