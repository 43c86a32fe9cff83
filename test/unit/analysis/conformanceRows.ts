import type { VariantName } from './conformanceVariants.ts';

/** One worked case: what the analysis must say of it, and what one input exactly takes. */
export interface Row {
  readonly title: string;
  readonly file: string;
  readonly name: string;
  readonly verdict: 'proven' | 'likely' | 'possible' | 'memoized' | 'none';
  readonly args?: readonly unknown[];
  readonly calls?: number;
  readonly states?: number;
  /** Leading parameters that never change; the nested helper closes over them. */
  readonly invariants?: readonly string[];
  /** The forms in which it can be written; all unless told. */
  readonly variants?: readonly VariantName[];
}

const range = (n: number): number[] => Array.from({ length: n }, (_, i) => i);
const weights = range(24).map((i) => 1 + ((i * 7) % 13));
const numbers = [10, 12, 7, 12, 13, 11, 11, 5, 13, 11, 13, 10, 10, 9, 11, 10, 13, 9, 6, 7];
const letters = 'abcdefghijklmnopqrstuvwx';
const runs = range(18).map((i) => 'a'.repeat(i + 1));
const notes = range(4096);
const empty = range(9).map(() => '');

export const rows: readonly Row[] = [
  { title: 'Fibonacci', file: 'fib.ts', name: 'fib', verdict: 'proven', args: [40], calls: 331_160_281, states: 41 },
  { title: 'Fibonacci, smaller', file: 'fib.ts', name: 'fib', verdict: 'proven', args: [24], calls: 150_049, states: 25 },
  { title: 'tribonacci', file: 'tribonacci.ts', name: 'tribonacci', verdict: 'proven', args: [30], calls: 56_843_233, states: 31 },
  { title: 'binomial', file: 'binomial.ts', name: 'binomial', verdict: 'proven', args: [30, 15], calls: 310_235_039, states: 255 },
  { title: 'grid paths', file: 'grid-paths.js', name: 'paths', verdict: 'proven', args: [15, 15], calls: 310_235_039, states: 255 },
  { title: 'edit distance, nothing equal', file: 'edit-distance.ts', name: 'distance', verdict: 'proven', invariants: ['a', 'b'], args: [letters.slice(0, 12), letters.slice(12), 12, 12], calls: 377_393_953, states: 169 },
  { title: 'longest common subsequence, nothing equal', file: 'lcs.js', name: 'common', verdict: 'proven', invariants: ['a', 'b'], args: [letters.slice(0, 12), letters.slice(12), 0, 0], calls: 5_408_311, states: 168 },
  { title: 'match arm alone', file: 'match-only.js', name: 'sharedStart', verdict: 'none', invariants: ['a', 'b'], args: ['aaaa', 'aaaa', 0, 0], calls: 5, states: 5 },
  { title: '0/1 knapsack', file: 'knapsack.ts', name: 'best', verdict: 'likely', invariants: ['weights', 'values'], args: [weights, weights, 0, 50], calls: 2_647_313, states: 985 },
  { title: 'coin ways', file: 'coin-ways.js', name: 'ways', verdict: 'likely', invariants: ['coins'], args: [[50, 25, 10, 5, 1], 5, 100], calls: 38_901, states: 691 },
  { title: 'coin change in a loop', file: 'coin-change.ts', name: 'fewest', verdict: 'proven', args: [30], calls: 13_322_380, states: 31 },
  // The table gives no weights and counts both arms of the `||`: with these weights its counts hold.
  { title: 'subset sum, both arms', file: 'subset-sum-arms.ts', name: 'sums', verdict: 'likely', invariants: ['numbers'], args: [numbers, 0, 60], calls: 154_499, states: 959 },
  { title: 'subset sum, ending at the first', file: 'subset-sum.ts', name: 'reachable', verdict: 'likely', invariants: ['numbers'], args: [numbers, 0, 60], calls: 393, states: 177 },
  { title: 'Catalan numbers in a loop', file: 'catalan.js', name: 'trees', verdict: 'proven', args: [15], calls: 7_971_615, states: 16 },
  { title: 'matrix chain', file: 'matrix-chain.ts', name: 'multiply', verdict: 'proven', invariants: ['sizes'], args: [range(15), 0, 13], calls: 1_594_323, states: 105 },
  { title: 'palindromes', file: 'palindromes.js', name: 'longest', verdict: 'proven', invariants: ['text'], args: [letters, 0, 20], calls: 2_097_151, states: 231 },
  { title: 'rod cutting', file: 'rod-cutting.js', name: 'revenue', verdict: 'proven', invariants: ['prices'], args: [range(21), 20], calls: 1_048_576, states: 21 },
  { title: 'egg drop', file: 'egg-drop.ts', name: 'trials', verdict: 'proven', args: [2, 20], calls: 1_572_863, states: 41 },
  { title: 'partitions', file: 'partitions.js', name: 'partitions', verdict: 'proven', args: [40, 40], calls: 455_647, states: 1_261 },
  { title: 'word break by slices', file: 'word-break.ts', name: 'breaks', verdict: 'likely', invariants: ['words'], args: [new Set(runs), 'a'.repeat(18)], calls: 262_144, states: 19 },
  { title: 'towers of Hanoi, counted', file: 'hanoi.ts', name: 'moves', verdict: 'proven', args: [16, 'A', 'C', 'B'], calls: 65_535, states: 45 },
  { title: 'Fibonacci as a mutual pair', file: 'fib-pair.ts', name: 'even', verdict: 'proven', args: [30], calls: 2_692_537, states: 31 },
  { title: 'parity as a mutual pair', file: 'parity-pair.js', name: 'isEven', verdict: 'none', args: [30], calls: 31, states: 31 },
  { title: 'n/2 and n/3, rounded down', file: 'floor-divisions.ts', name: 'coinValue', verdict: 'proven', args: [1e9], calls: 21_639_875, states: 242 },
  { title: 'n/2 and n/3, exact', file: 'float-divisions.js', name: 'exchange', verdict: 'likely', args: [1e9], calls: 37_279_879, states: 337 },
  { title: 'two halves', file: 'halves.ts', name: 'pieces', verdict: 'proven', args: [1e6], calls: 1_999_999, states: 33 },
  { title: 'Ackermann', file: 'ackermann.ts', name: 'ackermann', verdict: 'possible', args: [3, 6], calls: 172_233, states: 1_277 },
  { title: 'minimax', file: 'minimax.js', name: 'score', verdict: 'likely', args: [empty, 'x'], calls: 549_946, states: 5_478 },
  { title: 'paths over adjacency lists', file: 'dag-paths.js', name: 'countPaths', verdict: 'possible', invariants: ['adjacent'], args: [[[1, 2], [3], [3], [4, 5], [6], [6], []], 0, 6], calls: 13, states: 7 },
  { title: 'Collatz', file: 'collatz.js', name: 'steps', verdict: 'none', args: [27], calls: 112, states: 112 },
  { title: 'linear recursion', file: 'factorial.ts', name: 'factorial', verdict: 'none', args: [20], calls: 20, states: 20 },
  { title: 'tree traversal', file: 'tree-sum.ts', name: 'sum', verdict: 'none' },
  { title: 'flatten', file: 'flatten.js', name: 'flatten', verdict: 'none' },
  { title: 'deep clone', file: 'deep-clone.js', name: 'clone', verdict: 'none' },
  { title: 'merge sort', file: 'merge-sort.ts', name: 'sorted', verdict: 'none', args: [notes], calls: 8_191, states: 8_191 },
  { title: 'quick sort', file: 'quick-sort.js', name: 'quick', verdict: 'none' },
  // The data are never asked for, so that the text of a state stays short.
  { title: 'segment tree', file: 'segment-tree.ts', name: 'total', verdict: 'none', invariants: ['data'], args: [[], 0, 4096], calls: 8_191, states: 8_191 },
  { title: 'heap indices', file: 'heap-index.js', name: 'size', verdict: 'none', invariants: ['heap'], args: [range(7), 0], calls: 15, states: 15 },
  { title: 'visited set', file: 'visited.js', name: 'reach', verdict: 'none', invariants: ['adjacent', 'seen'] },
  { title: 'permutations by swap and undo', file: 'permutations.js', name: 'permute', verdict: 'none', invariants: ['items', 'out'] },
  { title: 'recursive descent', file: 'parser.ts', name: 'sum', verdict: 'none', variants: ['plain'] },
  { title: 'memo parameter', file: 'memo-parameter.js', name: 'fibonacci', verdict: 'memoized' },
]; // prettier-ignore
