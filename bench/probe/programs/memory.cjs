/* global gc */
// What 20,000 entries of one kind of value really hold (heap after garbage collection, before and after) against the
// probe's estimate. Run with --expose-gc and the probe.
const kind = process.argv[2];
const store = process.argv[3];
const entries = 20_000;
const pool = Array.from({ length: 500 }, (_, i) => ({
  id: i,
  tags: ['a' + i, 'b' + i],
  text: 'shared text number '.repeat(3) + i,
}));
const makers = {
  integers: (i) => i,
  doubles: (i) => i + 0.5,
  'short strings': (i) => `v${i}`,
  'long strings': (i) => JSON.stringify({ i, text: 'abc'.repeat(40 + (i % 30)) }),
  arrays: (i) => Array.from({ length: 10 + (i % 20) }, (_, k) => k * i),
  'nested objects': (i) => ({
    id: i,
    user: {
      name: `user ${i}`,
      roles: [
        { role: 'admin', since: i + 0.25 },
        { role: `r${i}`, since: 1 },
      ],
    },
  }),
  Maps: (i) =>
    new Map([
      [i, `m${i}`],
      [i + 1, { i }],
      [i + 2, i],
    ]),
  'typed arrays': (i) => new Float64Array(16 + (i % 32)),
  BigInts: (i) => 2n ** BigInt(60 + (i % 300)),
  'shared values': (i) => pool[mixed(i) % 500],
};
function mixed(i) {
  let h = Math.imul(i ^ (i >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
const make = makers[kind];
const { memoize } = require('../../../dist/runtime.cjs');

const memo = new Map();
function viaMap(i) {
  if (memo.has(i)) return memo.get(i);
  const value = make(i);
  memo.set(i, value);
  return value;
}
const object = {};
function viaObject(i) {
  const key = 'key ' + i;
  if (key in object) return object[key];
  const value = make(i);
  object[key] = value;
  return value;
}
const array = [];
function viaArray(i) {
  return array[i] ?? (array[i] = make(i));
}
const viaRuntime = memoize((i) => make(i), { name: 'viaRuntime' });
const viaTwoKeys = memoize((i, j) => make(i + j), { name: 'viaTwoKeys' });
const viaLru = memoize((i) => make(i), { name: 'viaLru', maxSize: 1e6 });
const calls = {
  viaMap,
  viaObject,
  viaArray,
  viaRuntime,
  viaLru,
  viaTwoKeys: (i) => viaTwoKeys(i % 100, i - (i % 100)),
};

const used = () => {
  gc();
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
const call = calls[store];
for (let i = 0; i < 300; i++) make(i);
const before = used();
for (let i = 0; i < entries; i++) call(i);
let real = used() - before;
// the pool was there before
if (kind === 'shared values') real += 500 * (24 + 24 + 32 + 16 + 16 + 2 * 24 + 88);
const hub = globalThis[Symbol.for('memoscope.probe')];
const cache = JSON.parse(hub.snapshot(true)).caches.find((c) => c.name === store);
// with a file: what dominators say, once nobody else holds the shared values
const file = process.argv[4];
pool.length = 0;
if (file) hub.heapSnapshot(cache.id, file);
console.log(JSON.stringify({ kind, store, real, estimate: cache.memory.bytes, plusMinus: cache.memory.plusMinus }));
