/** Number of binary trees with n nodes: choose how many of them go to the left. */
function catalan(n: number): number {
  if (n <= 1) return 1;
  let total = 0;
  for (let left = 0; left < n; left += 1) {
    total += catalan(left) * catalan(n - 1 - left);
  }
  return total;
}

for (const n of [5, 10, 14]) {
  const start = performance.now();
  const count = catalan(n);
  console.log(`catalan(${n}) = ${count} in ${(performance.now() - start).toFixed(1)} ms`);
}
