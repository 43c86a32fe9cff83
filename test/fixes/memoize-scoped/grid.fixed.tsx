// function: paths
export const paths = (r: number, c: number): number => {
  const memo = new Map<number, Map<number, number>>();
  const visit = (r: number, c: number): number => {
    let row = memo.get(r);
    if (row === undefined) {
      row = new Map();
      memo.set(r, row);
    }
    const known = row.get(c);
    if (known !== undefined) return known;
    const result = r <= 0 || c <= 0 ? 1 : visit(r - 1, c) + visit(r, c - 1);
    row.set(c, result);
    return result;
  };
  return visit(r, c);
};
