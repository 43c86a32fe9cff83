import assert from 'node:assert/strict';
import type { FixId } from '../../../src/protocol/finding.ts';
import { applyEdits, fix } from '../../../src/refactor/index.ts';
import { counter, countingEdits } from '../../../src/refactor/proof/count.ts';
import { requestOn } from '../../../src/refactor/proof/plan.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { counted, countCalls, evaluate, naive, typeErrors } from './harness.ts';

function rewritten(path: string, text: string, name: string, id: FixId = 'memoize-scoped'): string {
  const result = fix(id, requestFor({ path, text }, { name })!);
  if ('refused' in result) throw new Error(`refused: ${result.refused}`);
  return applyEdits(text, result.edits);
}

function refusal(text: string): string {
  const result = fix('memoize-scoped', { ...requestFor({ path: 'a.js', text }, { name: 'f' })!, safety: 'safe' });
  if ('edits' in result) throw new Error(`not refused:\n${applyEdits(text, result.edits)}`);
  return result.refused;
}

/** The text with counters, and what the fix makes of it. */
function counting(path: string, text: string, name: string): [string, string] {
  const request = requestFor({ path, text }, { name })!;
  const withCounter = applyEdits(text, countingEdits([request.target]));
  const result = fix('memoize-scoped', requestOn(request, withCounter));
  if ('refused' in result) throw new Error(result.refused);
  return [withCounter, applyEdits(withCounter, result.edits)];
}

interface Case {
  readonly title: string;
  readonly path?: string;
  readonly name?: string;
  readonly source: string;
  readonly calls: readonly string[];
  readonly has: RegExp;
}

const subsets = (call: string, head = 'const [head, ...rest] = xs;'): string =>
  `function f(xs, k) {\n  if (xs.length === 0) return k === 0 ? 1 : 0;\n  ${head}\n  return ${call};\n}\n`;

const cases: Case[] = [
  {
    title: 'suffixes of a list by their length',
    path: 'a.ts',
    source:
      'export function f(xs: readonly number[], k: number): number {\n  if (xs.length === 0) return k === 0 ? 1 : 0;\n  return f(xs.slice(1), k) + f(xs.slice(1), k - xs[0]!);\n}\n',
    calls: ['f([1, 1, 1, 1, 1, 1, 1, 1], 4)', 'f([2, 1, 2, 1, 2, 1, 2, 1], 4)'],
    has: /const memo = new Map<number, Map<number, number>>\(\);[^]*memo\.get\(xs\.length\)/,
  },
  {
    title: 'rests of a list',
    source: subsets('f(rest, k) + f(rest, k - head)'),
    calls: ['f([1, 1, 1, 1, 1, 1, 1, 1], 4)', 'f([2, 1, 2, 1, 2, 1, 2, 1], 4)'],
    has: /memo\.get\(xs\.length\)/,
  },
  {
    title: 'a list that may be none',
    source: subsets('f(rest, k) + f(rest, k - head)').replace('xs.length === 0', '!xs || xs.length === 0'),
    calls: ['f([1, 1, 1, 1, 1, 1, 1, 1], 4)', 'f(undefined, 0)', 'f(null, 1)'],
    has: /memo\.get\(xs\?\.length\)/,
  },
  {
    title: 'two texts by the lengths of their tails',
    name: 'lcs',
    source:
      "const lcs = (a, b) => {\n  if (a === '' || b === '') return 0;\n  if (a[0] === b[0]) return 1 + lcs(a.slice(1), b.slice(1));\n  return Math.max(lcs(a.substring(1), b), lcs(a, b.substr(1)));\n};\n",
    calls: ["lcs('abcdefgh', 'hgfedcba')"],
    has: /const key = b\?\.length;/,
  },
  {
    title: 'prefixes',
    path: 'a.ts',
    source:
      'function f(s: string): number {\n  const init = s.slice(0, -1);\n  if (s.length < 2) return s.length;\n  return f(init) + f(init.slice(0, -1)) * (s.endsWith("a") ? 2 : 1);\n}\n',
    calls: ["f('abcabcabcabc')", "f('xyz')"],
    has: /memo = new Map<number, number>\(\)[^]*const key = s\.length;/,
  },
  {
    title: 'tails and heads of a text: by the text itself',
    path: 'a.ts',
    source:
      'function f(s: string): number {\n  if (s.length < 2) return s.length;\n  if (s[0] === s[s.length - 1]) return 2 + f(s.slice(1, -1));\n  return Math.max(f(s.slice(1)), f(s.slice(0, -1)));\n}\n',
    calls: ["f('abcdefghbb')"],
    has: /memo = new Map<string, number>\(\)/,
  },
  {
    title: 'positions in a nested helper: lists',
    path: 'a.ts',
    name: 'go',
    source:
      'export function f(a: string, b: string): number {\n  return go(0, 0);\n  function go(i: number, j: number): number {\n    if (i === a.length || j === b.length) return 0;\n    if (a[i] === b[j]) return 1 + go(i + 1, j + 1);\n    return Math.max(go(i + 1, j), go(i, j + 1));\n  }\n}\n',
    calls: ["f('abcdefgh', 'hgfedcba')"],
    has: /const memo: number\[\]\[\] = \[\];[^]*let row = memo\[i\];[^]*const known = row\[j\];[^]*row\[j\] = result;/,
  },
  {
    title: 'positions that go down to a guard',
    name: 'go',
    source:
      'const f = (grid) => {\n  const m = grid.length;\n  const go = (r, c) => (r === 0 || c === 0 ? 1 : go(r - 1, c) + go(r, c - 1));\n  return go(m, grid[0].length);\n};\n',
    calls: ["f(['abcde', 2, 3, 4, 5])"],
    has: /memo\[r\] = row/,
  },
  {
    title: 'a position and what is left: a list of Maps',
    path: 'a.ts',
    name: 'go',
    source:
      'export const f = (w: number[], room: number): number => {\n  const go = (i: number, left: number): number => {\n    if (i >= w.length) return 0;\n    const without = go(i + 1, left);\n    return w[i]! > left ? without : Math.max(without, w[i]! + go(i + 1, left - w[i]!));\n  };\n  return go(0, room);\n};\n',
    calls: ['f([1, 2, 3, 1, 2, 3, 1, 2], 9)'],
    has: /const memo: Map<number, number>\[\] = \[\];[^]*row = new Map\(\);\n +memo\[i\] = row;/,
  },
  {
    title: 'unions in a list',
    path: 'a.ts',
    name: 'go',
    source:
      'export const f = (xs: number[]): number | null => {\n  const go = (i: number): number | null => {\n    if (i >= xs.length) return null;\n    for (let k = i + 1; k < xs.length; k++) if (xs[k]! > xs[i]!) return (go(k) ?? 0) + (go(i + 1) ?? 1);\n    return xs[i]!;\n  };\n  return go(0);\n};\n',
    calls: ['f([1, 2, 3, 4, 5, 6, 7])'],
    has: /const memo: \(number \| null\)\[\] = \[\];/,
  },
  {
    title: 'undefined results: a Map for the last key',
    name: 'go',
    source:
      'const f = (xs) => {\n  const go = (i, j) => {\n    if (i >= xs.length || j >= xs.length) return;\n    return xs[i] > 2 ? i : go(i + 1, j) ?? go(i, j + 1);\n  };\n  return go(0, 0);\n};\n',
    calls: ['f([1, 2, 1, 2, 1])'],
    has: /memo\[i\] = row;[^]*if \(row\.has\(j\)\) return row\.get\(j\)/,
  },
];

describe('keys', () => {
  for (const { title, path = 'a.js', name = 'f', source, calls, has } of cases) {
    it(title, () => {
      const after = rewritten(path, source, name);
      assert.match(after, has);
      assert.deepEqual(evaluate(path, after, calls), evaluate(path, source, calls), after);
      assert.deepEqual(naive(path, after), [], `not seen as memoized\n${after}`);
      const [before, now] = counting(path, source, name).map((text) => {
        let computed = 0;
        evaluate(path, text, calls, { [counter]: () => void computed++ });
        return computed;
      });
      const states = countCalls(path, counted(path, source, name), calls).reduce((sum, c) => sum + c.states, 0);
      assert.equal(now, states, after);
      assert.ok(before! > states, 'the original computes some states again');
      if (path === 'a.ts') assert.deepEqual([typeErrors(path, source), typeErrors(path, after)], [[], []], after);
      const back = rewritten(path, after, after.includes('visit') ? 'visit' : name, 'unmemoize');
      assert.doesNotMatch(back, /memo|visit|row|known/);
      assert.deepEqual(evaluate(path, back, calls), evaluate(path, source, calls), back);
    });
  }

  const nested = (body: string, start = 'go(0)'): string =>
    `const f = (xs, n) => {\n  const go = (i) => {\n    ${body}\n  };\n  return ${start};\n};\n`;
  const maps: Record<string, string> = {
    'a start that may be anything': nested('return i < 1 ? 1 : go(i - 1) + go(i - 2);', 'go(n)'),
    'below the guard': nested('if (i < 1) return 1; return go(i - 1) + go(i - 2);', 'go(9)'),
    'a step of unknown size': nested('return i > 9 ? 1 : go(i + xs[0]) + go(i + 1);'),
    'a fraction': nested('return i > 9 ? 1 : go(i + 0.5) + go(i + 1);'),
    'handed on as a value': nested('return i > 9 ? 1 : go(i + 1) + go(i + 2);', 'xs.map(go)'),
    'known elsewhere': nested('return i > 9 ? 1 : go(i + 1) + go(i + 2);', '[go, go(0)][1]'),
    'a guard in another order': nested('const a = i > 0 ? 1 : 2; return i > 9 ? a : go(i - 1 + 2) + go(i - 1);'),
    'a hoisted function before the guard': nested(
      'if (i > 5) return down(); if (i === 0) return 1; function down() { return go(i - 1) + go(i - 7); } return down();',
    ),
    'assigned in the body': nested('i -= 1; return i > 9 ? 1 : go(i + 2) + go(i + 3);'),
  };
  for (const [title, source] of Object.entries(maps)) {
    it(`a Map: ${title}`, () => assert.match(rewritten('a.js', source, 'go'), /memo = new Map\(\)/));
  }

  it('no key for a list that is made anew and changed, compared, or handed to other code', () => {
    for (const use of ['rest.sort();', 'rest[0] = k;', 'log(rest);', 'rest.length = 1;', 'const other = rest;']) {
      assert.match(refusal(subsets('f(rest, k) + f(rest, k - head)', `const [head, ...rest] = xs; ${use}`)), /an array anew/, use); // prettier-ignore
    }
    assert.match(refusal(subsets('f(xs.slice(1), k) + f(xs.slice(0, -1), k - 1)', '')), /an array anew/);
    assert.match(refusal(subsets('f(xs.slice(1, 3), k) + f(xs.slice(1), k - 1)', '')), /an array anew/);
    assert.match(refusal(subsets('f(xs.slice(1), k) + f(xs.slice(1), xs === data ? 1 : 2)', '')), /an array anew/);
    assert.match(refusal(subsets('f(xs.slice(1), k) + f(other.slice(1), k)', '')), /an array anew/);
  });
});
