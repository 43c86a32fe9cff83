// Tables in expressions: an array asked by `??`, an object by a conditional.
function edits(a, b) {
  const memo = new Array((a + 1) * (b + 1));
  const visit = (i, j) => {
    const key = i * (b + 1) + j;
    return memo[key] ?? (memo[key] = i === 0 ? j : j === 0 ? i : 1 + Math.min(visit(i - 1, j), visit(i, j - 1)));
  };
  return visit(a, b);
}
const squares = new Map();
const square = (n) => (squares.has(n) ? squares.get(n) : (squares.set(n, n * n), n * n));
let sum = 0;
const started = process.cpuUsage();
for (let i = 0; i < 2400; i++) {
  sum += edits(120, 100);
  for (let n = 0; n < 20_000; n++) sum += square(n % 1000);
}
console.log(JSON.stringify({ ms: (process.cpuUsage(started).user + process.cpuUsage(started).system) / 1000, sum }));
