// function: full
/** Tilings of a 3 × n board by dominoes. */
export function full(n: number): number {
  if (n < 0) return 0;
  if (n === 0) return 1;
  return full(n - 2) + 2 * notched(n - 1);
}

/** The same with a corner missing. */
function notched(n: number): number {
  if (n < 0) return 0;
  return full(n - 1) + notched(n - 2);
}
