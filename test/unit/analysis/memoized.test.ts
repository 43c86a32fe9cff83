import assert from 'node:assert/strict';
import { memoization } from '../../../src/analysis/memoized.ts';
import { read } from './recurrence.ts';

type Row = readonly [title: string, source: string];

const body: Row[] = [
  ['Map of the module', `const memo = new Map(); function f(n) { if (n < 2) return n; if (memo.has(n)) return memo.get(n); const r = f(n - 1) + f(n - 2); memo.set(n, r); return r; }`],
  ['Map declared after, undefined check', `function f(n) { const seen = memo.get(n); if (seen !== undefined) return seen; const r = f(n - 1) + f(n - 2); memo.set(n, r); return r; } const memo = new Map();`],
  ['renamed: q, z', `const q = new Map(); function z(a) { if (a < 2) return a; if (q.has(a)) return q.get(a); const b = z(a - 1) + z(a - 2); q.set(a, b); return b; }`],
  ['object with in', `function f(n, memo = {}) { if (n in memo) return memo[n]; if (n < 2) return n; memo[n] = f(n - 1, memo) + f(n - 2, memo); return memo[n]; }`],
  ['assignment returned', `function f(n, memo = {}) { if (n in memo) return memo[n]; if (n < 2) return n; return (memo[n] = f(n - 1, memo) + f(n - 2, memo)); }`],
  ['switch (true)', `function f(n, memo = {}) { switch (true) { case n in memo: return memo[n]; case n < 2: return n; default: return (memo[n] = f(n - 1, memo) + f(n - 2, memo)); } }`],
  ['switch (true), stored behind it', `function f(n, memo = {}) { switch (true) { case memo[n] !== undefined: return memo[n]; case n < 2: return n; } memo[n] = f(n - 1, memo) + f(n - 2, memo); return memo[n]; }`],
  ['inverted', `function f(n, memo) { if (n < 2) return n; if (!(n in memo)) memo[n] = f(n - 1, memo) + f(n - 2, memo); return memo[n]; }`],
  ['inverted with a block', `const memo = []; function f(n) { if (n < 2) return n; if (memo[n] === undefined) { const r = f(n - 1) + f(n - 2); memo[n] = r; } return memo[n]; }`],
  ['??=', `const memo = []; function f(n) { return n < 2 ? n : (memo[n] ??= f(n - 1) + f(n - 2)); }`],
  ['|| and assignment', `const memo = []; const f = (n) => n < 2 ? n : memo[n] || (memo[n] = f(n - 1) + f(n - 2));`],
  ['ternary', `const memo = new Map(); const f = (n) => { if (n < 2) return n; const r = memo.has(n) ? memo.get(n) : f(n - 1) + f(n - 2); memo.set(n, r); return r; };`],
  ['template key', `const memo = {}; function f(i, j) { const key = \`\${i},\${j}\`; if (memo[key] != null) return memo[key]; const r = i * j < 1 ? 1 : f(i - 1, j) + f(i, j - 1); memo[key] = r; return r; }`],
  ['key written twice', `const memo = {}; function f(i, j) { if (memo[i + ',' + j]) return memo[i + ',' + j]; return (memo[i + ',' + j] = i * j < 1 ? 1 : f(i - 1, j) + f(i, j - 1)); }`],
  ['matrix, -1 sentinel', `const dp = grid(-1); function f(i, j) { if (i < 0 || j < 0) return 0; if (dp[i][j] !== -1) return dp[i][j]; return (dp[i][j] = f(i - 1, j) + f(i, j - 1)); }`],
  ['matrix through a row', `const dp = grid(-1); function f(i, j) { if (i < 0 || j < 0) return 0; const row = dp[i]; if (row[j] > -1) return row[j]; row[j] = f(i - 1, j) + f(i, j - 1); return row[j]; }`],
  ['nested Maps', `const memo = new Map(); function f(i, j) { if (memo.has(i) && memo.get(i).has(j)) return memo.get(i).get(j); const r = i * j < 1 ? 1 : f(i - 1, j) + f(i, j - 1); if (!memo.has(i)) memo.set(i, new Map()); memo.get(i).set(j, r); return r; }`],
  ['optional chaining', `const memo = {}; function f(i, j) { if (memo[i]?.[j] !== undefined) return memo[i][j]; const r = i * j < 1 ? 1 : f(i - 1, j) + f(i, j - 1); (memo[i] ||= {})[j] = r; memo[i][j] = r; return r; }`],
  ['property of the function', `function f(n) { if (f.cache[n]) return f.cache[n]; return (f.cache[n] = n < 2 ? n : f(n - 1) + f(n - 2)); } f.cache = {};`],
  ['field of this', `class K { memo = new Map(); f(n) { if (this.memo.has(n)) return this.memo.get(n); const r = n < 2 ? n : this.f(n - 1) + this.f(n - 2); this.memo.set(n, r); return r; } }`],
  ['field taken apart', `class K { f(n) { const { memo } = this; if (memo.has(n)) return memo.get(n); const r = n < 2 ? n : this.f(n - 1) + this.f(n - 2); memo.set(n, r); return r; } }`],
  ['property of a node', `function f(node) { if (node.depth !== undefined) return node.depth; let d = 0; for (const c of node.next) d = Math.max(d, f(c) + 1); node.depth = d; return d; }`],
  ['WeakMap', `const sizes = new WeakMap(); function f(node) { let s = sizes.get(node); if (s) return s; s = 1; for (const c of node.next) s += f(c); sizes.set(node, s); return s; }`],
  ['local that is filled when missing', `const memo = new Map(); function f(n) { let r = memo.get(n); if (r === undefined) { r = n < 2 ? n : f(n - 1) + f(n - 2); memo.set(n, r); } return r; }`],
  ['Reflect.has', `function f(n, memo) { if (Reflect.has(memo, n)) return memo[n]; return (memo[n] = n < 2 ? n : f(n - 1, memo) + f(n - 2, memo)); }`],
  ['hasOwnProperty', `const memo = {}; function f(n) { if (Object.prototype.hasOwnProperty.call(memo, n)) return memo[n]; return (memo[n] = n < 2 ? n : f(n - 1) + f(n - 2)); }`],
  ['methods of a cache class', `const cache = new Cache(); function f(n) { if (cache.contains(n)) return cache.lookup(n); const r = n < 2 ? n : f(n - 1) + f(n - 2); cache.store(n, r); return r; }`],
  ['clones in progress', `function clone(x, seen = new Map()) { if (seen.has(x)) return seen.get(x); const out = {}; seen.set(x, out); for (const k in x) out[k] = clone(x[k], seen); return out; }`],
  ['cached copy is copied', `const memo = {}; function f(n) { if (memo[n]) return [...memo[n]]; const r = n < 2 ? [n] : f(n - 1).concat(f(n - 2)); memo[n] = r; return r; }`],
  ['a row made when missing', `function f(i, j, dp) { if (i < 0 || j < 0) return 0; return dp[i]?.[j] ?? ((dp[i] ??= [])[j] = 1 + Math.max(f(i - 1, j, dp), f(i, j - 1, dp))); }`],
  ['a row made when missing, ||', `function f(i, j, dp) { if (dp[i] && dp[i][j]) return dp[i][j]; return ((dp[i] || (dp[i] = []))[j] = i * j < 1 ? 1 : f(i - 1, j, dp) + f(i, j - 1, dp)); }`],
  ['helpers of one line', `const kv = new Map(); const lookup = (k) => kv.get(k); function keep(k, v) { kv.set(k, v); } function f(n) { const known = lookup(n); if (known !== undefined) return known; const v = n < 2 ? n : f(n - 1) + f(n - 2); keep(n, v); return v; }`],
  ['helpers that make the key', `class K { t = {}; at(a, b) { return this.t[a + ',' + b]; } keep(a, b, v) { return (this.t[a + ',' + b] = v); } f(i, j) { if (this.at(i, j)) return this.at(i, j); return this.keep(i, j, i * j < 1 ? 1 : this.f(i - 1, j) + this.f(i, j - 1)); } }`],
  ['inside a callback', `const memo = new Map(); const f = (xs) => { const k = xs.join(); if (memo.has(k)) return memo.get(k); const r = Math.max(0, ...xs.map((x) => x + f(xs.filter((y) => y !== x)))); memo.set(k, r); return r; };`],
]; // prettier-ignore

const call: Row[] = [
  ['checked before the call', `function f(i, memo) { let r = 0; for (const d of [1, 2]) { if (memo.has(i - d)) r += memo.get(i - d); else { const s = i < d ? 1 : f(i - d, memo); memo.set(i - d, s); r += s; } } return r; }`],
  ['filled before the call', `const t = []; function f(n) { if (n < 2) return n; if (t[n - 1] === undefined) t[n - 1] = f(n - 1); if (t[n - 2] === undefined) t[n - 2] = f(n - 2); return t[n - 1] + t[n - 2]; }`],
]; // prettier-ignore

const marks: Row[] = [
  ['a set of failures', `const dead = new Set(); function f(i, s) { if (i === s.length) return true; if (dead.has(i)) return false; for (const w of ws) if (s.startsWith(w, i) && f(i + w.length, s)) return true; dead.add(i); return false; }`],
  ['an object of failures', `const dead = {}; function f(i, s) { if (i === s.length) return true; if (dead[i]) return false; for (const w of ws) if (f(i + w.length, s)) return true; dead[i] = true; return false; }`],
]; // prettier-ignore

const none: Row[] = [
  ['nothing', `function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); }`],
  ['a parameter named memo', `function f(n, memo) { return n < 2 ? memo : f(n - 1, memo) + f(n - 2, memo); }`],
  ['stored, never looked up', `const memo = {}; function f(n) { const r = n < 2 ? n : f(n - 1) + f(n - 2); memo[n] = r; return r; }`],
  ['looked up, never stored', `const table = load(); function f(n) { if (table[n]) return table[n]; return n < 2 ? n : f(n - 1) + f(n - 2); }`],
  ['a visited set', `const seen = new Set(); function f(v) { if (seen.has(v)) return 0; seen.add(v); let n = 1; for (const w of g[v]) n += f(w); return n; }`],
  ['a visited matrix', `function f(g, i, j) { if (g[i][j] === 0) return 0; g[i][j] = 0; return 1 + f(g, i + 1, j) + f(g, i, j + 1); }`],
  ['a board with undo', `function f(g, i, j) { const v = g[i][j]; if (v === 0) return 0; g[i][j] = 0; const best = Math.max(f(g, i + 1, j), f(g, i, j + 1)); g[i][j] = v; return v + best; }`],
  ['colours', `function f(v, c) { if (v in colour) return colour[v] === c; colour[v] = c; for (const w of g[v]) if (!f(w, !c)) return false; return true; }`],
  ['a table filled by loops', `function f(n) { const dp = [0, 1]; for (let i = 2; i <= n; i++) dp[i] = dp[i - 1] + dp[i - 2]; return n > 9 ? f(n - 9) + f(n - 8) : dp[n]; }`],
  ['a tree that is rebuilt', `function f(node, k) { if (!node) return node; if (k < node.key) node.left = f(node.left, k); else if (k > node.key) node.right = f(node.right, k); else { if (!node.left) return node.right; node.right = f(node.right, k); } return node; }`],
  ['descent into a part', `class T { f(v, p) { const side = v < p.v ? 'l' : 'r'; if (p[side]) this.f(v, p[side]); else { p[side] = { v }; this.f(v, p[side]); } } }`],
  ['grouping', `function f(items, groups) { for (const x of items) { if (!groups[x.k]) groups[x.k] = []; groups[x.k].push(x); f(x.children, groups); f(x.others, groups); } }`],
  ['a container made in the call', `function f(n) { const memo = {}; if (memo[n]) return memo[n]; return (memo[n] = n < 2 ? n : f(n - 1) + f(n - 2)); }`],
  ['functions of an imported module', `import * as ts from 'ts'; function f(n) { if (ts.isBlock(n, 1)) return ts.update(n, 2); ts.visit(n, f); return ts.update(n, f(n.a), f(n.b)); }`],
]; // prettier-ignore

describe('memoized already', () => {
  const of = (source: string): ReturnType<typeof memoization> => {
    const { recurrences } = read(source);
    assert.equal(recurrences.length, 1, `one recurrence in: ${source}`);
    return memoization(recurrences[0]!);
  };
  for (const [kind, rows] of Object.entries({ body, call, marks, none })) {
    describe(kind, () => {
      for (const [title, source] of rows) {
        it(title, () => {
          const found = of(source);
          assert.equal(found?.kind ?? 'none', kind);
          if (!found) return;
          assert.equal(found.complete, true);
          assert.equal(found.sameKey, true);
          assert.ok(found.container && found.keys?.length && found.stores?.length);
        });
      }
    });
  }

  it('tells where container and key stand', () => {
    const source = body[3]![1];
    const found = of(source)!;
    assert.equal(source.slice(...found.container!.range), 'memo');
    assert.equal(source.slice(...found.keys![0]!.range), 'n');
  });

  it('notices that store and lookup use different keys', () => {
    const found = of(`const memo = {}; function f(i, j) { if (memo[i + ',' + j]) return memo[i + ',' + j]; const r = i * j < 1 ? 1 : f(i - 1, j) + f(i, j - 1); memo[i + j] = r; return r; }`); // prettier-ignore
    assert.equal(found?.sameKey, false);
  });

  it('knows wrappers and decorators', () => {
    const known = ['memoize', 'memo', '_.memoize', 'moize', 'memoizee', 'React.cache', 'createSelector', '@memoized', '@Memoize()', 'useMemo']; // prettier-ignore
    for (const name of [...known, 'debounce', '@Input()']) {
      const source = name.startsWith('@')
        ? `class K { ${name} f(n) { return n < 2 ? n : this.f(n - 1) + this.f(n - 2); } }`
        : `const g = ${name}(function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); });`;
      const found = of(source);
      assert.equal(found?.kind, 'wrapped', name);
      assert.equal(found.knownWrapper, known.includes(name), name);
    }
  });

  it('sees that one memoized half of a mutual pair is enough', () => {
    const found = of(`const memo = {}; function f(n) { if (n in memo) return memo[n]; return (memo[n] = n < 2 ? n : g(n - 1) + g(n - 2)); } function g(n) { return n < 2 ? n : f(n - 1) + f(n - 2); }`); // prettier-ignore
    assert.deepEqual(found?.functions.map((fn) => fn.name), ['f']); // prettier-ignore
    assert.equal(found?.complete, true);
    const half = of(`const memo = {}; function f(n) { if (n in memo) return memo[n]; return (memo[n] = n < 2 ? n : g(n - 1) + g(n - 2)); } function g(n) { return n < 2 ? n : f(n - 1) + g(n - 2); }`); // prettier-ignore
    assert.equal(half?.complete, false);
  });
});
