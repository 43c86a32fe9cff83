// function: full
/** Ways to tile a 3 × n board. */
export function full(n) {
  return visitFull(new Map(), new Map(), n);
}

function visitFull(fullMemo, notchedMemo, n) {
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

/** With one more square. */
function notched(n) {
  return visitNotched(new Map(), new Map(), n);
}

function visitNotched(fullMemo, notchedMemo, n) {
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
