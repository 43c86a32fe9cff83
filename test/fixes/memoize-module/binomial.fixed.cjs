// function: binomial
exports.name = 'binomial'

const binomialMemo = new Map()

const binomial = (n, k) => {
  let row = binomialMemo.get(n)
  if (row === undefined) {
    row = new Map()
    binomialMemo.set(n, row)
  }
  const known = row.get(k)
  if (known !== undefined) return known
  if (k <= 0 || k >= n) {
    row.set(k, 1)
    return 1
  }
  const result = binomial(n - 1, k - 1) + binomial(n - 1, k)
  row.set(k, result)
  return result
}
