// function: best
/**
 * Best total value of the items i, i + 1, … that fit into `room`.
 */
export default function best(weights: readonly number[], values: readonly number[], i: number, room: number): number {
  const memo = new Map<number, Map<number, number>>();
  const visit = (i: number, room: number): number => {
    let row = memo.get(i);
    if (row === undefined) {
      row = new Map();
      memo.set(i, row);
    }
    const known = row.get(room);
    if (known !== undefined) return known;
    if (i >= weights.length) {
      row.set(room, 0);
      return 0;
    }
    // left behind
    const without = visit(i + 1, room);
    if (weights[i]! > room) {
      row.set(room, without);
      return without;
    }
    const result = Math.max(
      without,
      // taken
      (values[i] ?? 0) + visit(i + 1, room - weights[i]!),
    );
    row.set(room, result);
    return result;
  };
  return visit(i, room);
}
