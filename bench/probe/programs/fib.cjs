// A recursion that nobody has memoized, and nothing else.
function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
let sum = 0;
const started = process.cpuUsage();
for (let i = 0; i < 20; i++) sum += fib(30);
console.log(JSON.stringify({ ms: (process.cpuUsage(started).user + process.cpuUsage(started).system) / 1000, sum }));
