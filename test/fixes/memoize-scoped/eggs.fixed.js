// function: eggDrop
/**
 * Throws that are needed in the worst case.
 * @param {number} eggs
 * @param {number} floors
 * @returns {number}
 */
export default function eggDrop(eggs, floors) {
  const memo = new Map()
  /** @type {(eggs: number, floors: number) => number} */
  const visit = (eggs, floors) => {
    let row = memo.get(eggs)
    if (row === undefined) {
      row = new Map()
      memo.set(eggs, row)
    }
    const known = row.get(floors)
    if (known !== undefined) return known
    if (floors <= 1 || eggs === 1 || eggs < 1) {
      row.set(floors, floors)
      return floors
    }
    let best = Infinity
    for (let floor = 1; floor <= floors; floor++) {
      const worst = 1 + Math.max(visit(eggs - 1, floor - 1), visit(eggs, floors - floor))
      if (worst < best) best = worst
    }
    row.set(floors, best)
    return best
  }
  return visit(eggs, floors)
}
