import assert from 'node:assert/strict';
import type { FixId } from '../../../src/protocol/finding.ts';
import * as runtime from '../../../src/runtime/index.ts';
import { evaluate, rewritten } from './harness.ts';

const source = `/** Grid paths. */
function paths(r, c) {
  if (r === 0) return 1;
  if (c === 0) {
    return 1; // the edge
  }
  let sum = 0;
  for (const [a, b] of [[r - 1, c], [r, c - 1]]) sum += paths(a, b);
  return sum;
}
`;

interface Kind {
  readonly title: string;
  readonly path: string;
  readonly text: string;
  /** Holds for every line that was not there before. */
  readonly style: (line: string) => boolean;
}

const kinds: Kind[] = [
  { title: 'CRLF', path: 'a.js', text: source.replaceAll('\n', '\r\n'), style: () => true },
  { title: 'tabs', path: 'a.js', text: source.replaceAll('  ', '\t'), style: (l) => !/^ |\t /.test(l) },
  { title: 'four spaces', path: 'a.js', text: source.replaceAll('  ', '    '), style: (l) => /^( {4})*(?! )/.test(l) },
  { title: 'byte-order mark', path: 'a.js', text: `\uFEFF${source}`, style: () => true },
  { title: 'no semicolons', path: 'a.js', text: source.replaceAll(/;$/gm, '').replace('; //', ' //'), style: (l) => !/;$/.test(l) },
  { title: "'use strict'", path: 'a.js', text: `"use strict";\n\n${source}`, style: (l) => !l.includes("'") },
  { title: 'a shebang', path: 'a.cjs', text: `#!/usr/bin/env node\n${source}`, style: () => true },
  { title: 'licence comment', path: 'a.mjs', text: `/*!\n * Copyright.\n */\n\n${source}`, style: () => true },
  { title: 'JSX', path: 'a.jsx', text: `const React = { createElement: () => 1 };\nexport const view = <b title="x">\n  text\n</b>;\n` + source, style: () => true },
  { title: 'TSX', path: 'a.tsx', text: source.replace('r, c) {', 'r: number, c: number): number {'), style: () => true },
  { title: '.cts', path: 'a.cts', text: source.replace('r, c) {', 'r: number, c: number): number {'), style: () => true },
  { title: 'no last line end', path: 'a.js', text: source.trimEnd(), style: () => true },
  { title: 'inside a class of tabs', path: 'a.js', text: `const o = {\n${source.replaceAll(/^(?=.)/gm, '\t').replace('function paths', 'paths').replace('sum += paths', 'sum += this.paths').replaceAll('  ', '\t').replace('\t}\n', '\t}\n')}};\nfunction paths(r, c) {\n\treturn o.paths(r, c);\n}\n`, style: (l) => !/^ /.test(l) },
]; // prettier-ignore

const load = (): unknown => runtime;

describe('kinds of files', () => {
  for (const { title, path, text, style } of kinds) {
    for (const id of ['memoize-scoped', 'memoize-module', 'memoize-wrap'] satisfies FixId[]) {
      const isMethod = text.includes('this.');
      if (isMethod && id !== 'memoize-scoped') continue;
      if (title === 'JSX' && id !== 'memoize-scoped') continue; // a call above its line
      it(`${title}: ${id}`, () => {
        const after = rewritten(path, text, 'paths', id, { kinds: ['integer', 'integer'] });
        assert.deepEqual(evaluate(path, after, ['paths(5, 4)', 'paths(0, 2)'], {}, load), [126, 1], after);
        const old = new Set(text.split(/\r?\n/));
        const lines = after.split(/\r?\n/);
        for (const line of lines) if (!old.has(line)) assert.ok(style(line), `${JSON.stringify(line)} in\n${after}`);
        const crlf = after.split('\r\n').length - 1;
        assert.equal(crlf, text.includes('\r\n') ? after.split('\n').length - 1 : 0);
        assert.equal(after.startsWith('\uFEFF'), text.startsWith('\uFEFF'));
        if (text.startsWith('#!')) assert.ok(after.startsWith('#!/usr/bin/env node\n'));
        assert.ok(!lines.some((line) => /[ \t]$/.test(line)), `white space at an end in\n${after}`);
        assert.match(after, /1; \/\/ the edge|1 \/\/ the edge/);
      });
    }
  }
});
