// The workloads: each gives a driver over a contender's function, or undefined when the contender does not offer it.
import { code, floors } from './floors.mjs';

function random(seed) {
  let s = seed >>> 0;
  return () => (s = (Math.imul(s, 1664525) + 1013904223) >>> 0) / 2 ** 32;
}
const picks = (n, times, seed) => {
  const r = random(seed);
  return Array.from({ length: n * times }, () => Math.floor(r() * n));
};
/** Zipf with exponent 1 by inversion, keys shuffled. */
function zipf(n, universe, seed) {
  const r = random(seed);
  const sums = [];
  for (let i = 1, t = 0; i <= universe; i++) sums.push((t += 1 / i));
  const names = Array.from({ length: universe }, (_, i) => i);
  for (let i = universe - 1; i > 0; i--) {
    const j = Math.floor(r() * (i + 1));
    [names[i], names[j]] = [names[j], names[i]];
  }
  return Int32Array.from({ length: n }, () => {
    const u = r() * sums[universe - 1];
    let lo = 0;
    for (let hi = universe - 1; lo < hi;) {
      const mid = (lo + hi) >> 1;
      if (sums[mid] < u) lo = mid + 1;
      else hi = mid;
    }
    return names[lo];
  });
}

const steady = (f, keys, call = 'f(keys[i])') => {
  const drive = code(
    ['f', 'keys', 'times'],
    `let s=0;for(let r=0;r<times;r++)for(let i=0;i<keys.length;i++)s=(s+${call})|0;return s`,
  );
  drive(f, keys, 1);
  return { ops: keys.length, run: (times) => drive(f, keys, times) };
};
const again = (make, call, ops) => {
  const drive = code(['make', 'times'], `let s=0;for(let r=0;r<times;r++){const f=make();s=(s+${call})|0}return s`);
  return { ops, run: (times) => drive(make, times) };
};
const flights = (make) => {
  const drive = code(
    ['make', 'times'],
    'return (async()=>{for(let r=0;r<times;r++){const f=make(),all=[];for(let c=0;c<10;c++)for(let k=0;k<100;k++)all.push(f(k));await Promise.all(all)}})()',
  );
  return { ops: 1000, run: (times) => drive(make, times) };
};
const ints = Int32Array.from(picks(1000, 4, 1));
const names = Array.from({ length: 1000 }, (_, i) => Object.keys({ [`item-${i * 7919}`]: 1 })[0]);
const strings = picks(1000, 4, 2).map((i) => names[i]);
const pool = Array.from({ length: 1000 }, (_, id) => ({ id }));
const objects = picks(1000, 4, 3).map((i) => pool[i]);
const r = random(4);
const mixed = Array.from({ length: 4000 }, () => ({
  a: Math.floor(r() * 10),
  b: names[Math.floor(r() * 50)],
  c: r() < 0.5,
}));
const skewed = zipf(1 << 16, 100_000, 7);
const words = [5, 6].map((seed) => picks(20, 15, seed));

/** Runs other kinds of keys through the library first, as a big program does. */
function pollute(wrap) {
  for (let i = 0; i < 30; i++) {
    const f = wrap(code([], 'return function(x){return String(x).length}')());
    for (let j = 0; j < 200; j++) f([j, `k${j}`, pool[j], j + 0.5][i % 4]);
  }
}

const int = () => code([], 'return function(x){return (x*7)&1023}')();
export const workloads = {
  W1: {
    title: 'recursive fib(1000), fresh cache',
    needs: 'one',
    make: (w) => {
      const g = code(['w'], 'const m=w(function(n){return n<2?n:(m(n-1)+m(n-2))|0});return m');
      return again(() => g(w), 'f(1000)', 1000);
    },
    floor: () => again(floors.fib, 'f(1000)', 1000),
  },
  W2: {
    title: 'hits, one int, 1,000 keys',
    needs: 'one',
    make: (w) => steady(w(int()), ints),
    floor: () => steady(floors.one(), ints),
  },
  W3: {
    title: 'hits, one string',
    needs: 'one',
    make: (w) => steady(w(code([], 'return function(x){return x.length}')()), strings),
    floor: () => steady(floors.one(), strings),
  },
  W4: {
    title: 'edit distance 300×300, two ints',
    needs: 'two',
    make: (w) => {
      const g = code(
        ['w', 'A', 'B'],
        'const m=w(function(i,j){if(i===0)return j;if(j===0)return i;const x=m(i-1,j)+1,y=m(i,j-1)+1,z=m(i-1,j-1)+(A[i-1]===B[j-1]?0:1);return x<y?(x<z?x:z):(y<z?y:z)});return m',
      );
      return again(() => g(w, ...words), 'f(300,300)', 301 * 301);
    },
    floor: () => again(() => floors.distance(...words), 'f(300,300)', 301 * 301),
    slow: true,
    alone: true,
  },
  W5: {
    title: 'three mixed arguments',
    needs: 'three',
    make: (w) =>
      steady(
        w(code([], 'return function(a,b,c){return (a*7+b.length+(c?1:0))&1023}')()),
        mixed,
        'f(keys[i].a,keys[i].b,keys[i].c)',
      ),
    floor: () => steady(floors.three(), mixed, 'f(keys[i].a,keys[i].b,keys[i].c)'),
  },
  W6: {
    title: 'hits, one object by identity',
    needs: 'object',
    make: (w) => steady(w(code([], 'return function(o){return o.id&1023}')()), objects),
    floor: () => steady(floors.one(), objects),
  },
  W7: {
    title: 'LRU 1,000, Zipf, half hits',
    needs: 'lru',
    make: (w) => steady(w(int(), 1000), skewed),
    floor: () => steady(floors.lru(), skewed),
  },
  W8: {
    title: 'TTL hits, exact clock',
    needs: 'ttl',
    make: (w) => steady(w(int(), 3_600_000), ints),
    floor: () => steady(floors.ttl(), ints),
  },
  W8c: {
    title: 'TTL hits, coarse clock',
    needs: 'coarse',
    make: (w) => steady(w(int(), 3_600_000), ints),
    floor: () => steady(floors.ttl(), ints),
  },
  W9: {
    title: 'single flight, 100 keys of 10 concurrent calls',
    needs: 'async',
    make: (w) => {
      const g = code(['w'], 'return w(async function(k){await null;return k})');
      return flights(() => g(w));
    },
    floor: () => flights(floors.flight),
    alone: true, // so much garbage that one contender's is collected on another's time
  },
  W9h: {
    title: 'single flight, settled hits',
    needs: 'async',
    make: (w) =>
      steady(w(code([], 'return async function(k){await null;return k}')()), ints, '(f(keys[i])===null?1:0)'),
    floor: () => steady(floors.flight(), ints, '(f(keys[i])===null?1:0)'),
  },
  W11: {
    title: 'as W2 among other memoized functions',
    needs: 'one',
    make: (w) => {
      pollute(w);
      return steady(w(int()), ints);
    },
    floor: () => steady(floors.one(), ints),
  },
  W12: {
    title: 'create and call once',
    needs: 'one',
    make: (w) => {
      const g = code(['w'], 'return w(function f(x){return (x*7)&1023})');
      return again(() => g(w), 'f(3)', 1);
    },
    floor: () =>
      again(
        code(
          [],
          'const m=new Map();return function(x){const c=m.get(x);if(c!==undefined)return c;const r=(x*7)&1023;m.set(x,r);return r}',
        ),
        'f(3)',
        1,
      ),
  },
};
