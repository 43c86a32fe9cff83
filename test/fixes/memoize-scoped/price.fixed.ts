// function: price
/** Best price of a rod, each cut costing something. */
export const price = ({ length, cost = 1 }: { length: number; cost?: number }): number => {
  const memo = new Map<typeof length, Map<typeof cost, number>>();
  const visit = ({ length, cost = 1 }: { length: number; cost?: number }): number => {
    let row = memo.get(length);
    if (row === undefined) {
      row = new Map();
      memo.set(length, row);
    }
    const known = row.get(cost);
    if (known !== undefined) return known;
    let best = length % 7;
    for (let cut = 1; cut < length; cut++) {
      best = Math.max(best, visit({ length: cut, cost }) + visit({ length: length - cut, cost }) - cost);
    }
    row.set(cost, best);
    return best;
  };
  return visit({ length, cost });
};
