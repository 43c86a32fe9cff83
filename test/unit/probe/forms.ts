/** Memo tables as people write them. Each program counts itself into `H` and `M` and prints what a cache must report. */
export interface Form {
  readonly title: string;
  readonly name: string;
  readonly code: string;
  /** JavaScript expression for the entries of the table after the run. */
  readonly size: string;
  readonly tables?: number;
}

export const forms: readonly Form[] = [
  {
    title: 'the quick fix: a table per outermost call',
    name: 'fib',
    code: `
let last;
function fib(n) {
  const memo = new Map(); last = memo;
  return visit(n);
  function visit(n) {
    const cached = memo.get(n);
    if (cached !== undefined || memo.has(n)) { H++; return cached; }
    M++;
    const result = n < 2 ? n : visit(n - 1) + visit(n - 2);
    memo.set(n, result);
    return result;
  }
}
fib(20); fib(30);`,
    size: 'last.size',
    tables: 2,
  },
  {
    title: 'stored undefined is found by has',
    name: 'find',
    code: `
const memo = new Map();
function find(k) {
  const cached = memo.get(k);
  if (cached !== undefined || memo.has(k)) { H++; return cached; }
  M++;
  const result = k % 2 ? undefined : k;
  memo.set(k, result);
  return result;
}
for (let i = 0; i < 30; i++) find(i % 5);`,
    size: 'memo.size',
    tables: 1,
  },
  {
    title: 'a const arrow with two keys in nested Maps',
    name: 'lcs',
    code: `
let inner = 0;
const lcs = (a, b) => {
  const memo = new Map();
  const visit = (i, j) => {
    let row = memo.get(i);
    if (row === undefined) memo.set(i, (row = new Map()));
    const cached = row.get(j);
    if (cached !== undefined) { H++; return cached; }
    M++;
    const r = i === 0 || j === 0 ? 0 : a[i-1] === b[j-1] ? 1 + visit(i-1, j-1) : Math.max(visit(i-1, j), visit(i, j-1));
    row.set(j, r); inner++;
    return r;
  };
  return visit(a.length, b.length);
};
lcs('kitten', 'sitting');`,
    size: 'inner',
  },
  {
    title: 'nested Maps read by a chain',
    name: 'paths',
    code: `
const memo = new Map();
function paths(a, b) {
  const known = memo.get(a)?.get(b);
  if (known !== undefined) { H++; return known; }
  M++;
  const result = a === 0 || b === 0 ? 1 : paths(a - 1, b) + paths(a, b - 1);
  if (!memo.has(a)) memo.set(a, new Map());
  memo.get(a).set(b, result);
  return result;
}
paths(6, 7);`,
    size: '[...memo.values()].reduce((n, row) => n + row.size, 0)',
  },
  {
    title: 'has, then get',
    name: 'cat',
    code: `
const memo = new Map();
function cat(n) {
  if (memo.has(n)) { H++; return memo.get(n); }
  M++;
  let sum = n === 0 ? 1 : 0;
  for (let i = 0; i < n; i++) sum += cat(i) * cat(n - 1 - i);
  memo.set(n, sum);
  return sum;
}
cat(12);`,
    size: 'memo.size',
  },
  {
    title: 'not has, set, then get for both',
    name: 'fib',
    code: `
const memo = new Map();
function fib(n) {
  if (!memo.has(n)) { M++; memo.set(n, n < 2 ? n : fib(n - 1) + fib(n - 2)); } else H++;
  return memo.get(n);
}
fib(25);`,
    size: 'memo.size',
  },
  {
    title: 'in and brackets, a base case after the lookup, the table as a default parameter',
    name: 'grid',
    code: `
let last;
const grid = (m, n, memo = {}) => {
  last = memo;
  const key = m + ',' + n;
  if (key in memo) { H++; return memo[key]; }
  M++;
  if (m === 1 && n === 1) return 1;
  if (m === 0 || n === 0) return 0;
  memo[key] = grid(m - 1, n, memo) + grid(m, n - 1, memo);
  return memo[key];
};
grid(9, 9);`,
    size: 'Object.keys(last).length',
  },
  {
    title: 'a truthy test that takes 0 for absent',
    name: 'zero',
    code: `
const memo = [];
function zero(n) {
  if (memo[n]) { H++; return memo[n]; }
  M++;
  return (memo[n] = n < 2 ? 0 : zero(n - 1) + zero(n - 2) + (n % 3));
}
zero(9);`,
    size: 'M',
  },
  {
    title: 'rows filled with -1, a conditional',
    name: 'dist',
    code: `
const table = Array.from({ length: 30 }, () => new Array(30).fill(-1));
const dist = (i, j) => table[i][j] !== -1 ? (H++, table[i][j])
  : (M++, table[i][j] = i === 0 ? j : j === 0 ? i : Math.min(dist(i - 1, j), dist(i, j - 1), dist(i - 1, j - 1)) + 1);
dist(20, 25);`,
    size: 'table.flat().filter((x) => x !== -1).length',
  },
  {
    title: 'rows that are made when they are needed',
    name: 'paths',
    code: `
function paths(a, b) {
  const rows = [];
  const visit = (i, j) => {
    if (i === 0 || j === 0) return 1;
    const row = (rows[i] ??= []);
    if (row[j] !== undefined) { H++; return row[j]; }
    M++;
    return (row[j] = visit(i - 1, j) + visit(i, j - 1));
  };
  return visit(a, b);
}
paths(9, 7); paths(5, 6);`,
    size: '30',
    tables: 2,
  },
  {
    title: 'rows that are made within the lookup',
    name: 'paths',
    code: `
const rows = {};
function paths(i, j) {
  if (i === 0 || j === 0) return 1;
  const known = (rows[i] ??= {})[j];
  if (known) { H++; return known; }
  M++;
  return ((rows[i] ??= {})[j] = paths(i - 1, j) + paths(i, j - 1));
}
paths(9, 7);`,
    size: 'M',
  },
  {
    title: '?? with the store on its right',
    name: 'fib',
    code: `
const memo = new Array(40);
let calls = 0;
const fib = (n) => { calls++; return memo[n] ?? (M++, memo[n] = n < 2 ? n : fib(n - 1) + fib(n - 2)); };
fib(30); H = calls - M;`,
    size: 'memo.filter((x) => x !== undefined).length',
  },
  {
    title: '??= on a property of the function',
    name: 'fib',
    code: `
let calls = 0;
function fib(n) { calls++; return fib.cache[n] ??= (M++, n < 2 ? n : fib(n - 1) + fib(n - 2)); }
fib.cache = {};
fib(30); H = calls - M;`,
    size: 'Object.keys(fib.cache).length',
  },
  {
    title: 'a private field of a class',
    name: 'Counter.count',
    code: `
class Counter {
  #memo = new Map();
  count(n) {
    if (this.#memo.has(n)) { H++; return this.#memo.get(n); }
    M++;
    const result = n < 2 ? 1 : this.count(n - 1) + this.count(n - 2);
    this.#memo.set(n, result);
    return result;
  }
  get size() { return this.#memo.size; }
}
const counter = new Counter();
counter.count(30);`,
    size: 'counter.size',
  },
  {
    title: 'one variable for the found and the made value',
    name: 'load',
    code: `
const users = new Map();
function load(id) {
  let user = users.get(id);
  if (!user) { M++; user = { id, name: 'u' + id }; users.set(id, user); } else H++;
  return user;
}
for (let i = 0; i < 100; i++) load(i % 7);`,
    size: 'users.size',
  },
  {
    title: 'get ?? compute, stored afterwards',
    name: 'slow',
    code: `
const memo = new Map();
let calls = 0;
const compute = (n) => { M++; return n * 2; };
function slow(n) {
  calls++;
  const value = memo.get(n) ?? compute(n);
  memo.set(n, value);
  return value;
}
for (let i = 0; i < 50; i++) slow(i % 9);
H = calls - M;`,
    size: 'memo.size',
  },
  {
    title: 'entries that expire',
    name: 'rate',
    code: `
const cache = new Map();
let clock = 0;
function rate(code) {
  const entry = cache.get(code);
  if (entry && entry.until > clock) { H++; return entry.value; }
  M++;
  const value = code.length;
  cache.set(code, { value, until: clock + 5 });
  return value;
}
for (; clock < 40; clock++) rate(clock % 2 ? 'EUR' : 'USD');`,
    size: 'cache.size',
  },
  {
    title: 'a lookup only for some arguments',
    name: 'fib',
    code: `
const memo = new Map();
function fib(n) {
  if (n > 1 && memo.has(n)) { H++; return memo.get(n); }
  if (n < 2) return n;
  M++;
  const result = fib(n - 1) + fib(n - 2);
  memo.set(n, result);
  return result;
}
fib(25);`,
    size: 'memo.size',
  },
  {
    title: 'a promise cache',
    name: 'fetchUser',
    code: `
const pending = new Map();
async function fetchUser(id) {
  const known = pending.get(id);
  if (known) { H++; return known; }
  M++;
  const made = Promise.resolve({ id });
  pending.set(id, made);
  return made;
}
for (let i = 0; i < 20; i++) fetchUser(i % 4);`,
    size: 'pending.size',
  },
  {
    title: 'stored in a callback after an await',
    name: 'fetchText',
    code: `
const texts = new Map();
function fetchText(url) {
  if (texts.has(url)) { H++; return Promise.resolve(texts.get(url)); }
  M++;
  return Promise.resolve(url + '!').then((text) => { texts.set(url, text); return text; });
}
process.on('exit', () => {});
fetchText('a').then(() => fetchText('a')).then(() => fetchText('b')).then(() => fetchText('a'));`,
    size: 'texts.size',
  },
  {
    title: 'a memoize helper closed over its table',
    name: 'memoize',
    code: `
function memoize(fn) {
  const cache = new Map();
  return function (...args) {
    const key = JSON.stringify(args);
    if (cache.has(key)) { H++; return cache.get(key); }
    M++;
    const result = fn.apply(this, args);
    cache.set(key, result);
    return result;
  };
}
const add = memoize((a, b) => a + b);
for (let i = 0; i < 30; i++) add(i % 3, 1);`,
    size: '3',
  },
  {
    title: 'a function inside an immediately called one',
    name: 'fib',
    code: `
const fib = (() => {
  const memo = [0, 1];
  return (n) => {
    if (memo[n] !== undefined) { H++; return memo[n]; }
    M++;
    memo[n] = fib(n - 1) + fib(n - 2);
    return memo[n];
  };
})();
fib(30);`,
    size: '31',
  },
  {
    title: 'a WeakMap',
    name: 'describe',
    code: `
const known = new WeakMap();
const keep = [{}, {}, {}];
function describe(object) {
  let text = known.get(object);
  if (text === undefined) { M++; text = 'x' + keep.indexOf(object); known.set(object, text); } else H++;
  return text;
}
for (let i = 0; i < 30; i++) describe(keep[i % 3]);`,
    size: '3',
  },
  {
    title: 'hasOwnProperty and a null prototype',
    name: 'up',
    code: `
const cache = Object.create(null);
function up(word) {
  if (Object.prototype.hasOwnProperty.call(cache, word)) { H++; return cache[word]; }
  M++;
  return (cache[word] = word.toUpperCase());
}
for (const w of 'a b a c b a constructor constructor'.split(' ')) up(w);`,
    size: 'Object.keys(cache).length',
  },
  {
    title: 'the value assigned inside the test',
    name: 'square',
    code: `
const memo = new Map();
function square(n) {
  let v;
  if ((v = memo.get(n)) !== undefined) { H++; return v; }
  M++;
  memo.set(n, (v = n * n));
  return v;
}
for (let i = 0; i < 30; i++) square(i % 8);`,
    size: 'memo.size',
  },
  {
    title: 'two lookups that part by size',
    name: 'pick',
    code: `
const small = new Map();
const pick = (n) => {
  if (n < 5) {
    if (small.has(n)) { H++; return small.get(n); }
  } else {
    const v = small.get(n);
    if (v !== undefined) { H++; return v; }
  }
  M++;
  small.set(n, n);
  return n;
};
for (let i = 0; i < 60; i++) pick(i % 11);`,
    size: 'small.size',
  },
  {
    title: 'has, then fresh or not',
    name: 'quote',
    code: `
const cache = new Map();
let now = 0;
function quote(symbol) {
  if (cache.has(symbol)) {
    const entry = cache.get(symbol);
    if (entry.until > now) { H++; return entry.value; }
  }
  M++;
  const value = symbol + now;
  cache.set(symbol, { value, until: now + 3 });
  return value;
}
for (; now < 30; now++) quote(now % 3);`,
    size: 'cache.size',
  },
];
