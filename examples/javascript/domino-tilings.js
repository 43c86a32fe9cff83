// CommonJS. Two functions that recurse through each other: tilings of a 3 × n board by dominoes.

/** Ways to tile a full board of n columns. */
function full(n) {
  if (n < 0) return 0;
  if (n === 0) return 1;
  return full(n - 2) + 2 * notched(n - 1);
}

/** Ways to tile a board of n columns with one corner square missing from one more column. */
function notched(n) {
  if (n < 0) return 0;
  return full(n - 1) + notched(n - 2);
}

for (const n of [4, 12, 36]) {
  const start = performance.now();
  const tilings = full(n);
  console.log(`3 × ${n}: ${tilings} tilings in ${(performance.now() - start).toFixed(1)} ms`);
}
