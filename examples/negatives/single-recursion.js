// One call for each call: a chain, not a tree, so nothing comes twice.
function factorial(n) {
  return n <= 1 ? 1 : n * factorial(n - 1);
}

function gcd(a, b) {
  return b === 0 ? a : gcd(b, a % b);
}

/** The branches exclude each other. */
function collatz(n) {
  if (n === 1) return 0;
  return 1 + (n % 2 === 0 ? collatz(n / 2) : collatz(3 * n + 1));
}

function binarySearch(sorted, wanted, lo, hi) {
  if (lo >= hi) return -1;
  const middle = (lo + hi) >> 1;
  if (sorted[middle] === wanted) return middle;
  return sorted[middle] < wanted
    ? binarySearch(sorted, wanted, middle + 1, hi)
    : binarySearch(sorted, wanted, lo, middle);
}

const isEven = (n) => n === 0 || isOdd(n - 1);
const isOdd = (n) => n !== 0 && isEven(n - 1);

const squares = Array.from({ length: 100 }, (_, i) => i * i);
console.log(`10! = ${factorial(10)}, gcd(1071, 462) = ${gcd(1071, 462)}, collatz(27) takes ${collatz(27)} steps`);
console.log(`49² is at ${binarySearch(squares, 49 * 49, 0, squares.length)}, 42 is even: ${isEven(42)}`);
