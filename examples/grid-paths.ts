/** Monotone paths over a grid of `rows` × `columns` streets. */
function paths(rows: number, columns: number): number {
  if (rows === 0 || columns === 0) return 1;
  return paths(rows - 1, columns) + paths(rows, columns - 1);
}

for (const n of [4, 8, 13]) {
  const start = performance.now();
  const count = paths(n, n);
  console.log(`${n} × ${n}: ${count} paths in ${(performance.now() - start).toFixed(1)} ms`);
}
