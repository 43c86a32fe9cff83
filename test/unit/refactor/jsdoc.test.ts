import assert from 'node:assert/strict';
import type { FixId } from '../../../src/protocol/finding.ts';
import { applyEdits, fix } from '../../../src/refactor/index.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { evaluate, typeErrors } from './harness.ts';

const path = 'a.js';

function rewritten(text: string, name: string, id: FixId): string {
  const result = fix(id, requestFor({ path, text }, { name })!);
  if ('refused' in result) throw new Error(result.refused);
  return applyEdits(text, result.edits);
}

const sources: Record<string, { name?: string; id?: FixId; source: string; call: string; has: RegExp }> = {
  'a declaration': {
    source:
      '/**\n * Paths of a grid.\n * @param {number} r rows\n * @param {number} c columns\n * @returns {number}\n */\nfunction f(r, c) {\n  return r === 0 || c === 0 ? 1 : f(r - 1, c) + f(r, c - 1);\n}\n',
    call: 'f(5, 6)',
    has: /\n {2}\/\*\* @type \{\(r: number, c: number\) => number\} \*\/\n {2}const visit = \(r, c\) => \{/,
  },
  'an arrow with arguments that stay and a default': {
    source:
      '/**\n * @param {readonly {w: number, v: number}[]} items\n * @param {number} i\n * @param {number} [room=10]\n * @return {number}\n */\nexport const f = (items, i, room = 10) => {\n  if (i === items.length) return 0;\n  const a = f(items, i + 1, room);\n  return items[i].w > room ? a : Math.max(a, f(items, i + 1, room - items[i].w) + items[i].v);\n};\n',
    call: 'f([{ w: 5, v: 1 }, { w: 4, v: 3 }, { w: 3, v: 3 }], 0)',
    has: /\/\*\* @type \{\(i: number, room\?: number\) => number\} \*\//,
  },
  'lists of a nested helper': {
    name: 'go',
    source:
      '/** @param {string} a @param {string} b @returns {number} */\nfunction f(a, b) {\n  /**\n   * @param {number} i\n   * @param {number} j\n   * @returns {number}\n   */\n  const go = (i, j) => {\n    if (i === a.length || j === b.length) return 0;\n    return a[i] === b[j] ? 1 + go(i + 1, j + 1) : Math.max(go(i + 1, j), go(i, j + 1));\n  };\n  return go(0, 0);\n}\n',
    call: "f('abcde', 'badce')",
    has: /\n {2}\/\*\* @type \{number\[\]\[\]\} \*\/\n {2}const memo = \[\];/,
  },
  'a method': {
    source:
      'class A {\n  /**\n   * @param {number} n\n   * @returns {number}\n   */\n  f(n) {\n    return n < 2 ? n : this.f(n - 1) + this.f(n - 2);\n  }\n}\n',
    call: 'new A().f(9)',
    has: /\/\*\* @type \{\(n: number\) => number\} \*\//,
  },
  'an async function': {
    id: 'memoize-async',
    source:
      '/**\n * @param {number} n\n * @returns {Promise<number>}\n */\nasync function f(n) {\n  return n < 2 ? n : (await f(n - 1)) + (await f(n - 2));\n}\n',
    call: 'typeof f(3).then',
    has: /\/\*\* @type [^\n]*\n {2}const visit[^]*\/\*\* @type [^\n]*\n {2}const solve/,
  },
};

describe('JavaScript with types in comments', () => {
  for (const [title, { name = 'f', id = 'memoize-scoped', source, call, has }] of Object.entries(sources)) {
    it(`${title} stays free of compiler errors`, () => {
      const text = `// @ts-check\n${source}`;
      const after = rewritten(text, name, id);
      assert.match(after, has);
      assert.deepEqual(typeErrors(path, text), []);
      assert.deepEqual(typeErrors(path, after), [], after);
      assert.deepEqual(evaluate(path, after, [call]), evaluate(path, text, [call]));
      if (id === 'memoize-async') return;
      const back = rewritten(after, after.includes('visit') ? 'visit' : name, 'unmemoize');
      assert.doesNotMatch(back, /@type|memo|visit/);
      assert.deepEqual(evaluate(path, back, [call]), evaluate(path, text, [call]));
    });
  }

  it('comments that leave a type out add none', () => {
    for (const comment of [
      '/** A function. */',
      '/** @param {number} n */',
      '/* @param {number} n @returns {number} */',
    ]) {
      const text = `${comment}\nfunction f(n) {\n  return n < 2 ? n : f(n - 1) + f(n - 2);\n}\n`;
      assert.doesNotMatch(rewritten(text, 'f', 'memoize-scoped'), /@type/, comment);
    }
  });
});
