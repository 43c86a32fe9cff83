// 1,000 caches with entries; how long one snapshot stops the program.
const { memoize } = require('../../../dist/runtime.cjs');
const caches = Array.from({ length: 1000 }, (_, i) =>
  memoize((n) => ({ n, text: `value ${n} of ${i}` }), { name: `cache${i}` }),
);
for (const cache of caches) for (let n = 0; n < 300; n++) cache(n);
const hub = globalThis[Symbol.for('memoscope.probe')];
const times = [];
for (let i = 0; i < 30; i++) {
  for (const cache of caches) for (let n = 0; n < 20; n++) cache(i * 1000 + n);
  const started = performance.now();
  hub?.snapshot();
  times.push(performance.now() - started);
}
console.log(JSON.stringify({ first: times[0], median: times.sort((a, b) => a - b)[15], worst: times.at(-1) }));
