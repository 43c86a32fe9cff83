// function: eggDrop
/**
 * Throws that are needed in the worst case.
 * @param {number} eggs
 * @param {number} floors
 * @returns {number}
 */
export default function eggDrop(eggs, floors) {
  if (floors <= 1 || eggs === 1 || eggs < 1) return floors
  let best = Infinity
  for (let floor = 1; floor <= floors; floor++) {
    const worst = 1 + Math.max(eggDrop(eggs - 1, floor - 1), eggDrop(eggs, floors - floor))
    if (worst < best) best = worst
  }
  return best
}
