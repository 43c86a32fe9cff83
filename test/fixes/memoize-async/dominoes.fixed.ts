// function: full
/** Ways to tile a 3 × n board. */
export async function full(n: number): Promise<number> {
  return visitFull(new Map(), new Map(), n);
}

function visitFull(fullMemo: Map<number, Promise<number>>, notchedMemo: Map<number, Promise<number>>, n: number): Promise<number> {
  const known = fullMemo.get(n);
  if (known !== undefined) return known;
  const result = solveFull(fullMemo, notchedMemo, n);
  fullMemo.set(n, result);
  return result;
}

async function solveFull(fullMemo: Map<number, Promise<number>>, notchedMemo: Map<number, Promise<number>>, n: number): Promise<number> {
  if (n < 0) return 0;
  if (n === 0) return 1;
  const [even, odd] = await Promise.all([visitFull(fullMemo, notchedMemo, n - 2), visitNotched(fullMemo, notchedMemo, n - 1)]);
  return even + 2 * odd;
}

/** With one more square. */
const notched = async (n: number): Promise<number> => {
  return visitNotched(new Map(), new Map(), n);
};

const visitNotched = (fullMemo: Map<number, Promise<number>>, notchedMemo: Map<number, Promise<number>>, n: number): Promise<number> => {
  const known = notchedMemo.get(n);
  if (known !== undefined) return known;
  const result = solveNotched(fullMemo, notchedMemo, n);
  notchedMemo.set(n, result);
  return result;
};

const solveNotched = async (fullMemo: Map<number, Promise<number>>, notchedMemo: Map<number, Promise<number>>, n: number): Promise<number> => {
  return n < 0 ? 0 : (await visitFull(fullMemo, notchedMemo, n - 1)) + (await visitNotched(fullMemo, notchedMemo, n - 2));
};
