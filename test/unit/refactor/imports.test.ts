import assert from 'node:assert/strict';
import { rewritten } from './harness.ts';

const fib = 'export function fib(n: number): number {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}\n';
const imported = "import { memoize } from 'memoscope';\n";

/** Text before and after the import. */
function around(text: string): string[] {
  const after = rewritten('a.ts', text, 'fib', 'memoize-wrap');
  assert.equal(after.split(imported).length, 2, after);
  return after.split(imported);
}

describe('the place of an import', () => {
  it('is before the first statement and the comment on it', () => {
    // The comment on the second function is followed by an empty line.
    const other = '/** Of one thing. */\nexport const one = 1;\n\n';
    const [before, after] = around(`${other}/** Of another. */\n\n${fib}`);
    assert.equal(before, '');
    assert.match(after!, /^\n\/\*\* Of one thing\. \*\/\nexport const one/);
    const plain = around(`/* a */ export const a = 1;\n\n/* b */\n${fib}`);
    assert.equal(plain[0], '');
  });

  it('is after a licence and before the comment on the first statement', () => {
    const licence = '/*!\n * Copyright.\n */\n\n';
    assert.equal(around(`${licence}/** Doc. */\n${fib}`)[0], licence);
    assert.equal(around(`/** About the file. */\n\n${fib}`)[0], '/** About the file. */\n\n');
    assert.equal(around(`// @ts-check\n${fib}`)[0], '// @ts-check\n');
  });

  it('is after the last of the others', () => {
    const others = "import a from 'a';\nimport b from 'b';\n";
    assert.equal(around(`${others}console.log(a, b);\n${fib}`)[0], others);
  });
});
