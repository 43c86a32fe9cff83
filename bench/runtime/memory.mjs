// Bytes an entry of the filled cache, after garbage collection.
export function report({ memoize }) {
  const used = () => {
    for (let i = 0; i < 4; i++) globalThis.gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const million = (f) => {
    for (let i = 0; i < 1_000_000; i++) f(i);
  };
  const square = (f) => {
    for (let i = 0; i < 1000; i++) for (let j = 0; j < 1000; j++) f(i, j);
  };
  const map = () => {
    const m = new Map();
    return (x) => m.get(x) ?? (m.set(x, x & 1023), x & 1023);
  };
  console.log('memory: bytes an entry, 1,000,000 entries');
  for (const [name, make, fill] of [
    ['a Map by hand, one int', map, million],
    ['one int', () => memoize((x) => x & 1023), million],
    ['two ints', () => memoize((a, b) => (a + b) & 1023), square],
    ['LRU, one int', () => memoize((x) => x & 1023, { maxSize: 1_000_000 }), million],
  ]) {
    make()(0, 0); // what is made once only
    const f = make();
    const before = used();
    fill(f);
    console.log(`  ${name.padEnd(24)} ${((used() - before) / 1e6).toFixed(1).padStart(6)}`);
    f(1, 1);
  }
}
