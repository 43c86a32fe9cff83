// Backtracking: the arguments repeat, the board behind them does not.
function solutions(size: number): number {
  const columns = new Set<number>();
  const rising = new Set<number>();
  const falling = new Set<number>();

  function place(row: number): number {
    if (row === size) return 1;
    let found = 0;
    for (let column = 0; column < size; column += 1) {
      if (columns.has(column) || rising.has(row + column) || falling.has(row - column)) continue;
      columns.add(column);
      rising.add(row + column);
      falling.add(row - column);
      found += place(row + 1);
      columns.delete(column);
      rising.delete(row + column);
      falling.delete(row - column);
    }
    return found;
  }

  return place(0);
}

console.log(`8 queens: ${solutions(8)} solutions`);
