// function: full
/** Ways to tile a 3 × n board. */
export function full(n) {
  if (n < 0) return 0;
  if (n === 0) return 1;
  return full(n - 2) + 2 * notched(n - 1);
}

/** With one more square. */
function notched(n) {
  if (n < 0) return 0;
  return full(n - 1) + notched(n - 2);
}
