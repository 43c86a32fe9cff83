import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Service } from '../../../src/service/service.ts';

const service = new Service();
const fib = 'export function fib(n: number): number {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}\n';
const pictureOf = (text: string, name: string, line: number) => {
  const picture = service.picture({ file: { path: 'a.ts', text }, name, line });
  if ('refused' in picture) throw new Error(picture.refused);
  return picture;
};

describe('service: the picture of a recursion', () => {
  it('is that of a small input, whose calls it counts', () => {
    const { states, calls } = pictureOf(fib, 'fib', 1);
    const count = (at: number): number => (states[at]?.asks ?? []).reduce((sum, child) => sum + count(child), 1);
    assert.equal(String(count(0)), calls);
    assert.ok(Number(calls) <= 60 && Number(calls) > states.length);
    assert.match(states[0]?.text ?? '', /^fib\(\d+\)$/);
    assert.equal(new Set(states.map(({ text }) => text)).size, states.length);
  });

  it('of a memoized function is what it would be without its cache', () => {
    const fixed = service.fix({ file: { path: 'a.ts', text: fib }, target: { name: 'fib' }, fix: 'memoize-scoped' });
    if ('refused' in fixed) throw new Error(fixed.refused);
    let text = fib;
    for (const { start, end, newText } of [...fixed.edits].sort((a, b) => b.start - a.start))
      text = text.slice(0, start) + newText + text.slice(end);
    assert.deepEqual(pictureOf(text, 'fib', 5), pictureOf(fib, 'fib', 1));
  });

  it('of two functions of one name is the nearer', () => {
    const two = `{\n${fib.replace('export ', '')}}\n{\n  function fib(n: number): number {\n    return n < 3 ? 1 : fib(n - 1) + fib(n - 3);\n  }\n  fib(9);\n}\n`;
    assert.notDeepEqual(pictureOf(two, 'fib', 2), pictureOf(two, 'fib', 7));
  });

  it('of anything else is refused', () => {
    const text = readFileSync(join(import.meta.dirname, 'picture.test.ts'), 'utf8');
    assert.ok('refused' in service.picture({ file: { path: 'a.ts', text }, name: 'nothing', line: 1 }));
  });
});
