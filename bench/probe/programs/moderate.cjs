// A program that calls a recursion now and then: most of its time goes into other work.
function ways(n, coin) {
  if (n === 0) return 1;
  if (n < 0 || coin === 0) return 0;
  return ways(n - coin, coin) + ways(n, coin - 1);
}
const words = Array.from({ length: 3000 }, (_, i) => ({ text: `word ${(i * 7919) % 3001}`, n: i }));
let sum = 0;
const started = process.cpuUsage();
for (let i = 0; i < 120; i++) {
  sum += ways(12 + (i % 5), 6);
  const sorted = [...words].sort((a, b) => (a.text < b.text ? -1 : 1));
  sum += JSON.stringify(sorted).length + sorted.filter((w) => /\d7/.test(w.text)).length;
}
console.log(JSON.stringify({ ms: (process.cpuUsage(started).user + process.cpuUsage(started).system) / 1000, sum }));
