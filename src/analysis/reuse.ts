import type { Subproblem } from './machine/subproblems.ts';

/**
 * The smallest LRU cache that still answers every repeated subproblem of the trace: the largest number of different
 * states between two uses of one, counting the later one (Mattson et al., "Evaluation techniques for storage
 * hierarchies", 1970).
 */
export function reuseDistance(trace: readonly Subproblem[]): number {
  const order = new Set<Subproblem>();
  let largest = 0;
  for (const state of trace) {
    if (order.has(state)) {
      let distance = 0;
      for (const other of order) {
        if (other === state) distance = 0;
        else distance++;
      }
      largest = Math.max(largest, distance + 1);
      order.delete(state);
    }
    order.add(state);
  }
  return largest;
}
