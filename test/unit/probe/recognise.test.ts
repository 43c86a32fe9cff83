import { deepEqual, equal } from 'node:assert/strict';
import { withoutCounting } from '../../../src/probe/functionText.ts';
import { instrument } from '../../../src/probe/instrument.ts';
import { forms } from './forms.ts';

const names = (text: string): string[] | undefined => {
  let id = 0;
  return instrument(text, '/a.js', 'commonjs', () => (id += 2))?.description.tables.map((t) => t.name);
};

/** Code that looks up and stores under one key, but is no memo table. */
const others: Record<string, string> = {
  counting: 'const count = {}; function add(w) { count[w] = (count[w] || 0) + 1; return count[w]; }',
  'counting in a Map': 'function add(m, w) { const c = m.get(w) ?? 0; m.set(w, c + 1); return c; }',
  'union and find': 'function find(p, x) { if (p[x] !== x) p[x] = find(p, p[x]); return p[x]; }',
  'a visited set':
    'function walk(g, v, seen) { if (seen.has(v)) return; seen.add(v); for (const w of g[v]) walk(g, w, seen); }',
  grouping:
    'function group(list) { const g = {}; for (const x of list) { if (!g[x.k]) g[x.k] = []; g[x.k].push(x); } return g; }',
  'adjacency lists': 'function edge(adj, u, v) { if (!adj.has(u)) adj.set(u, []); adj.get(u).push(v); }',
  swapping: 'function swap(a, i, j) { const t = a[i]; a[i] = a[j]; a[j] = t; return a; }',
  'another key': 'function f(m, a, b) { if (m.has(a)) return m.get(a); m.set(b, 1); return 1; }',
  'another table': 'function f(m, o, a) { if (m.has(a)) return m.get(a); o.set(a, 1); return 1; }',
  'a key of another scope':
    'function f(m, a) { if (m.has(a)) return m.get(a); for (const a of [1]) m.set(a, a); return 1; }',
  'a Set': 'function f(s, a) { if (s.has(a)) return true; s.add(a); return false; }',
  'a fixed key': "function f(o) { if (o['x']) return o['x']; o['x'] = 1; return 1; }",
  'a loop at the top level': 'const m = new Map(); for (const k of [1, 2]) { if (!m.has(k)) m.set(k, k); }',
};

describe('probe: what is taken for a memo table', () => {
  for (const [title, code] of Object.entries(others)) it(`not ${title}`, () => equal(names(code), undefined));

  it('names: what a person calls, not a helper inside', () => {
    const body = 'if (m.has(n)) return m.get(n); const r = n; m.set(n, r); return r;';
    const cases: [string, string][] = [
      [`function f(n) { const m = new Map(); const go = (n) => { ${body} }; return go(n); }`, 'f'],
      [`const f = (n) => { const m = new Map(); function go(n) { ${body} } return go(n); };`, 'f'],
      [
        `const f = __name((n) => { const m = new Map(); const go = __name((n) => { ${body} }, "go"); return go(n); }, "f");`,
        'f',
      ],
      [`class A { f(n) { const m = new Map(); const go = (n) => { ${body} }; return go(n); } }`, 'A.f'],
      [`const m = new Map(); module.exports.f = function (n) { ${body} };`, 'f'],
      [`const o = { f(n, m) { ${body} } };`, 'f'],
      [`const make = () => { const m = new Map(); return function f(n) { ${body} }; };`, 'f'],
      [`function store() { const m = new Map(); const get = (n) => { ${body} }; return { get }; }`, 'get'],
      [`function f(n) { return go(new Map(), n); } function go(m, n) { ${body} }`, 'f'],
      [`const f = (() => { const m = new Map(); return (n) => { ${body} }; })();`, 'f'],
    ];
    for (const [code, name] of cases) deepEqual(names(code), [name], code);
  });

  it('adds no line and takes away exactly what it put in', () => {
    for (const { code, title } of forms) {
      let id = 0;
      const result = instrument(code, '/a.js', 'commonjs', () => (id += 2))!;
      equal(result.text.split('\n').length, code.split('\n').length, title);
      equal(withoutCounting(result.text), code, title);
      const lines = result.text.split('\n');
      code.split('\n').forEach((line, i) => equal(withoutCounting(lines[i]!), line));
    }
  });

  it('a second time changes nothing more than the numbers', () => {
    const once = instrument(forms[0]!.code, '/a.js', 'commonjs', () => 2)!;
    deepEqual(
      once.description.tables.map(({ line, column }) => [line, column]),
      [[4, 9]],
    );
  });
});
