// The runtime's own memoize, announced to the probe.
const { memoize } = require('../../../dist/runtime.cjs');
let sum = 0;
const fib = memoize((n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)));
const started = process.cpuUsage();
for (let i = 0; i < 30_000_000; i++) sum += fib(i % 80);
console.log(JSON.stringify({ ms: (process.cpuUsage(started).user + process.cpuUsage(started).system) / 1000, sum }));
