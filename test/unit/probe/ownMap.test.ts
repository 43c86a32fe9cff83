/** Under a debugger, text with counting in it leads back to its file. */
import assert from 'node:assert/strict';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import { ownMapComment } from '../../../src/probe/instrument/ownMap.ts';

describe('the way from counted text to its file', () => {
  const text = 'const a = f(1);\r\nconst b = f(2) + f(3); debugger;\n';
  const shifts = [
    { at: text.indexOf('f(2)'), length: 6, opening: true },
    { at: text.indexOf('f(3)'), length: 4, opening: true },
  ];
  let counted = text;
  for (const { at, length } of [...shifts].reverse())
    counted = counted.slice(0, at) + '#'.repeat(length) + counted.slice(at);

  it('gives every place its line and column in the file', () => {
    const comment = ownMapComment(text, '/app/a b.js', shifts);
    const body = /^\n\/\/# sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)$/.exec(comment)?.[1];
    const map = new TraceMap(Buffer.from(body ?? '', 'base64').toString());
    assert.deepEqual(map.sources, ['file:///app/a%20b.js']);
    for (const word of ['f(2)', 'f(3)', 'const b']) {
      const [line, column] = place(counted, word);
      const found = originalPositionFor(map, { line, column });
      assert.deepEqual([found.line, found.column], place(text, word), word);
    }
  });

  function place(all: string, word: string): [line: number, column: number] {
    const before = all.slice(0, all.indexOf(word)).split('\n');
    return [before.length, before.at(-1)?.length ?? 0];
  }
});
