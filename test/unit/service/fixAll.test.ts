import assert from 'node:assert/strict';
import ts from 'typescript';
import type { SourceFile } from '../../../src/protocol/worker.ts';
import { applyEdits } from '../../../src/refactor/index.ts';
import { Service } from '../../../src/service/service.ts';

const service = new Service();

/** Applies to every finding the first fix that it offers, or `wanted`. */
function fixFile(file: SourceFile, wanted?: 'memoize-wrap') {
  const targets = service.check({ file }).findings.map(({ function: name, line, column, fixes }) => ({
    target: { name, line, column },
    fix: wanted ?? fixes[0]!.id,
  }));
  const result = service.fixAll({ file, targets });
  return { ...result, after: applyEdits(file.text, result.edits) };
}

/** What an expression gives in the scope of the file. */
const run = (text: string, expression: string): unknown =>
  new Function(ts.transpile(`${text}\nreturn ${expression};`, { target: ts.ScriptTarget.ES2022 }))();

const fib = (name: string) => `function ${name}(n: number): number {
  return n < 2 ? n : ${name}(n - 1) + ${name}(n - 2);
}
`;

describe('fixing several functions of a file', () => {
  it('gives one change, after which nothing is found and every result is the same', () => {
    const file = { path: 'a.ts', text: `// head\n${fib('one')}\n${fib('two')}\n${fib('three')}` };
    const { after, fixed, left } = fixFile(file);
    assert.deepEqual(fixed, ['one', 'two', 'three']);
    assert.deepEqual(left, []);
    assert.deepEqual(service.check({ file: { ...file, text: after } }).findings, []);
    assert.equal(run(after, 'one(40) + two(41) + three(42)'), 102334155 + 165580141 + 267914296);
  });

  it('imports once what several fixes need', () => {
    const file = { path: 'a.ts', text: `${fib('one')}\n${fib('two')}` };
    const { after, fixed } = fixFile(file, 'memoize-wrap');
    assert.deepEqual(fixed, ['one', 'two']);
    assert.equal(after.match(/from 'memoscope'/g)?.length, 1);
    assert.match(after, /one = memoize\([\s\S]*two = memoize\(/);
  });

  it('fixes functions that call each other once', () => {
    const text = `function even(n: number): number {
  return n < 2 ? 1 : odd(n - 1) + odd(n - 2);
}

function odd(n: number): number {
  return n < 2 ? 0 : even(n - 1) + even(n - 2);
}
`;
    const file = { path: 'a.ts', text };
    const { after, left } = fixFile(file);
    assert.deepEqual(left, []);
    assert.equal(run(after, 'even(20)'), run(text, 'even(20)'));
    assert.deepEqual(service.check({ file: { ...file, text: after } }).findings, []);
  });

  it('keeps the line ends of the file', () => {
    const file = { path: 'a.ts', text: `${fib('one')}\n${fib('two')}`.replaceAll('\n', '\r\n') };
    const { after } = fixFile(file);
    assert.equal(after.replaceAll('\r\n', '').includes('\n'), false);
  });

  it('says what it leaves', () => {
    const file = { path: 'a.ts', text: fib('one') };
    const { line, column } = service.check({ file }).findings[0]!;
    const { edits, fixed, left } = service.fixAll({
      file,
      targets: [
        { target: { name: 'one', line, column }, fix: 'memoize-ttl' },
        { target: { name: 'gone', line: 9, column }, fix: 'memoize-scoped' },
      ],
    });
    assert.deepEqual([edits, fixed], [[], []]);
    assert.deepEqual(
      left.map((l) => l.function),
      ['gone', 'one'],
    );
    for (const { reason } of left) assert.match(reason, /\.$/);
  });
});

describe('functions whose cache can be taken away', () => {
  it('are those that a fix has memoized, each once, where their names are', () => {
    const text = `${fib('one')}\n${fib('two')}`;
    const { after } = fixFile({ path: 'a.ts', text });
    const cached = service.cached({ file: { path: 'a.ts', text: after } });
    assert.deepEqual(
      cached.map((c) => [c.function, c.fixes.map((f) => f.id)]),
      [
        ['one', ['unmemoize']],
        ['two', ['unmemoize']],
      ],
    );
    const [{ line, column, endColumn }] = cached as [(typeof cached)[number]];
    assert.equal(after.split('\n')[line - 1]!.slice(column - 1, endColumn - 1), 'one');
    const result = service.fix({
      file: { path: 'a.ts', text: after },
      target: { name: 'one', line, column },
      fix: 'unmemoize',
    });
    assert.ok('edits' in result);
    assert.match(applyEdits(after, result.edits), /one\(n - 1\) \+ one\(n - 2\)/);
  });

  it('are none in a plain file or in one with a syntax error', () => {
    assert.deepEqual(service.cached({ file: { path: 'a.ts', text: fib('one') } }), []);
    assert.deepEqual(service.cached({ file: { path: 'a.ts', text: 'function (' } }), []);
  });
});
