/**
 * Fewest scalar multiplications for the product of matrices i … j,
 * where matrix k has `sizes[k]` rows and `sizes[k + 1]` columns.
 */
function cheapest(sizes: readonly number[], i: number, j: number): number {
  if (i === j) return 0;
  let fewest = Infinity;
  for (let k = i; k < j; k += 1) {
    const cost = cheapest(sizes, i, k) + cheapest(sizes, k + 1, j) + sizes[i] * sizes[k + 1] * sizes[j + 1];
    fewest = Math.min(fewest, cost);
  }
  return fewest;
}

const sizes = [30, 35, 15, 5, 10, 20, 25, 40, 8, 12, 60, 3, 50, 9];
for (const count of [6, 10, 13]) {
  const start = performance.now();
  const cost = cheapest(sizes.slice(0, count + 1), 0, count - 1);
  console.log(`${count} matrices: ${cost} multiplications in ${(performance.now() - start).toFixed(1)} ms`);
}
