// function: subsets
/** Subsets of a list with a given sum. */
export const subsets = (numbers, sum) => {
  const memo = new Map()
  const visit = (numbers, sum) => {
    let row = memo.get(numbers.length)
    if (row === undefined) {
      row = new Map()
      memo.set(numbers.length, row)
    }
    const known = row.get(sum)
    if (known !== undefined) return known
    if (numbers.length === 0) {
      const result = sum === 0 ? 1 : 0
      row.set(sum, result)
      return result
    }
    const [first, ...rest] = numbers
    const result = visit(rest, sum) + visit(rest, sum - first)
    row.set(sum, result)
    return result
  }
  return visit(numbers, sum)
}
