import assert from 'node:assert/strict';
import type { FixId } from '../../../src/protocol/finding.ts';
import { planProof } from '../../../src/refactor/proof/plan.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { prove } from '../../../src/worker/proof/prove.ts';

/** Inputs that are made up for a function, and on how many of them its cache answers. */
function made(
  path: string,
  text: string,
  name: string,
  id: FixId = 'memoize-scoped',
): { args: string[]; hits: number } {
  const request = requestFor({ path, text }, { name });
  assert.ok(request, `no ${name}`);
  const plan = planProof(id, { ...request, safety: 'safe' }, {}, { calls: 3_000 });
  assert.ok('before' in plan, JSON.stringify(plan));
  return { args: plan.inputs.map((i) => i.args.join(' | ')), hits: prove(plan).hits ?? 0 };
}

interface Case {
  readonly title: string;
  readonly path?: string;
  readonly name?: string;
  readonly id?: FixId;
  readonly text: string;
  /** An input that is among those made up. */
  readonly has: string | RegExp;
}

const fib = (parameters: string, end: string, more = ''): string =>
  `export function f(${parameters}): number {\n  if (n < 2) return ${end};\n  return f(n - 1${more}) + f(n - 2${more});\n}\n`;

const cases: Case[] = [
  { title: 'tuples', text: fib('n: number, p: readonly [number, string]', 'p[0] + p[1].length', ', p'), has: /^\d+ \| \[4, "\w{4}"\]$/ },
  { title: 'records that are declared', text: `type Item = { weight: number; kind: 'a' | 'b' };\ninterface Bag { readonly items: Item[] }\n${fib('n: number, bag: Bag', 'bag.items.length', ', bag')}`, has: '2 | { "items": [{ "weight": 0, "kind": \'b\' }, { "weight": 2, "kind": \'a\' }] }' },
  { title: 'the values of a union', text: fib("n: number, mode: 'up' | 'down'", "mode === 'up' ? 1 : 2", ', mode'), has: "6 | 'down'" },
  { title: 'a type that contains itself is a tree', name: 'sum', text: 'interface Node { val: number; left: Node | null; right: Node | null }\nexport function sum(node: Node | null, k: number): number {\n  if (!node) return 0;\n  return node.val + sum(node.left, k) + sum(node.right, k) + sum(node.left, k);\n}\n', has: /^\(function make\(d\)/ },
  { title: 'texts by what other functions do with them', path: 'a.js', name: 'd', text: 'const head = (s) => s.charAt(0);\nconst tail = (s) => s.substring(1);\nfunction d(a, b) {\n  if (!a || !b) return 0;\n  return head(a) === head(b) ? 1 + d(tail(a), tail(b)) : Math.max(d(tail(a), b), d(a, tail(b)));\n}\n', has: '"abc" | "acb"' },
  { title: 'texts of what they are searched for, closed where opened', path: 'a.js', name: 'all', text: "function all(s) {\n  if (s === '') return [''];\n  const end = s[0] === '(' ? s.indexOf(')') : 0;\n  const out = [];\n  for (const c of end ? s.slice(1, end) : s[0]) for (const rest of all(s.slice(end + 1))) out.push(c + rest);\n  return out;\n}\n", has: '"(ab)ab"' },
  { title: 'pairs by their positions', path: 'a.js', name: 'most', text: 'function most(xs, lo, hi) {\n  let best = 0;\n  for (let i = lo + 1; i < hi; i++) if (xs[i][0] >= xs[lo][1] && xs[i][1] <= xs[hi][0]) best = Math.max(best, 1 + most(xs, lo, i) + most(xs, i, hi));\n  return best;\n}\n', has: '[[0, 1], [2, 3], [4, 5]] | 0 | 2' },
  { title: 'tables by their rows', path: 'a.js', name: 'paths', text: 'function paths(grid, r, c) {\n  if (r >= grid.length || c >= grid[0].length) return 0;\n  return grid[r][c] + Math.max(paths(grid, r + 1, c), paths(grid, r, c + 1));\n}\n', has: /^\[\[4, 1\], \[1, 2\]\] \| 0 \| 0$/ },
  { title: 'lists of which no part is half', path: 'a.js', name: 'split', text: 'function split(xs, sum, i) {\n  if (sum === 0) return true;\n  if (i >= xs.length || sum < 0) return false;\n  return split(xs, sum - xs[i], i + 1) || split(xs, sum, i + 1);\n}\n', has: /^\[1, 2, 3, 4, 12\] \| / },
  { title: 'large numbers, where a recursion divides', path: 'a.js', text: 'function f(n) {\n  return n < 1 ? 1 : f(Math.floor(n / 2)) + f(Math.floor(n / 3));\n}\n', has: '123456789' },
  { title: 'numbers of guards', path: 'a.js', text: 'function f(n) {\n  return n < 17 ? n : f(n - 3) + f(n - 5);\n}\n', has: '17' },
  { title: 'constants that calls name', path: 'a.js', name: 'ways', text: "const words = ['x', 'xx'];\nfunction ways(s, ws) {\n  if (s === '') return 1;\n  let n = 0;\n  for (const w of ws) if (s.startsWith(w)) n += ways(s.slice(w.length), ws);\n  return n;\n}\nways('xxxxx', words);\n", has: "'xxxxx' | ['x', 'xx']" },
  { title: 'arguments of the constructor', name: 'f', text: 'export class A {\n  constructor(private readonly s: string, private readonly t: string) {}\n\n  f(i: number, j: number): number {\n    if (i >= this.s.length || j >= this.t.length) return 0;\n    if (this.s[i] === this.t[j]) return 1 + this.f(i + 1, j + 1);\n    return Math.max(this.f(i + 1, j), this.f(i, j + 1));\n  }\n}\n', has: '"abcab" | "abcab" | 0 | 0' },
  { title: 'constructors without types', path: 'a.js', name: 'f', text: 'class A {\n  constructor(s) {\n    this.s = s;\n  }\n\n  f(i) {\n    if (i >= this.s.length) return this.s.charAt(0) === "b" ? 1 : 2;\n    return this.f(i + 1) + this.f(i + 2);\n  }\n}\nnew A("zz").f(1);\n', has: '"zz" | 1' },
  { title: 'private methods', path: 'a.js', name: '#f', id: 'memoize-method', text: 'class A {\n  g() {\n    return this.#f(5);\n  }\n\n  #f(n) {\n    return n < 2 ? n : this.#f(n - 1) + this.#f(n - 2);\n  }\n}\n', has: '6' },
  { title: 'arguments of any number', path: 'a.js', text: 'function f(n, ...labels) {\n  return n < 2 ? labels.length : f(n - 1, ...labels) + f(n - 2, ...labels);\n}\n', has: /^6 \| \d+ \| \d+$/ },
  { title: 'arguments that are left out', path: 'a.js', text: 'function f(n, step = 1) {\n  return n < 2 ? n : f(n - step, step) + f(n - 2, step);\n}\n', has: '6' },
]; // prettier-ignore

describe('inputs of proofs', () => {
  for (const { title, path = 'a.ts', name = 'f', id, text, has } of cases) {
    it(title, () => {
      const { args, hits } = made(path, text, name, id);
      assert.ok(args.some((a) => (typeof has === 'string' ? a === has : has.test(a))), args.slice(0, 40).join('\n')); // prettier-ignore
      assert.ok(hits > 0, `the cache answered on ${hits} of ${args.length}`);
    });
  }

  it('are the same in every run', () => {
    const text = cases[0]!.text;
    assert.deepEqual(made('a.ts', text, 'f'), made('a.ts', text, 'f'));
  });
});
