// function: fib

/** The n-th Fibonacci number. */
export function fib(n: number): number {
  if (n < 2) return n;
  return fib(n - 1) + fib(n - 2);
}
