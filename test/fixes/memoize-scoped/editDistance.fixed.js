// function: distance
'use strict'

const distance = (a, b, i = a.length, j = b.length) => {
  const memo = new Map()
  const visit = (i = a.length, j = b.length) => {
    let row = memo.get(i)
    if (row === undefined) {
      row = new Map()
      memo.set(i, row)
    }
    const known = row.get(j)
    if (known !== undefined) return known
    if (i === 0 || j === 0) {
      const result = i + j
      row.set(j, result)
      return result
    }
    if (a[i - 1] === b[j - 1]) {
      const result = visit(i - 1, j - 1)
      row.set(j, result)
      return result
    }
    const result = 1 + Math.min(visit(i - 1, j), visit(i, j - 1), visit(i - 1, j - 1))
    row.set(j, result)
    return result
  }
  return visit(i, j)
}

module.exports = { distance }
