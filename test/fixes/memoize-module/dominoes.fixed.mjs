// function: full
const fullMemo = new Map();
const notchedMemo = new Map();

/** Ways to tile a 3 × n board. */
export function full(n) {
  const known = fullMemo.get(n);
  if (known !== undefined) return known;
  if (n < 0) {
    fullMemo.set(n, 0);
    return 0;
  }
  if (n === 0) {
    fullMemo.set(n, 1);
    return 1;
  }
  const result = full(n - 2) + 2 * notched(n - 1);
  fullMemo.set(n, result);
  return result;
}

/** With one more square. */
function notched(n) {
  const known = notchedMemo.get(n);
  if (known !== undefined) return known;
  if (n < 0) {
    notchedMemo.set(n, 0);
    return 0;
  }
  const result = full(n - 1) + notched(n - 2);
  notchedMemo.set(n, result);
  return result;
}
