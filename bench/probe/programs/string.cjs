// A cache over moderate work with text keys: most calls hit.
const memo = new Map();
function price(from, to, day) {
  const key = `${from}/${to}/${day}`;
  const cached = memo.get(key);
  if (cached !== undefined) return cached;
  let value = 1;
  for (let i = 0; i < 50; i++) value = (value * (day + i) + from.length * to.length) % 10007;
  memo.set(key, value);
  return value;
}
const names = ['EUR', 'USD', 'GBP', 'JPY', 'CHF'];
let sum = 0;
const started = process.cpuUsage();
for (let i = 0; i < 3_000_000; i++) sum += price(names[i % 5], names[(i * 7) % 5], i % 365);
console.log(JSON.stringify({ ms: (process.cpuUsage(started).user + process.cpuUsage(started).system) / 1000, sum }));
