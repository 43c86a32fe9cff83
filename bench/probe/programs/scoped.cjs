// The code that memoize-scoped writes, in a hot loop.
function fib(n) {
  const memo = new Map();
  const visit = (n) => {
    if (memo.has(n)) return memo.get(n);
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
let sum = 0;
const started = process.cpuUsage();
for (let i = 0; i < 480_000; i++) sum += fib(60 + (i % 20));
console.log(JSON.stringify({ ms: (process.cpuUsage(started).user + process.cpuUsage(started).system) / 1000, sum }));
