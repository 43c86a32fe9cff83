/**
 * Best total value of the items i, i + 1, … that fit into `room`.
 * `weights` and `values` are passed on unchanged: only i and room vary, so only they belong in a cache's key.
 */
function best(weights: readonly number[], values: readonly number[], i: number, room: number): number {
  if (i === weights.length) return 0;
  const without = best(weights, values, i + 1, room);
  if (weights[i] > room) return without;
  return Math.max(without, values[i] + best(weights, values, i + 1, room - weights[i]));
}

const weights = [2, 3, 4, 5, 9, 7, 6, 8, 3, 5, 2, 4, 6, 7, 1, 3, 8, 5, 4, 6, 2, 9, 3, 5];
const values = [3, 4, 5, 8, 10, 9, 7, 9, 4, 6, 3, 5, 8, 9, 1, 5, 11, 7, 5, 8, 2, 12, 4, 6];

const start = performance.now();
const value = best(weights, values, 0, 50);
console.log(`best value of ${weights.length} items in 50 kg: ${value} in ${(performance.now() - start).toFixed(1)} ms`);

// Other items, same sizes: a cache that forgets to start anew would answer with the old ones.
console.log(`and when every item is worth 1: ${best(weights, new Array<number>(24).fill(1), 0, 50)}`);
