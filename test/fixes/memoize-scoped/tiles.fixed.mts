// function: full
/** Tilings of a 3 × n board by dominoes. */
export function full(n: number): number {
  return visitFull(new Map(), new Map(), n);
}

function visitFull(fullMemo: Map<number, number>, notchedMemo: Map<number, number>, n: number): number {
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
  const result = visitFull(fullMemo, notchedMemo, n - 2) + 2 * visitNotched(fullMemo, notchedMemo, n - 1);
  fullMemo.set(n, result);
  return result;
}

/** The same with a corner missing. */
function notched(n: number): number {
  return visitNotched(new Map(), new Map(), n);
}

function visitNotched(fullMemo: Map<number, number>, notchedMemo: Map<number, number>, n: number): number {
  const known = notchedMemo.get(n);
  if (known !== undefined) return known;
  if (n < 0) {
    notchedMemo.set(n, 0);
    return 0;
  }
  const result = visitFull(fullMemo, notchedMemo, n - 1) + visitNotched(fullMemo, notchedMemo, n - 2);
  notchedMemo.set(n, result);
  return result;
}
