/** Length of the longest common subsequence of two strings. */
export function lcs(a: string, b: string): number {
  const common = (i: number, j: number): number => {
    if (i === a.length || j === b.length) return 0;
    if (a[i] === b[j]) return 1 + common(i + 1, j + 1);
    return Math.max(common(i + 1, j), common(i, j + 1));
  };
  return common(0, 0);
}

const pairs = [
  ['AGGTAB', 'GXTXAYB'],
  ['ACCGGTCGAGTGCG', 'GTCGTTCGGAATGC'],
  ['memoization!', 'tabulation, 2'],
] as const;
for (const [a, b] of pairs) {
  const start = performance.now();
  const length = lcs(a, b);
  console.log(`${a} and ${b}: ${length} in ${(performance.now() - start).toFixed(1)} ms`);
}
