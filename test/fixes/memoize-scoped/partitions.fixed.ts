// function: partitions
/** Every way to write n as a sum of parts no larger than m. */
export const partitions = (n: number, m: number): readonly number[][] => {
  const memo = new Map<number, Map<number, readonly number[][]>>();
  const visit = (n: number, m: number): readonly number[][] => {
    let row = memo.get(n);
    if (row === undefined) {
      row = new Map();
      memo.set(n, row);
    }
    const known = row.get(m);
    if (known !== undefined) return known;
    if (n === 0) {
      const result: readonly number[][] = [[]];
      row.set(m, result);
      return result;
    }
    if (n < 0 || m === 0) {
      const result: readonly number[][] = [];
      row.set(m, result);
      return result;
    }
    const result: readonly number[][] = [...visit(n - m, m).map((p) => [m, ...p]), ...visit(n, m - 1)];
    row.set(m, result);
    return result;
  };
  return visit(n, m);
};
