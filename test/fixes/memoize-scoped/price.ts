// function: price
/** Best price of a rod, each cut costing something. */
export const price = ({ length, cost = 1 }: { length: number; cost?: number }): number => {
  let best = length % 7;
  for (let cut = 1; cut < length; cut++) {
    best = Math.max(best, price({ length: cut, cost }) + price({ length: length - cut, cost }) - cost);
  }
  return best;
};
