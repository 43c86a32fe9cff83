import assert from 'node:assert/strict';
import { safetyOf } from '../../../src/analysis/safety.ts';
import { read } from './recurrence.ts';

function judge(source: string): {
  text: string;
  reasons: string;
  lines: (number | undefined)[];
  verdict: ReturnType<typeof safetyOf>;
} {
  // prettier-ignore
  const { recurrences, language, line } = read(source);
  assert.equal(recurrences.length, 1, `one recurrence in: ${source}`);
  const verdict = safetyOf(recurrences[0]!, language);
  return {
    text: verdict.safety,
    reasons: verdict.reasons.map((r) => r.text).join('; '),
    lines: verdict.reasons.map((r) => r.range && line(r.range[0])),
    verdict,
  };
}

/** Title, source, and for unsafe and unknown what the reason must name. */
type Row = readonly [title: string, source: string, names?: string | RegExp];
const twice = 'return n < 2 ? n : f(n - 1) + f(n - 2);';

const safe: Row[] = [
  ['arithmetic', `function f(n) { ${twice} }`],
  ['own locals and parameters reassigned', `function f(n) { n = n | 0; let a = 0; a += n; ${twice} }`],
  ['a fresh list that is filled', `function f(n) { const out = []; out.push(n); ${twice} }`],
  ['a fresh list handed to a helper that fills it', `function put(l, x) { l[l.length] = x; } function f(n) { const out = []; put(out, n); ${twice} }`], // prettier-ignore
  ['a fresh Map', `function f(n) { const m = new Map(); m.set(n, 1); ${twice} }`],
  ['a copied list sorted', `const W = [3, 1]; function f(n) { const c = [...W].sort((a, b) => a - b); return n < 2 ? c[0] : f(n - 1) + f(n - 2); }`], // prettier-ignore
  ['a callback that changes a local', `function f(n) { let b = 0; [1, 2].forEach((d) => { b += n > d ? f(n - d) : 1; }); return b; }`], // prettier-ignore
  ['an inner helper that changes a local', `function f(n) { let b = 0; function bump(x) { b += x; } if (n < 2) return n; bump(f(n - 1)); bump(f(n - 2)); return b; }`], // prettier-ignore
  ['captured inputs that do not change', `function solve(w) { const f = (i) => i < 1 ? 0 : Math.max(f(i - 1), w[i] + f(i - 2)); return f(w.length - 1); }`], // prettier-ignore
  ['a constant list of the module', `const coins = [1, 2]; function f(n) { let c = 0; for (const x of coins) c += n > x ? f(n - x) : 1; return c; }`], // prettier-ignore
  ['fields set by the constructor only', `class K { constructor(w) { this.w = w; } f(i) { return i < 0 ? 0 : Math.max(this.f(i - 1), this.w[i] + this.f(i - 2)); } }`], // prettier-ignore
  ['throwing', `function f(n) { if (n < 0) throw new RangeError('n'); ${twice} }`],
  ['parts of Math taken apart', `const { max } = Math; function f(n) { return n < 2 ? n : max(f(n - 1), f(n - 2)); }`],
  ['text methods', `function f(s: string) { return s.length < 2 ? 1 : f(s.slice(1)) + (s.match(/a/) ? f(s.slice(2)) : 0); }`], // prettier-ignore
  ['a parameter left to its default', `function f(n, out = []) { out.push(n); ${twice} }`],
  ['a variable that is a copy by the time it is changed', `function f(n, a: number[]) { let x = a; x = []; x.push(n); return n < 2 ? 1 : f(n - 1, a) + f(n - 2, a); }`], // prettier-ignore
];

const scoped: Row[] = [
  ['a variable assigned elsewhere', `let base = 1; export const set = (b) => { base = b; }; function f(n) { return n < 2 ? base : f(n - 1) + f(n - 2); }`], // prettier-ignore
  ['a list filled elsewhere', `const g = []; export const add = (e) => { g.push(e); }; function f(n) { return n < 2 ? g.length : f(n - 1) + f(n - 2); }`], // prettier-ignore
  ['a list changed through an alias', `const g = [[]]; export const add = (e) => { const r = g[0]; r.push(e); }; function f(n) { return n < 2 ? g[0].length : f(n - 1) + f(n - 2); }`], // prettier-ignore
  ['a field changed by another method', `class K { set(w) { this.w = w; } f(i) { return i < 0 ? 0 : this.f(i - 1) + this.w + this.f(i - 2); } }`], // prettier-ignore
  ['the content of an argument', `function f(w, i) { return i < 0 ? 0 : f(w, i - 1) + w[i] + f(w, i - 2); }`],
  ['a fresh result', `function f(n) { return n < 2 ? [n] : [...f(n - 1), ...f(n - 2)]; }`],
  ['a fresh symbol', `function f(n) { return n < 2 ? Symbol() : f(n - 1) || f(n - 2); }`],
  ['a fresh result built from copies', `function f(n) { return n < 2 ? [[n]] : [...f(n - 1), ...f(n - 2)].map((x) => [...x, n]); }`], // prettier-ignore
  ['a reassigned copy of a result', `function f(n) { if (n < 2) return [n]; let r = f(n - 1); r = r.concat(f(n - 2)); r.push(3); return r; }`], // prettier-ignore
  ['reduce into a new list', `function f(n) { return n < 2 ? [n] : [1, 2].reduce((acc, d) => { acc.push(...f(n - d)); return acc; }, []); }`], // prettier-ignore
  ['async', `async function f(n) { return n < 2 ? n : (await f(n - 1)) + (await f(n - 2)); }`],
  ['a constructor that is not known', `function f(n) { return n < 1 ? null : new TreeNode(f(n - 1), f(n - 2)); }`],
];

const unsafe: Row[] = [
  [
    'the stack of an error made here',
    `function f(n) { const here = new Error(); return n < 2 ? here.stack.length : f(n - 1) + f(n - 2); }`,
    'here.stack',
  ],
  ['a counter', `let count = 0; function f(n) { count++; ${twice} }`, '`count`'],
  ['a best-so-far of the function around', `function solve(w) { let best = 0; const f = (i, s) => { if (i === w.length) { best = Math.max(best, s); return; } f(i + 1, s); f(i + 1, s + w[i]); }; f(0, 0); return best; }`, '`best`'], // prettier-ignore
  ['a path pushed and popped', `function f(n, path, out) { if (n < 1) { out.push([...path]); return; } path.push(n); f(n - 1, path, out); f(n - 2, path, out); path.pop(); }`, '`path`'], // prettier-ignore
  ['a visited set', `const seen = new Set(); function f(n) { seen.add(n); ${twice} }`, '`seen`'],
  ['a helper that marks', `const seen = new Set(); function mark(k) { seen.add(k); } function f(n) { mark(n); ${twice} }`, '`seen`'], // prettier-ignore
  ['a helper that fills its argument', `function put(l, x) { l[l.length] = x; } function f(n, out) { put(out, n); return n < 2 ? n : f(n - 1, out) + f(n - 2, out); }`, '`l`'], // prettier-ignore
  ['an alias of an argument', `function f(n, a) { const b = a; b.push(n); return n < 2 ? 1 : f(n - 1, a) + f(n - 2, a); }`, '`b`'], // prettier-ignore
  ['a part of an argument', `function f(n, s) { const { list } = s; list.push(n); return n < 2 ? n : f(n - 1, s) + f(n - 2, s); }`, '`list`'], // prettier-ignore
  ['an element of an outer list', `const rows = [[], []]; function f(n) { const r = rows[n % 2]; r.push(n); ${twice} }`, '`rows`'], // prettier-ignore
  ['an alias on one branch', `function f(n, a) { let r = n > 5 ? a : []; r.push(3); return n < 2 ? 1 : f(n - 1, a) + f(n - 2, a); }`, '`r`'], // prettier-ignore
  ['an alias that leaves a loop', `function f(n, a) { let x = []; while (true) { x = a; if (n > 3) break; x = []; } x.push(1); return n < 2 ? n : f(n - 1, a) + f(n - 2, a); }`, '`x`'], // prettier-ignore
  ['a board with undo', `function f(a, k) { if (k === a.length) return 1; let c = 0; for (let i = k; i < a.length; i++) { [a[k], a[i]] = [a[i], a[k]]; c += f(a, k + 1); [a[k], a[i]] = [a[i], a[k]]; } return c; }`, '`a`'], // prettier-ignore
  [
    'a cursor',
    `class P { pos = 0; f(n) { this.pos++; return n < 2 ? n : this.f(n - 1) + this.f(n - 2); } }`,
    '`this.pos`',
  ],
  ['a cursor through an alias of this', `class P { f(n) { const self = this; self.pos++; return n < 2 ? n : this.f(n - 1) + this.f(n - 2); } }`, '`self`'], // prettier-ignore
  [
    'a static counter',
    `class C { static n = 0; static f(n) { C.n++; return n < 2 ? n : C.f(n - 1) + C.f(n - 2); } }`,
    '`C`',
  ],
  ['a recursive result that grows', `function f(n) { if (n < 2) return [n]; const r = f(n - 1); r.push(...f(n - 2)); return r; }`, '`r`'], // prettier-ignore
  ['a recursive result that is sorted', `function f(n) { if (n < 2) return [n]; return f(n - 1).concat(f(n - 2).sort()); }`, 'result of a recursive call'], // prettier-ignore
  ['an element of a recursive result', `function f(n) { if (n < 2) return [[n]]; const r = f(n - 1).concat(f(n - 2)); for (const x of r) x.push(n); return r; }`, '`x`'], // prettier-ignore
  ['a recursive result as the start of a fold', `function f(n) { return n < 2 ? [n] : [1].reduce((acc) => { acc.push(...f(n - 2)); return acc; }, f(n - 1)); }`, '`acc`'], // prettier-ignore
  ['a recursive result inside a fresh object', `function f(n) { if (n < 2) return { v: [n] }; const t = { a: f(n - 1), b: f(n - 2) }; t.a.v.push(1); return { v: t.b.v.concat(t.a.v) }; }`, '`t.a.v`'], // prettier-ignore
  ['a result that a caller changes', `function f(n) { return n < 2 ? [n] : [...f(n - 1), ...f(n - 2)]; }\nconst all = f(9); all.push(1);`, '`f`'], // prettier-ignore
  ['randomness', `function f(n) { return n < 2 ? Math.random() : f(n - 1) + f(n - 2); }`, 'random'],
  ['the clock, through helpers', `const now = () => Date.now(); const stamp = () => now(); function f(n) { return n < 2 ? stamp() : f(n - 1) + f(n - 2); }`, 'clock'], // prettier-ignore
  ['the date of today', `function f(n) { return n < 2 ? new Date().getTime() : f(n - 1) + f(n - 2); }`, 'clock'],
  ['printing', `function f(n) { console.log(n); ${twice} }`, 'input or output'],
  ['files', `const fs = require('fs'); function f(n) { return n < 2 ? fs.readFileSync('x').length : f(n - 1) + f(n - 2); }`, 'input or output'], // prettier-ignore
  ['the environment', `function f(n) { return n < 2 ? process.env.X : f(n - 1) + f(n - 2); }`, 'environment'],
  ['no result', `function f(n) { if (n < 2) return; f(n - 1); f(n - 2); }`, 'no result'],
  ['no result but of a callback', `const f = (n) => { [1, 2].map((k) => { if (n > 1) f(n - k); return k; }); };`, 'no result'], // prettier-ignore
  ['a generator', `function* f(n) { if (n < 2) yield n; else { yield* f(n - 1); yield* f(n - 2); } }`, 'generator'],
  ['a pattern that remembers', `const re = /a/g; function f(n, s) { return re.test(s) || n < 2 ? 1 : f(n - 1, s) + f(n - 2, s); }`, '`re`'], // prettier-ignore
  [
    'Object.assign',
    `function f(n, st) { Object.assign(st, { n }); return n < 2 ? n : f(n - 1, st) + f(n - 2, st); }`,
    '`st`',
  ],
  ['delete', `function f(n, st) { delete st[n]; return n < 2 ? n : f(n - 1, st) + f(n - 2, st); }`, '`st`'],
  ['destructuring into an outer variable', `let lo = 0; function f(n) { [lo] = [n]; ${twice} }`, '`lo`'],
  ['a loop over an outer variable', `let cur; function f(n) { for (cur of [1, 2]); ${twice} }`, '`cur`'],
  [
    'push in try, pop in finally',
    `const st = []; function f(n) { try { st.push(n); ${twice} } finally { st.pop(); } }`,
    '`st`',
  ],
  [
    'an iterator',
    `function f(it, n) { const x = it.next().value; return n < 2 ? x : f(it, n - 1) + f(it, n - 2); }`,
    '`it`',
  ],
  ['an iterator that is walked', `/** @param {Iterator<number>} it */ function f(it, n) { return n < 2 ? [...it].length : f(it, n - 1) + f(it, n - 2); }`, '`it`'], // prettier-ignore
  ['an iterable under another name', `/** @param {Iterable<number>} it */ function f(it, n) { const own = it; let s = 0; for (const x of own) s += x; return n < 2 ? s : f(it, n - 1) + f(it, n - 2); }`, '`it`'], // prettier-ignore
  ['a property of the function', `function f(n) { f.seen.list[n] = 1; ${twice} }`, '`f`'],
  ['an undeclared global', `function f(n) { total += n; ${twice} }`, '`total`'],
];

const unknown: Row[] = [
  [
    'an imported function',
    `import { g } from './g'; function f(n) { return n < 2 ? g(n) : f(n - 1) + f(n - 2); }`,
    '`g`',
  ],
  ['a function of the caller', `function f(n, cb) { cb(n); return n < 2 ? n : f(n - 1, cb) + f(n - 2, cb); }`, '`cb`'],
  ['a method of an argument', `function f(rng, n) { return n < 2 ? rng.float() : f(rng, n - 1) + f(rng, n - 2); }`, '`rng.float`'], // prettier-ignore
  ['a parser that matches', `function f(p, n) { p.match('('); return n < 2 ? 1 : f(p, n - 1) + f(p, n - 2); }`, '`p.match`'], // prettier-ignore
  ['an inherited method', `class K extends B { f(n) { this.match(n); return n < 2 ? 1 : this.f(n - 1) + this.f(n - 2); } }`, '`this.match`'], // prettier-ignore
  ['a request', `function f(api, n) { return n < 2 ? api.get(n) : f(api, n - 1) + f(api, n - 2); }`, '`api.get`'],
  ['eval', `function f(n) { return n < 2 ? eval('n') : f(n - 1) + f(n - 2); }`, '`eval`'],
  ['arguments', `function f() { const n = arguments[0]; ${twice} }`, '`arguments`'],
];

describe('effects and safety', () => {
  for (const [expected, rows] of Object.entries({ safe, scoped, unsafe, unknown })) {
    describe(expected, () => {
      for (const [title, source, names] of rows) {
        it(title, () => {
          const { text, reasons } = judge(source);
          assert.equal(text, expected, reasons);
          if (names) assert.ok(typeof names === 'string' ? reasons.includes(names) : names.test(reasons), reasons);
        });
      }
    });
  }

  it('names the line that makes a function unsafe', () => {
    const { lines } = judge('let c = 0;\nfunction bump() {\n  c += 1;\n}\nfunction f(n) {\n  bump();\n  return n < 2 ? n : f(n - 1) + f(n - 2);\n}'); // prettier-ignore
    assert.deepEqual(lines, [3]);
  });

  it('tells determinism apart from side effects', () => {
    assert.equal(judge(`function f(n) { return n < 2 ? Date.now() : f(n - 1) + f(n - 2); }`).verdict.deterministic, false); // prettier-ignore
    assert.equal(judge(`let c = 0; function f(n) { c++; ${twice} }`).verdict.deterministic, true);
  });

  it('says what is returned and what is passed on unchanged', () => {
    const { verdict } = judge('function f(w, n) { return n < 2 ? [w] : f(w, n - 1).concat(f(w, n - 2)); }');
    assert.equal(verdict.returns, 'fresh');
    assert.deepEqual(verdict.invariants.map((v) => v.name), ['w']); // prettier-ignore
    assert.equal(judge(`function f(n) { ${twice} }`).verdict.returns, 'primitive');
  });

  it('judges an inner member apart from the outer one', () => {
    const { verdict } = judge('function f(n) { let b = 0; const visit = (d) => { b += n > d ? f(n - d) : 1; }; [1, 2].forEach(visit); return b; }'); // prettier-ignore
    const by = new Map([...verdict.of].map(([fn, v]) => [fn.name, v.safety]));
    assert.equal(by.get('visit'), 'unsafe');
    assert.notEqual(by.get('f'), 'unsafe');
    assert.equal(verdict.safety, by.get('f'));
  });

  it('names what is changed after it went to a recursive call', () => {
    const handed = (body: string): string | undefined => judge(`function f(xs) { const ys = [...xs], out = []; ${body} return out; }`).verdict.handed?.text; // prettier-ignore
    assert.match(handed('for (const x of xs) { ys.push(x); out.push(f(ys)); ys.pop(); }')!, /`ys`/);
    assert.match(handed('for (const x of xs) { ys[0] = x; out.push(...f(ys)); }')!, /`ys`/);
    assert.match(handed('const same = ys; f(ys); same.sort();')!, /`same`/);
    assert.match(handed('const all = { ys }; f(all); ys.sort();')!, /`ys`/);
    assert.match(handed('[1, 2].forEach((i) => { ys[i]++; f(ys); });')!, /`ys`/);
    // Filled before; another one in each turn; not what was given.
    assert.equal(handed('ys.pop(); ys.sort(); out.push(f(ys), f(ys)); out.sort();'), undefined);
    assert.equal(handed('for (const x of xs) { const zs = [...ys]; zs.push(x); out.push(...f(zs)); }'), undefined);
    assert.equal(handed('let zs; for (const x of xs) { zs = ys.slice(); zs.push(x); out.push(...f(zs)); }'), undefined);
    assert.equal(handed('while (ys.length > 0) { ys.pop(); out.push(f(ys.slice())); }'), undefined);
  });

  it('comes to an end on odd input', () => {
    for (const source of [
      'function f() { const x = [() => x[0]()]; x[0](); return f() + f(); }',
      'const f = (...[a, ...b]) => f(...b, ...f(a));',
      'function f(n) { for (;;) for (;;) for (;;) for (;;) for (;;) for (;;) f(n).g.h[f(n)] = f(n); }',
      'function f({ a: { b = f() } = {} }, [c = f(b)]) { label: for (const [d] of c) { continue label; } return f`x${f}`; }',
      'var f = function () { return (f = f), f(f(f)); }; function g() { return g.g(g) || new g(g); }',
      'class A { static f = () => A.f(A.f()); #p() { return this.#p() + this.#p(); } get x() { return this.x + this.x; } }',
    ]) {
      const { recurrences, language } = read(source);
      for (const one of recurrences) assert.ok(safetyOf(one, language).reasons.length > 0);
    }
  });
});
