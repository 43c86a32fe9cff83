import assert from 'node:assert/strict';
import { fix } from '../../../src/refactor/index.ts';
import {
  type Count,
  counted,
  countCalls,
  evaluate,
  naive,
  refusal,
  request,
  rewritten,
  typeErrors,
} from './harness.ts';

interface Case {
  readonly title: string;
  readonly path: string;
  readonly name: string;
  /** Further functions of the recurrence. */
  readonly also?: string;
  readonly source: string;
  /** Evaluated in both versions. */
  readonly calls: readonly string[];
}

const cases: Case[] = [
  {
    title: 'declaration with guards',
    path: 'a.ts',
    name: 'fib',
    source: 'export function fib(n: number): number {\n  if (n < 2) return n;\n  return fib(n - 1) + fib(n - 2);\n}\n',
    calls: ['fib(12)', 'fib(0)', 'fib(-3)', 'fib(2.5)'],
  },
  {
    title: 'arrow with an expression body',
    path: 'a.ts',
    name: 'fib',
    source: 'const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2));\n',
    calls: ['fib(12)'],
  },
  {
    title: 'arrow whose expression spans lines',
    path: 'a.js',
    name: 'paths',
    source: 'const paths = (r, c) =>\n  r === 0 || c === 0\n    ? 1\n    : paths(r - 1, c) +\n      paths(r, c - 1);\n',
    calls: ['paths(5, 5)'],
  },
  {
    title: 'body on one line',
    path: 'a.js',
    name: 'fib',
    source: "function fib(n) { 'use strict'; if (n < 2) { return n; } return fib(n - 1) + fib(n - 2); }\n",
    calls: ['fib(12)'],
  },
  {
    title: 'invariant arguments, wherever they stand',
    path: 'a.ts',
    name: 'best',
    source: `function best(w: readonly number[], i: number, v: readonly number[], room: number, log?: string): number {
    if (i === w.length) { return 0 }
    const without = best(w, i + 1, v, room, log)
    if (w[i] > room) return without
    return Math.max(without, v[i] + best(w, i + 1, v, room - w[i], log))
}
`,
    calls: ['best([2, 3, 4, 5, 1, 2], 0, [3, 4, 5, 6, 1, 2], 9)', 'best([2, 3, 4, 5, 1, 2], 0, [1, 1, 1, 1, 1, 1], 9)'],
  },
  {
    title: 'an argument that one call changes belongs to the key',
    path: 'a.js',
    name: 'f',
    source:
      'function f(n, step) {\n  if (n <= 0) return step;\n  return f(n - step, step) + f(n - 1, step) + f(n - 2, 1);\n}\n',
    calls: ['f(9, 2)', 'f(9, 3)'],
  },
  {
    title: 'default parameters apply inside too',
    path: 'a.ts',
    name: 'f',
    source:
      'function f(n: number, k = 3, base: number = k): number {\n  if (n <= 0) return base + k;\n  return f(n - 1) + f(n - 2, k - 1, base) + f(n - 2);\n}\n',
    calls: ['f(7)', 'f(7, 1)', 'f(7, undefined, 4)'],
  },
  {
    title: 'destructured parameters',
    path: 'a.ts',
    name: 'f',
    source:
      'function f({ n, k: key = 1 }: { n: number; k?: number }, [a]: [number]): number {\n  if (n < 1) return key + a;\n  return f({ n: n - 1, k: key }, [a]) + f({ n: n - 2 }, [1]);\n}\n',
    calls: ['f({ n: 9 }, [1])', 'f({ n: 8, k: 2 }, [3])'],
  },
  {
    title: 'parameters that the body assigns',
    path: 'a.js',
    name: 'f',
    source:
      'function f(n, m) {\n  n -= 1;\n  if (n < 0) return m;\n  m = m % 3;\n  return f(n, m + 1) + f(n - 1, m + 2);\n}\n',
    calls: ['f(9, 1)', 'f(4, 7)'],
  },
  {
    title: 'results that may be undefined',
    path: 'a.ts',
    name: 'find',
    source:
      'export function find(n: number): number | undefined {\n  if (n === 4) return undefined;\n  if (n < 2) return;\n  return find(n - 1) ?? find(n - 2);\n}\n',
    calls: ['find(14)', 'find(3)'],
  },
  {
    title: 'running off the end gives undefined',
    path: 'a.js',
    name: 'first',
    source:
      'function first(n) {\n  if (n > 1) {\n    const a = first(n - 1);\n    if (a) return a;\n    const b = first(n - 2);\n    if (b) return b;\n  } else if (n < -5) return 1;\n}\n',
    calls: ['first(12)'],
  },
  {
    title: 'falsy results are hits',
    path: 'a.js',
    name: 'any',
    source: "function any(n) {\n  if (n < 2) return n === 5 ? 'x' : '';\n  return any(n - 1) || any(n - 2);\n}\n",
    calls: ['any(12)'],
  },
  {
    title: 'union results keep their type',
    path: 'a.ts',
    name: 'sign',
    source:
      "type Sign = 'plus' | 'minus';\nfunction sign(n: number): { s: Sign } | null {\n  if (n === 1) return null;\n  if (n < 1) return { s: 'minus' };\n  const a = sign(n - 1);\n  return sign(n - 2) && a ? { s: 'plus' } : a;\n}\n",
    calls: ['sign(9)', 'sign(-2)'],
  },
  {
    title: 'a switch with returns in its cases',
    path: 'a.ts',
    name: 'f',
    source:
      'function f(n: number): number {\n  switch (n % 4) {\n    case 0:\n      if (n <= 0) return 1;\n      return f(n - 1) + f(n - 2);\n    case 1: return n < 1 ? 2 : f(n - 1) - f(n - 3);\n    default:\n      return n < 1 ? 3 : f(n - 2) * 2 + f(n - 1);\n  }\n}\n',
    calls: ['f(13)', 'f(16)'],
  },
  {
    title: 'else branches, loops, labels and comments',
    path: 'a.js',
    name: 'f',
    source: `function f(n) {
  // a base case
  if (n < 2) return n; // as it is
  else if (n === 7) return f(n - 1) + f(n - 3); /* odd one */
  outer: for (let i = 1; i < n; i++)
    for (;;)
      if (i === 3) return f(n - i) + f(n - 1);
      else continue outer;
  if (n === 3)
    // three
    return f(1) + f(2) + f(1);
  return f(n - 1) +
    // the other one
    f(n - 2);
}
`,
    calls: ['f(13)', 'f(7)', 'f(3)'],
  },
  {
    title: 'templates keep their text',
    path: 'a.ts',
    name: 'tree',
    source:
      'function tree(n: number): string {\n  if (n < 1) return `\n  .`;\n  return `(\n${tree(n - 1)}\n  ${tree(n - 2)})`;\n}\n',
    calls: ['tree(7)'],
  },
  {
    title: 'a method with private state',
    path: 'a.ts',
    name: 'ways',
    source:
      'class Grid {\n  readonly #blocked = new Set([4, 7]);\n  ways(r: number, c: number): number {\n    if (this.#blocked.has(r * 3 + c)) return 0;\n    if (r === 0 || c === 0) return 1;\n    return this.ways(r - 1, c) + this.ways(r, c - 1);\n  }\n}\n',
    calls: ['new Grid().ways(5, 5)'],
  },
  {
    title: 'an object method',
    path: 'a.js',
    name: 'f',
    source: 'const o = {\n  f(n) {\n    return n < 2 ? 1 : this.f(n - 1) + this.f(n - 2);\n  },\n};\n',
    calls: ['o.f(10)'],
  },
  {
    title: 'nested helper called before its line',
    path: 'a.ts',
    name: 'go',
    source:
      "function lcs(a: string, b: string): number {\n  'use strict';\n  return go(0, 0);\n\n  function go(i: number, j: number): number {\n    if (i === a.length || j === b.length) return 0;\n    if (a[i] === b[j]) return 1 + go(i + 1, j + 1);\n    return Math.max(go(i + 1, j), go(i, j + 1));\n  }\n}\n",
    calls: ["lcs('kitten', 'sitting')", "lcs('abcde', 'xaybzcwdve')"],
  },
  {
    title: 'nested arrow helper',
    path: 'a.js',
    name: 'go',
    source:
      'function climb(n, steps) {\n  const go = (k) => {\n    if (k <= 0) return k === 0 ? 1 : 0;\n    let sum = 0;\n    for (const s of steps) sum += go(k - s);\n    return sum;\n  };\n  return go(n) + go(n - 1);\n}\n',
    calls: ['climb(9, [1, 2, 5])', 'climb(9, [1, 2])'],
  },
  {
    title: 'generic functions',
    path: 'a.tsx',
    name: 'pick',
    source:
      'export const pick = <T,>(xs: readonly T[], i: number, k: number): number => {\n  if (k === 0) return 1;\n  if (i === xs.length) return 0;\n  return pick<T>(xs, i + 1, k - 1) + pick(xs, i + 1, k);\n};\n',
    calls: ["pick(['a', 'b', 'c', 'd', 'e', 'f'], 0, 3)"],
  },
  {
    title: 'overloads with one result type',
    path: 'a.ts',
    name: 'f',
    source:
      'function f(n: number): number;\nfunction f(n: number, k: string): number;\nfunction f(n: number, k?: string): number {\n  if (n < 2) return k ? 2 : 1;\n  return f(n - 1) + f(n - 2);\n}\n',
    calls: ['f(12)', "f(12, 'x')"],
  },
  {
    title: 'the type comes from the variable',
    path: 'a.ts',
    name: 'f',
    source:
      'type F = (n: number) => number;\nconst f: F = (n) => {\n  if (n < 2) return n;\n  return f(n - 1) + f(n - 2);\n};\n',
    calls: ['f(12)'],
  },
  {
    title: 'an inferred result type',
    path: 'a.ts',
    name: 'rod',
    source:
      'function rod(n: number) {\n  let best = 0;\n  for (let i = 1; i <= n; i++) best = Math.max(best, i + (i % 3) + rod(n - i));\n  return best;\n}\n',
    calls: ['rod(9)'],
  },
  {
    title: 'a boolean of several arguments, by a type guard',
    path: 'a.mts',
    name: 'sums',
    source:
      'export function sums(xs: number[], i: number, t: number, exact: boolean): boolean {\n  if (t === 0) return true;\n  if (i === xs.length) return !exact;\n  return sums(xs, i + 1, t, exact) && sums(xs, i + 1, t - xs[i], exact);\n}\n',
    calls: ['sums([1, 2, 3, 4, 5], 0, 7, false)', 'sums([1, 2, 3], 0, 7, true)'],
  },
  {
    title: 'the function handed on as a value',
    path: 'a.cts',
    name: 'f',
    source:
      'function f(n: number): number {\n  if (n < 2) return 1;\n  return [n - 1, n - 2].map((k) => f(k)).concat([n - 2].map(f)).reduce((a, b) => a + b);\n}\nexport = f;\n',
    calls: ['f(11)'],
  },
  {
    title: 'a nested helper whose result type is not written',
    path: 'a.ts',
    name: 'go',
    source:
      'export function sums(xs: number[], target: number): boolean {\n  const go = (i: number, rest: number) => {\n    if (i === xs.length) return rest === 0;\n    if (go(i + 1, rest)) return true;\n    return go(i + 1, rest - xs[i]);\n  };\n  return go(0, target);\n}\n',
    calls: ['sums([1, 2, 1, 2, 1, 2, 3], 99)'],
  },
  {
    title: 'an expression that begins and ends with parentheses',
    path: 'a.js',
    name: 'f',
    source: 'const f = (n) => (n < 2) ? 1 : f(n - 2) * (1 + f(n - 1));\n',
    calls: ['f(9)'],
  },
  {
    title: 'invariant arguments on lines of their own',
    path: 'a.js',
    name: 'f',
    source:
      'function f(n, words) {\n\tif (n < 1) return words.length;\n\tconst a = f(\n\t\tn - 1,\n\t\twords\n\t);\n\treturn a + f(\n\t\tn - 2, // two less\n\t\twords,\n\t);\n}\n',
    calls: ["f(9, ['a', 'b'])"],
  },
  {
    title: 'functions that recurse through each other',
    path: 'a.js',
    name: 'full',
    also: 'notched',
    source:
      'function full(n) {\n  if (n < 0) return 0;\n  if (n === 0) return 1;\n  return full(n - 2) + 2 * notched(n - 1);\n}\n\nfunction notched(n) {\n  if (n < 0) return 0;\n  return full(n - 1) + notched(n - 2);\n}\n',
    calls: ['full(12)', 'notched(9)'],
  },
  {
    title: 'mutual arrows with defaults and types',
    path: 'a.ts',
    name: 'b',
    also: 'a',
    source:
      'export const a = (n: number, k = 2): number => (n < k ? 1 : a(n - 1) + b(n - k, [k]));\nconst b = (n: number, [k]: [number]): number => {\n  if (n < 1) return k;\n  return b(n - 2, [1]) + a(n - 1);\n};\n'
        .replaceAll('[k]: [number]', 'k: number')
        .replaceAll('[k]', 'k')
        .replaceAll('[1]', '1'),
    calls: ['a(9)', 'b(9, 3)', 'a(8, 1)'],
  },
  {
    title: 'names that are taken',
    path: 'a.js',
    name: 'f',
    source:
      'function f(memo, visit, known, result, row) {\n  if (memo < 1) return visit + known + result + row;\n  return f(memo - 1, visit, known, result + 1, row) + f(memo - 2, visit, known, result, row);\n}\n',
    calls: ['f(8, 1, 2, 3, 4)'],
  },
];

const sum = (counts: readonly Count[]): number => counts.reduce((a, c) => a + c.computed, 0);

describe('memoize-scoped', () => {
  for (const { title, path, name, also, source, calls } of cases) {
    it(title, () => {
      const after = rewritten(path, source, name);
      assert.deepEqual(evaluate(path, after, calls), evaluate(path, source, calls), after);
      assert.deepEqual(naive(path, after), [], `not seen as memoized\n${after}`);
      const withCounter = counted(path, source, also ? `${name} ${also}` : name);
      const before = countCalls(path, withCounter, calls);
      const now = countCalls(path, rewritten(path, withCounter, name), calls);
      assert.deepEqual(now, before.map(({ states }) => ({ computed: states, states })), after); // prettier-ignore
      assert.ok(sum(now) < sum(before), 'the original computes some states again');
      if (/ts/.test(path)) {
        assert.deepEqual(typeErrors(path, source), [], 'the original has no errors');
        assert.deepEqual(typeErrors(path, after), [], after);
      }
    });
  }

  it('keeps nested recursion results apart between outermost calls', () => {
    const source = 'let k = 1;\nfunction f(n) {\n  if (n < 2) return k;\n  return f(n - 1) + f(n - 2);\n}\n';
    const after = rewritten('a.js', source, 'f', 'memoize-scoped', { safety: 'scoped' });
    assert.deepEqual(evaluate('a.js', after, ['f(8)', '(k = 2, f(8))']), [34, 68]);
  });

  it('refuses in one sentence', () => {
    const of = (source: string, path = 'a.js', name = 'f'): string => refusal(path, source, name);
    assert.match(of('function* f(n) { yield n; yield* f(n - 1); yield* f(n - 2); }'), /generator/);
    assert.match(of('function f(n) { return arguments.length ? f(n - 1) + f(n - 2) : 0; }'), /arguments/);
    assert.match(of('function f(n) { return this.x ? f(n - 1) + f(n - 2) : 0; }'), /`this`/);
    assert.match(of('async function f(n) { return n ? await f(n - 1) + await f(n - 2) : 0; }'), /async/);
    assert.match(of('function f(xs) { return xs.length ? f([...xs, 1]) + f([...xs, 2]) : 0; }'), /array anew for `xs`/);
    assert.match(of('function f(n: number) { return n ? g(f(n - 1)) : f(n - 2); }\ndeclare const g: any;', 'a.ts'), /annotate/); // prettier-ignore
    assert.match(of('function f(n) { if (n) { f(n - 1); f(n - 2); } }'), /no result/);
    assert.match(
      of('function f(n: number): number;\nfunction f(n: string): string;\nfunction f(n: any): number | string { return n ? f(n - 1) : f(n - 2); }', 'a.ts'),
      /overloads/,
    ); // prettier-ignore
    assert.match(of('function f<T>(x: T, n: number): T { return n ? f(x, n - 1) : f([x] as never, n - 2); }', 'a.ts'), /no one type|anew/); // prettier-ignore
    assert.match(
      of('function f(n, k = n > 0 ? f(n - 1) : 1) { return n > 0 ? k + f(n - 1) : 1; }'),
      /default of a parameter/,
    );
    const classes =
      'class A {\n  f(n) {\n    return n < 2 ? 1 : this.f(n - 1) + this.f(n - 2);\n  }\n}\nclass B extends A {\n  f(n) {\n    return 1 + super.f(n);\n  }\n}\n';
    assert.match(of(classes), /A subclass overrides `f`/);
    const open = fix('memoize-scoped', request('a.js', `export ${classes.slice(0, classes.indexOf('class B'))}`, 'f'));
    assert.deepEqual('notes' in open && open.notes, ['No subclass overrides `f`.']);
    const unsafe = { safety: 'unsafe' as const, safetyReasons: ['line 3 writes `total`.'] };
    const plain = 'function f(n) { return n < 2 ? n : f(n - 1) + f(n - 2); }';
    assert.match(refusal('a.js', plain, 'f', 'memoize-scoped', unsafe), /line 3 writes `total`/);
  });

  it('is refused on what it has written', () => {
    const source = 'function fib(n) {\n  if (n < 2) return n;\n  return fib(n - 1) + fib(n - 2);\n}\n';
    assert.match(refusal('a.js', rewritten('a.js', source, 'fib'), 'visit'), /already keeps its results/);
  });
});
