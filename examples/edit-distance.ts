/** Levenshtein distance of the first i characters of `a` and the first j characters of `b`. */
function distance(a: string, b: string, i: number, j: number): number {
  if (i === 0) return j;
  if (j === 0) return i;
  if (a[i - 1] === b[j - 1]) return distance(a, b, i - 1, j - 1);
  return 1 + Math.min(distance(a, b, i - 1, j), distance(a, b, i, j - 1), distance(a, b, i - 1, j - 1));
}

/** The whole table of subproblems, filled from the smallest up: (m + 1)(n + 1) cells. */
function distanceByTable(a: string, b: string): number {
  const table = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      table[i][j] =
        a[i - 1] === b[j - 1]
          ? table[i - 1][j - 1]
          : 1 + Math.min(table[i - 1][j], table[i][j - 1], table[i - 1][j - 1]);
    }
  }
  return table[a.length][b.length];
}

/** A row depends on the row above only, so two rows are enough: 2(n + 1) cells. */
function distanceByTwoRows(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  let row = new Array<number>(b.length + 1).fill(0);
  for (let i = 1; i <= a.length; i += 1) {
    row[0] = i;
    for (let j = 1; j <= b.length; j += 1) {
      row[j] = a[i - 1] === b[j - 1] ? above[j - 1] : 1 + Math.min(above[j], row[j - 1], above[j - 1]);
    }
    [above, row] = [row, above];
  }
  return above[b.length];
}

const pairs = [
  ['kitten', 'sitting'],
  ['saturday', 'sunday'],
  ['algorithms', 'expounding'],
] as const;
for (const [a, b] of pairs) {
  const start = performance.now();
  const recursive = distance(a, b, a.length, b.length);
  const ms = performance.now() - start;
  console.log(`${a} → ${b}: ${recursive} by recursion in ${ms.toFixed(1)} ms`);
  console.log(`${a} → ${b}: ${distanceByTable(a, b)} by table, ${distanceByTwoRows(a, b)} by two rows`);
}
