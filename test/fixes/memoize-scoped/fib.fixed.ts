// function: fib
/** The n-th Fibonacci number. */
export function fib(n: number): number {
  const memo = new Map<number, number>();
  const visit = (n: number): number => {
    const known = memo.get(n);
    if (known !== undefined) return known;
    if (n < 2) {
      memo.set(n, n);
      return n;
    }
    const result = visit(n - 1) + visit(n - 2);
    memo.set(n, result);
    return result;
  };
  return visit(n);
}
