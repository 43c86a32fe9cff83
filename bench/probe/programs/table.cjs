// Edit distance over rows of one array, cleared and filled again.
const a = 'intention to compare two strings'.repeat(4);
const b = 'execution of a comparison of strings'.repeat(4);
function distance() {
  const rows = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(-1));
  const visit = (i, j) => {
    if (rows[i][j] !== -1) return rows[i][j];
    let best;
    if (i === 0) best = j;
    else if (j === 0) best = i;
    else
      best = Math.min(visit(i - 1, j) + 1, visit(i, j - 1) + 1, visit(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1));
    rows[i][j] = best;
    return best;
  };
  return visit(a.length, b.length);
}
let sum = 0;
const started = process.cpuUsage();
for (let i = 0; i < 2700; i++) sum += distance();
console.log(JSON.stringify({ ms: (process.cpuUsage(started).user + process.cpuUsage(started).system) / 1000, sum }));
