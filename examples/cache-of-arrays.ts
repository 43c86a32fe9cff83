import { memoize } from 'memoscope';

const days = 1000;
const readings = 1000;

/** A day's curve of 1,000 numbers: 8 bytes each, so about 8 kB an entry. */
const curve = memoize(
  (day: number): readonly number[] => Array.from({ length: readings }, (_, i) => Math.sin(day + i / readings)),
  { name: 'curve' },
);

let total = 0;
for (let round = 0; round < 3; round += 1) {
  for (let day = 0; day < days; day += 1) total += curve(day)[round];
}

const { hits, misses, size } = curve.cacheInfo();
console.log(`${hits} hits, ${misses} misses, ${size} entries, checksum ${total.toFixed(6)}`);
console.log(`their numbers alone take ${(size * readings * 8) / 1e6} MB`); // a breakpoint here shows the view's estimate
