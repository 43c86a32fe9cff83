// ECMAScript module. A cache written by hand: the Caches view counts its hits and misses as well.
const table = new Map();

/** Ways to write n as a sum of parts no larger than m. */
function partitions(n, m) {
  if (n === 0) return 1;
  if (n < 0 || m === 0) return 0;
  const key = `${n},${m}`;
  const known = table.get(key);
  if (known !== undefined) return known;
  const result = partitions(n - m, m) + partitions(n, m - 1);
  table.set(key, result);
  return result;
}

console.log(`100 has ${partitions(100, 100)} partitions; the table holds ${table.size} entries`);
