/** What the programs of examples/ print, and which of their functions are naive recursions: the one list of both. */
export interface Example {
  /** The source, relative to examples/. */
  readonly source: string;
  /** Arguments of the program; `TEMPORARY` stands for an empty folder. */
  readonly args?: readonly string[];
  /** What the output must contain; the counts are from the literature or computed apart, see `runs.test.ts`. */
  readonly prints: readonly (string | RegExp)[];
  /** Functions that solve the same subproblems again and have no cache; none unless told. */
  readonly naive?: readonly string[];
}

export const examples: readonly Example[] = [
  {
    source: 'fibonacci.ts',
    prints: ['fib(30) = 832040 in ', 'fib(35) = 9227465 in ', 'fib(40) = 102334155 in '],
    naive: ['fib'],
  },
  {
    source: 'fibonacci-memoized.ts',
    prints: ['fib(30) = 832040 in ', 'fib(40) = 102334155 in ', '40 hits, 41 misses, 41 entries'],
  },
  { source: 'fibonacci-hot-loop.ts', args: ['0.2'], prints: [/^\{"calls":\d+,.*\}$/m] },
  {
    source: 'three-term.ts',
    prints: ['c(25) = 2555757 in ', 'c(100) = 180396380815100901214157639 in ', '198 hits, 103 misses', ': 65.8 %'],
    naive: ['c'],
  },
  {
    source: 'edit-distance.ts',
    prints: [
      'kitten → sitting: 3 by recursion',
      'kitten → sitting: 3 by table, 3 by two rows',
      'saturday → sunday: 3 by table, 3 by two rows',
      'algorithms → expounding: 9 by recursion',
      'algorithms → expounding: 9 by table, 9 by two rows',
    ],
    naive: ['distance'],
  },
  {
    source: 'knapsack.ts',
    prints: ['best value of 24 items in 50 kg: 70 in ', 'every item is worth 1: 14'],
    naive: ['best'],
  },
  {
    source: 'coin-change.ts',
    prints: ['fewest coins for 30: 6 in ', 'ways to pay 100: 4562 in '],
    naive: ['fewestCoins', 'ways'],
  },
  { source: 'grid-paths.ts', prints: ['4 × 4: 70 paths', '8 × 8: 12870', '13 × 13: 10400600'], naive: ['paths'] },
  {
    source: 'catalan.ts',
    prints: ['catalan(5) = 42 ', 'catalan(10) = 16796 ', 'catalan(14) = 2674440 '],
    naive: ['catalan'],
  },
  {
    source: 'matrix-chain.ts',
    prints: ['6 matrices: 15125 ', '10 matrices: 31055 ', '13 matrices: 15768 '],
    naive: ['cheapest'],
  },
  {
    source: 'longest-common-subsequence.ts',
    prints: ['AGGTAB and GXTXAYB: 4 in ', 'GTCGTTCGGAATGC: 9 in ', 'memoization! and tabulation, 2: 5 in '],
    naive: ['common'],
  },
  {
    source: 'javascript/rod-cutting.js',
    prints: ['a rod of 4 is worth 10 ', 'a rod of 10 is worth 30 ', 'a rod of 20 is worth 60 '],
    naive: ['bestPrice'],
  },
  {
    source: 'javascript/palindromes.mjs',
    prints: ['character: 5 in ', 'underqualified: 7 in ', 'abcdefghijklmnopqrs: 1 in '],
    naive: ['longest'],
  },
  {
    source: 'javascript/pascal.mjs',
    prints: ['8 over 4 = 70 ', '16 over 8 = 12870 ', '24 over 12 = 2704156 '],
    naive: ['binomial'],
  },
  {
    source: 'javascript/domino-tilings.js',
    prints: ['3 × 4: 11 tilings', '3 × 12: 2131 tilings', '3 × 36: 15558008491 tilings'],
    naive: ['full', 'notched'],
  },
  {
    source: 'exchange-rates.ts',
    prints: [
      'EUR/USD 1.08: asked 2 times for 201 lookups',
      'changed at the source, still 1.08',
      'after 1500 ms: 1.09, asked 3 times',
    ],
  },
  { source: 'cache-of-arrays.ts', prints: ['2000 hits, 1000 misses, 1000 entries', 'their numbers alone take 8 MB'] },
  {
    source: 'disk-analysis.ts',
    args: ['TEMPORARY'],
    prints: [
      'below 10000: 6171 takes 261 steps',
      'below 100000: 77031 takes 350 steps',
      'below 1000000: 837799 takes 524 steps',
      '3 computed, 0 read from disk',
    ],
  },
  {
    source: 'user-records.ts',
    prints: [
      '3 reads for 6 questions',
      'cached: 1 true, 2 false, 3 true',
      'user 2 is Ada, user 1 is user 1: 4 reads',
      '4 hits, 4 misses, 3 entries',
    ],
  },
  { source: 'javascript/partitions.mjs', prints: ['100 has 190569292 partitions; the table holds 5050 entries'] },
  {
    source: 'javascript/lru-window.js',
    prints: ['2 entries: 1657 computed', '3 entries: 21 computed, 18 hits, 3 kept', '4 entries: 21 computed'],
  },
  { source: 'negatives/trees.ts', prints: ['depth 10, total 499500, mirrored total 499500'] },
  { source: 'negatives/merge-sort.ts', prints: ['sorted: true, sum 504678'] },
  { source: 'negatives/hanoi.ts', prints: ['1023 moves: AB AC BC AB CA CB AB …'] },
  { source: 'negatives/n-queens.ts', prints: ['8 queens: 92 solutions'] },
  { source: 'negatives/depth-first-search.ts', prints: ['reached from a: a b d e c'] },
  {
    source: 'negatives/single-recursion.js',
    prints: ['10! = 3628800, gcd(1071, 462) = 21, collatz(27) takes 111 steps', '49² is at 49, 42 is even: true'],
  },
  { source: 'negatives/permutations.js', prints: ['720 permutations, with fedcba'] },
];
