// function: fib
const fib = async (n) => {
  const memo = new Map()
  const visit = (n) => {
    const known = memo.get(n)
    if (known !== undefined) return known
    const result = solve(n)
    memo.set(n, result)
    return result
  }
  const solve = async (n) => {
    if (n < 2) return n
    return (await visit(n - 1)) + (await visit(n - 2))
  }
  return visit(n)
}

module.exports = { fib }
