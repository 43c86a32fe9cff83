import { memoize } from 'memoscope';

// function: fib
/** The n-th Fibonacci number. */
export const fib = memoize((n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)), { maxSize: 128, name: 'fib' });
