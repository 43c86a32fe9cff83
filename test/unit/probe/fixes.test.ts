import { deepEqual, equal } from 'node:assert/strict';
import { rewritten } from '../refactor/harness.ts';
import { cacheNamed, run } from './harness.ts';

const fib = 'function fib(n) {\n  M++;\n  if (n < 2) return n;\n  return fib(n - 1) + fib(n - 2);\n}\n';
const paths =
  'function paths(r, c) {\n  M++;\n  if (r === 0 || c === 0) return 1;\n  return paths(r - 1, c) + paths(r, c - 1);\n}\n';
const box =
  'function box(a, b, c) {\n  M++;\n  if (a === 0 || b === 0 || c === 0) return 1;\n  return box(a - 1, b, c) + box(a, b - 1, c) + box(a, b, c - 1);\n}\n';
const grid =
  'class Grid {\n  paths(r, c) {\n    M++;\n    if (r === 0 || c === 0) return 1;\n    return this.paths(r - 1, c) + this.paths(r, c - 1);\n  }\n}\nconst grid = new Grid();\n';
const pair =
  'function even(n) {\n  M++;\n  if (n < 2) return n;\n  return odd(n - 1) + even(n - 2);\n}\nfunction odd(n) {\n  N++;\n  if (n < 2) return 1;\n  return even(n - 1) + odd(n - 2);\n}\n';

/** Code of a fix, the call, the cache's name, and its hits, misses and entries worked out by hand. */
const cases = [
  ['memoize-scoped', fib, 'fib', 'fib(30)', { fib: [28, 31, 31] }],
  ['memoize-scoped', fib.replace('function fib(n)', 'const fib = (n) =>'), 'fib', 'fib(30)', { fib: [28, 31, 31] }],
  ['memoize-module', fib, 'fib', 'fib(30) + fib(20)', { fib: [29, 31, 31] }],
  ['memoize-scoped', paths, 'paths', 'paths(5, 6)', { paths: [20, 41, 41] }],
  ['memoize-module', paths, 'paths', 'paths(5, 6)', { paths: [20, 41, 41] }],
  ['memoize-scoped', grid, 'paths', 'grid.paths(5, 6)', { 'Grid.paths': [20, 41, 41] }],
  ['memoize-method', grid, 'paths', 'grid.paths(5, 6)', { 'Grid.paths': [20, 41, 41] }],
  ['memoize-scoped', box, 'box', 'box(3, 3, 3)', { box: [] }],
  ['memoize-scoped', pair, 'even', 'even(20)', { even: [], odd: [] }],
] as const;

describe('probe: the code that fixes write', () => {
  for (const [id, source, name, call, expected] of cases)
    it(`${id} on ${name}, ${source.split('(')[0]}`, () => {
      const code = rewritten('app.js', source, name, id);
      const result = run({ files: { 'app.js': `let M = 0, N = 0;\n${code}\n${call};\nconsole.log(M, N);\n` } });
      equal(result.stderr, '');
      const [made, other] = result.stdout.split(' ').map(Number);
      Object.entries(expected).forEach(([cacheName, numbers], i) => {
        const { hits, misses, size } = cacheNamed(result, cacheName);
        // each computed result is a miss and an entry; the calls are known by hand where they are few
        deepEqual([misses, size], i === 0 ? [made, made] : [other, other], code);
        if (numbers.length > 0) deepEqual([hits, misses, size], numbers, code);
      });
    });
});
