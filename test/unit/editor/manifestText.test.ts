import assert from 'node:assert/strict';
import { withDependency } from '../../../src/editor/checking/manifestText.ts';

const add = (text: string): string => withDependency(text, 'memoscope', '^1.2.3');

describe('a dependency more in package.json', () => {
  it('goes where npm would put it, in the indent of the file', () => {
    const text = '{\n\t"name": "a",\n\t"dependencies": {\n\t\t"lodash": "4",\n\t\t"yargs": "18"\n\t}\n}\n';
    assert.equal(add(text), text.replace('"4",\n', '"4",\n\t\t"memoscope": "^1.2.3",\n'));
  });

  it('goes first and last', () => {
    const text = (names: string[]) =>
      JSON.stringify({ dependencies: Object.fromEntries(names.map((n) => [n, '1'])) }, undefined, 2);
    const names = (found: string): string[] =>
      Object.keys((JSON.parse(found) as { dependencies: object }).dependencies);
    assert.deepEqual(names(add(text(['react', 'zod']))), ['memoscope', 'react', 'zod']);
    assert.deepEqual(names(add(text(['acorn', 'diff']))), ['acorn', 'diff', 'memoscope']);
    assert.deepEqual(names(add(text([]))), ['memoscope']);
  });

  it('makes the group where there is none, and keeps the line ends', () => {
    const text = '{\r\n    "name": "a"\r\n}\r\n';
    assert.equal(
      add(text),
      '{\r\n    "name": "a",\r\n    "dependencies": {\r\n        "memoscope": "^1.2.3"\r\n    }\r\n}\r\n',
    );
    assert.deepEqual(JSON.parse(add('{}')), { dependencies: { memoscope: '^1.2.3' } });
  });
});
