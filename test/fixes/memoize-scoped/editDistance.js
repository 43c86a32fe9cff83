// function: distance
'use strict'

const distance = (a, b, i = a.length, j = b.length) => {
  if (i === 0 || j === 0) return i + j
  if (a[i - 1] === b[j - 1]) return distance(a, b, i - 1, j - 1)
  return 1 + Math.min(distance(a, b, i - 1, j), distance(a, b, i, j - 1), distance(a, b, i - 1, j - 1))
}

module.exports = { distance }
