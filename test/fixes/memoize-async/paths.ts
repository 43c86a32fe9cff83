// function: paths
/** Grid paths, counted side by side. */
export async function paths(rows: number, columns: number): Promise<number> {
  if (rows === 0 || columns === 0) return 1;
  const [above, left] = await Promise.all([paths(rows - 1, columns), paths(rows, columns - 1)]);
  return above + left;
}
