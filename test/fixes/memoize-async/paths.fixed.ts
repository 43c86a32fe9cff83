// function: paths
/** Grid paths, counted side by side. */
export async function paths(rows: number, columns: number): Promise<number> {
  const memo = new Map<number, Map<number, Promise<number>>>();
  const visit = (rows: number, columns: number): Promise<number> => {
    let row = memo.get(rows);
    if (row === undefined) {
      row = new Map();
      memo.set(rows, row);
    }
    const known = row.get(columns);
    if (known !== undefined) return known;
    const result = solve(rows, columns);
    row.set(columns, result);
    return result;
  };
  const solve = async (rows: number, columns: number): Promise<number> => {
    if (rows === 0 || columns === 0) return 1;
    const [above, left] = await Promise.all([visit(rows - 1, columns), visit(rows, columns - 1)]);
    return above + left;
  };
  return visit(rows, columns);
}
