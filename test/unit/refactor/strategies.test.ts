import assert from 'node:assert/strict';
import { checkFile } from '../../../src/service/check.ts';
import * as runtime from '../../../src/runtime/index.ts';
import type { FixId } from '../../../src/protocol/finding.ts';
import { applyEdits, fix, offers } from '../../../src/refactor/index.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import {
  type Options,
  counted,
  countCalls,
  evaluate,
  naive,
  refusal,
  request,
  rewritten,
  typeErrors,
} from './harness.ts';

const load = (name: string): unknown => {
  if (name === 'memoscope') return runtime;
  if (name === 'memoscope/disk') return { memoizeDisk: runtime.memoize }; // no files in tests
  throw new Error(`Cannot find module '${name}'`);
};

interface Case extends Options {
  readonly title: string;
  readonly fix: FixId;
  readonly path: string;
  readonly name: string;
  readonly source: string;
  readonly calls: readonly string[];
  /** A place in the rewritten text. */
  readonly has: RegExp;
}

const fibTs = 'function fib(n: number): number {\n  if (n < 2) return n;\n  return fib(n - 1) + fib(n - 2);\n}\n';
const fibJs = fibTs.replaceAll(': number', '');

const cases: Case[] = [
  {
    title: 'declaration, ESM',
    fix: 'memoize-module',
    path: 'a.ts',
    name: 'fib',
    source: `// licence\n\n/** Doc. */\nexport ${fibTs}`,
    calls: ['fib(20)'],
    has: /licence\n\nconst fibMemo = new Map<number, number>\(\);\n\n\/\*\* Doc/,
  },
  {
    title: 'arrow with two keys',
    fix: 'memoize-module',
    path: 'a.js',
    name: 'f',
    source: 'export const f = (a, b) => (a < 1 || b < 1 ? 1 : f(a - 1, b) + f(a, b - 1));\n',
    calls: ['f(6, 6)'],
    has: /const fMemo = new Map\(\);\n\nexport const f = \(a, b\) => \{/,
  },
  {
    title: 'declaration, ESM',
    fix: 'memoize-wrap',
    path: 'a.ts',
    name: 'fib',
    source: `import assert from 'node:assert';\nexport ${fibTs}export const sure: typeof assert = assert;\n`
      .replace("import assert from 'node:assert';\n", '')
      .replace(/export const sure.*\n/, ''),
    calls: ['fib(20)', 'fib(3) + fib(4)'],
    has: /^import \{ memoize \} from 'memoscope';\n\nexport const fib = memoize\(function \(n: number\): number \{/,
  },
  {
    title: 'declaration, CommonJS, after the requires',
    fix: 'memoize-wrap',
    path: 'a.js',
    name: 'fib',
    source: `'use strict'\n\n${fibJs.replaceAll(';', '')}\nmodule.exports = { fib }\n`,
    calls: ['fib(20)'],
    has: /^'use strict'\n\nconst \{ memoize \} = require\('memoscope'\)\n\nconst fib = memoize\(function \(n\) \{/,
  },
  {
    title: 'default export',
    fix: 'memoize-wrap',
    path: 'a.mjs',
    name: 'fib',
    source: `export default ${fibJs}`,
    calls: ['fib(20)'],
    has: /const fib = memoize\(function \(n\) \{[^]*\}, \{ name: 'fib' \}\);\nexport default fib;\n$/,
  },
  {
    title: 'arrow, an import is there already',
    fix: 'memoize-wrap',
    path: 'a.ts',
    name: 'fib',
    source:
      "import { memoize as cached } from 'memoscope';\nexport const slow = cached((n: number): number => n);\nexport const fib = (n: number): number => (n < 2 ? slow(n) : fib(n - 1) + fib(n - 2));\n",
    calls: ['fib(20)'],
    has: /fib = cached\(\(n: number\): number => \(n < 2 \? slow\(n\) : fib\(n - 1\) \+ fib\(n - 2\)\), \{ name: 'fib' \}\);\n$/,
  },
  {
    title: 'function expression with an inner name',
    fix: 'memoize-wrap',
    path: 'a.js',
    name: 'fib',
    source: 'const fib = function step(n) {\n  return n < 2 ? n : step(n - 1) + step(n - 2);\n};\nexport { fib };\n',
    calls: ['fib(20)'],
    has: /memoize\(function step\(n\) \{\n {2}return n < 2 \? n : fib\(n - 1\) \+ fib\(n - 2\);\n\}\);/,
  },
  {
    title: 'a bound above the reuse distance',
    fix: 'memoize-lru',
    path: 'a.ts',
    name: 'fib',
    source: `export ${fibTs}`,
    reuseDistance: 3,
    calls: ['fib(20)'],
    has: /\{ maxSize: 128, name: 'fib' \}/,
  },
  {
    title: 'files, a name that the constant keeps',
    fix: 'memoize-disk',
    path: 'a.ts',
    name: 'fib',
    source: `export ${fibTs}`,
    calls: ['fib(20)'],
    has: /import \{ memoizeDisk \} from 'memoscope\/disk';\n\nexport const fib = memoizeDisk\(function [^]*\}, \{ name: 'fib' \}\);/,
  },
  {
    title: 'an instance each',
    fix: 'memoize-method',
    path: 'a.ts',
    name: 'ways',
    source:
      'export class Grid {\n  constructor(readonly k: number) {}\n  /** Doc. */\n  ways(r: number, c: number): number {\n    if (r === 0 || c === 0) return this.k;\n    return this.ways(r - 1, c) + this.ways(r, c - 1);\n  }\n}\n',
    calls: ['new Grid(1).ways(5, 5)', '[new Grid(1), new Grid(2)].map((g) => g.ways(3, 3))'],
    has: /^const waysMemo = new WeakMap<object, Map<number, Map<number, number>>>\(\);\n\nexport class/,
  },
  {
    title: 'many keys',
    fix: 'memoize-method',
    path: 'a.ts',
    name: 'sum',
    source:
      'class Tree {\n  sum(a: number, b: number, c: number, d: number, e: number): number {\n    if (a < 1) return b + c + d + e;\n    return this.sum(a - 1, b, c, d, e) + this.sum(a - 2, b, c, d, e);\n  }\n}\n',
    calls: ['new Tree().sum(9, 1, 2, 3, 4)'],
    has: /let row5 = row4\.get\(d\)|row4\.get\(e\)/,
  },
  {
    title: 'a private method',
    fix: 'memoize-method',
    path: 'a.js',
    name: '#go',
    source:
      'class A {\n  run(n) {\n    return this.#go(n);\n  }\n  #go(n) {\n    return n < 2 ? n : this.#go(n - 1) + this.#go(n - 2);\n  }\n}\n',
    calls: ['new A().run(15)'],
    has: /const goMemo = new WeakMap\(\);/,
  },
];

describe('other strategies', () => {
  for (const { title, fix, path, name, source, calls, has, ...options } of cases) {
    it(`${fix}: ${title}`, () => {
      const after = rewritten(path, source, name, fix, options);
      assert.match(after, has);
      assert.deepEqual(evaluate(path, after, calls, {}, load), evaluate(path, source, calls, {}, load), after);
      assert.deepEqual(naive(path, after), [], `not seen as memoized\n${after}`);
      const withCounter = counted(path, source, name.replace('#', '#'));
      const before = countCalls(path, withCounter, calls, load);
      const now = countCalls(path, rewritten(path, withCounter, name, fix, options), calls, load);
      now.forEach((count, i) => {
        assert.ok(count.computed < before[i]!.computed, `${count.computed} of ${before[i]!.computed}\n${after}`);
        if (fix !== 'memoize-method') assert.equal(count.computed, before[i]!.states);
      });
      if (/ts$/.test(path)) {
        assert.deepEqual(typeErrors(path, source), []);
        assert.deepEqual(typeErrors(path, after), [], after);
      }
    });
  }

  it('memoize-async: one promise a subproblem', async () => {
    const source =
      'export async function f(n: number): Promise<number> {\n  if (n < 2) return n;\n  await null;\n  const [a, b] = await Promise.all([f(n - 1), f(n - 2)]);\n  return a + b;\n}\n';
    const after = rewritten('a.ts', source, 'f', 'memoize-async');
    assert.deepEqual(typeErrors('a.ts', after), [], after);
    assert.deepEqual(naive('a.ts', after), [], after);
    const withCounter = rewritten('a.ts', counted('a.ts', source, 'f'), 'f', 'memoize-async');
    let calls = 0;
    const found: number[] = [];
    evaluate('a.ts', withCounter, ['void f(15).then((v) => found.push(v))'], { count: () => void calls++, found });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(found, [610]);
    assert.equal(calls, 16);
  });

  it('memoize-async: waiting alone is no reason against it', () => {
    const source = 'async function f(n) {\n  return n < 2 ? n : (await f(n - 1)) + (await f(n - 2));\n}\n';
    const graded = (text: string): string[] => {
      const found = checkFile({ path: 'a.js', text }).functions.find((c) => c.finding.function === 'f');
      return found!.finding.fixes.map((o) => `${o.id} ${o.grade}`);
    };
    assert.deepEqual(graded(source), ['memoize-async proven', 'memoize-wrap proven']);
    assert.deepEqual(graded(`let k = 1;\nexport const set = (v) => { k = v; };\n${source.replace('? n', '? k')}`), []);
  });

  it('memoize-async: a rejection reaches every caller, and is not kept', async () => {
    const source =
      "let bad = true;\nconst f = async (n) => {\n  if (n < 1 && bad) throw new Error('no');\n  return n < 1 ? 1 : (await f(n - 1)) + (await f(n - 2));\n};\n";
    const after = rewritten('a.js', source, 'f', 'memoize-async');
    const log: string[] = [];
    evaluate('a.js', after, ["void f(5).catch((e) => { log.push(e.message); bad = false; return f(3); }).then((v) => log.push(String(v)))"], { log }); // prettier-ignore
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(log, ['no', '5']);
  });

  it('functions that do not recurse: a bound, a time, files, promises', () => {
    const of = (id: FixId, text: string, name = 'f', path = 'a.ts'): string => {
      const result = fix(id, requestFor({ path, text }, { name })!);
      if ('refused' in result) return result.refused;
      const after = applyEdits(text, result.edits);
      assert.deepEqual(typeErrors(path, after), [], after);
      return `${after}\n${result.notes.join(' ')}`;
    };
    const pure =
      'export function f(n: number): number {\n  let sum = 0;\n  for (let i = 0; i < n; i++) sum += i;\n  return sum;\n}\n';
    assert.match(of('memoize-lru', pure), /\{ maxSize: 1000, name: 'f' \}/);
    assert.match(of('memoize-ttl', pure), /\{ ttl: 60000, name: 'f' \}/);
    assert.match(of('memoize-disk', pure), /memoizeDisk\(function/);
    assert.match(of('memoize-wrap', pure), /f = memoize\(function/);
    assert.match(of('memoize-module', pure), /fMemo\.get\(n\)/);
    for (const id of ['memoize-scoped', 'memoize-async'] as const)
      assert.match(of(id, pure), /not call itself|not async/);
    const reads = `let k = 1;\nexport const set = (v: number): void => void (k = v);\n${pure.replace('sum += i', 'sum += k')}`;
    assert.match(of('memoize-ttl', reads), /ttl: 60000[^]*For a minute callers get what it read then/);
    for (const id of ['memoize-lru', 'memoize-module', 'memoize-wrap', 'memoize-disk'] as const) {
      assert.match(of(id, reads), /`k`, which is assigned elsewhere/, id);
    }
    const waits = `export async function f(n: number): Promise<number> {\n  await null;\n  return n * n;\n}\n`;
    assert.match(
      of('memoize-ttl', waits),
      /import \{ memoizeAsync \}[^]*f = memoizeAsync\(async function[^]*ttl: 60000/,
    );
    assert.match(of('memoize-wrap', waits), /f = memoizeAsync\(async function/);
    assert.match(of('memoize-lru', waits), /maxSize: 1000/);
    assert.match(of('memoize-async', waits), /not call itself/);
    const logs = pure.replace('return', 'console.log(n); return');
    const clock = pure.replace('return sum', 'return sum + Date.now()');
    const parameter = 'export function f(g: (n: number) => number, n: number): number {\n  return g(n);\n}\n';
    for (const id of ['memoize-ttl', 'memoize-lru', 'memoize-disk'] as const) {
      assert.match(of(id, logs), /does input or output/);
      assert.match(of(id, clock), /reads the clock/);
      assert.match(of(id, parameter), /Not safe to cache/);
      assert.match(of(id, 'function f() { return 1; }', 'f', 'a.js'), /no argument|No argument/);
      assert.match(of(id, `class A {\n  f(n: number): number {\n    return n * 2;\n  }\n}\nexport { A };\n`), /method/);
    }
  }).timeout(30_000);

  it('refuses in one sentence', () => {
    const of = (fix: FixId, source: string, options: Options = {}, name = 'f', path = 'a.js'): string =>
      refusal(path, source, name, fix, options);
    const f = 'function f(n) {\n  return n < 2 ? n : f(n - 1) + f(n - 2);\n}\n';
    assert.match(of('memoize-module', f, { safety: 'scoped', safetyReasons: ['it reads `k`'] }), /Only a cache per outermost call is right for `f`: it reads `k`\./); // prettier-ignore
    const untyped =
      'function f(n: number) {\n  if (n <= 0) return n === 0;\n  if (f(n - 1)) return true;\n  return f(n - 2);\n}\n';
    assert.match(of('memoize-module', untyped, {}, 'f', 'a.ts'), /annotate it first/);
    assert.match(of('memoize-wrap', `console.log(f(3));\n${f}`), /above its line/);
    const early = rewritten('a.js', `const g = () => f(2);\ng();\n${f}`, 'f', 'memoize-module');
    assert.match(early, /^const g = .*;\nconst fMemo = new Map\(\);\n\ng\(\);\n/);
    assert.match(of('memoize-wrap', `function g() {\n  ${f}  return f(3);\n}`), /anew in every call of `g`/);
    assert.match(of('memoize-lru', f), /too small never hits/);
    assert.match(of('memoize-ttl', f), /expires in the middle/);
    assert.match(of('memoize-disk', `async ${f}`), /async/);
    assert.match(of('memoize-async', f), /not async/);
    assert.match(of('memoize-method', f), /not a method/);
    assert.match(of('memoize-library', f), /no memoizing library/);
    const two = 'function f(a, b) {\n  return a < 1 || b < 1 ? 1 : f(a - 1, b) + f(a, b - 1);\n}\n';
    assert.match(of('memoize-library', two, { dependencies: { lodash: '^4.17.0' } }), /several arguments/);
    assert.match(of('memoize-wrap', 'let f = (n) => (n < 2 ? n : f(n - 1) + f(n - 2));\n'), /not constant/);
  });

  it('offers what is sound, the scoped table first', () => {
    const ids = (source: string, options: Options = {}, path = 'a.js'): string[] =>
      offers(request(path, source, 'f', options)).map((o) => `${o.id} ${o.grade}`);
    const f = 'const f = (n) => (n < 2 ? n : f(n - 1) + f(n - 2));\n';
    assert.deepEqual(ids(f, { kinds: ['integer'], dependencies: { lodash: '4' } }), [
      'memoize-scoped proven',
      'memoize-module proven',
      'memoize-wrap proven',
      'memoize-library proven',
    ]);
    assert.deepEqual(ids(f, { safety: 'scoped' }), ['memoize-scoped plausible']);
    assert.deepEqual(ids(f, { safety: 'unsafe' }), []);
    assert.deepEqual(ids(f, { safety: 'unknown' }), []);
  });
});
