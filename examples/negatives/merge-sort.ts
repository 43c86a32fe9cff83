// The halves of an interval are disjoint: no two calls sort the same part.
function mergeSort(numbers: readonly number[]): number[] {
  if (numbers.length <= 1) return [...numbers];
  const middle = numbers.length >> 1;
  return merge(mergeSort(numbers.slice(0, middle)), mergeSort(numbers.slice(middle)));
}

function merge(a: readonly number[], b: readonly number[]): number[] {
  const merged: number[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) merged.push(a[i] <= b[j] ? a[i++] : b[j++]);
  return [...merged, ...a.slice(i), ...b.slice(j)];
}

/** Sum by halves of [lo, hi), as a segment tree does. */
function sum(numbers: readonly number[], lo: number, hi: number): number {
  if (hi - lo === 1) return numbers[lo];
  const middle = (lo + hi) >> 1;
  return sum(numbers, lo, middle) + sum(numbers, middle, hi);
}

const numbers = Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1009);
const sorted = mergeSort(numbers);
console.log(`sorted: ${sorted.every((n, i) => i === 0 || sorted[i - 1] <= n)}, sum ${sum(numbers, 0, numbers.length)}`);
