// function: subsets
/** Subsets of a list with a given sum. */
export const subsets = (numbers, sum) => {
  if (numbers.length === 0) return sum === 0 ? 1 : 0
  const [first, ...rest] = numbers
  return subsets(rest, sum) + subsets(rest, sum - first)
}
