// A deep recursion over one table that is emptied between runs.
const memo = new Map();
function sum(n) {
  const known = memo.get(n);
  if (known !== undefined) return known;
  const result = n < 2 ? n : (sum(n - 1) + sum(n - 2)) % 1_000_003;
  memo.set(n, result);
  return result;
}
let total = 0;
const started = process.cpuUsage();
for (let i = 0; i < 1500; i++) {
  memo.clear();
  total += sum(4000);
}
console.log(
  JSON.stringify({ ms: (process.cpuUsage(started).user + process.cpuUsage(started).system) / 1000, sum: total }),
);
