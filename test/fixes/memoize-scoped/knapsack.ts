// function: best
/**
 * Best total value of the items i, i + 1, … that fit into `room`.
 */
export default function best(weights: readonly number[], values: readonly number[], i: number, room: number): number {
  if (i >= weights.length) return 0;
  // left behind
  const without = best(weights, values, i + 1, room);
  if (weights[i]! > room) return without;
  return Math.max(
    without,
    // taken
    (values[i] ?? 0) + best(weights, values, i + 1, room - weights[i]!),
  );
}
