// function: fib

const fibMemo = new Map<number, number>();

/** The n-th Fibonacci number. */
export function fib(n: number): number {
  const known = fibMemo.get(n);
  if (known !== undefined) return known;
  if (n < 2) {
    fibMemo.set(n, n);
    return n;
  }
  const result = fib(n - 1) + fib(n - 2);
  fibMemo.set(n, result);
  return result;
}
