import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { oxcParser } from '../../../src/languages/ecmascript/oxc/parser.ts';
import { SourceSyntaxError, typescriptParser } from '../../../src/languages/ecmascript/parser.ts';
import { fileParser, oxcModule } from '../../../src/service/parser.ts';
import { differenceOf } from './sameTree.ts';

const root = new URL('../../../', import.meta.url);
const alone = oxcParser(oxcModule, (path) => {
  throw new Error(`${path}: not parsed by oxc`);
});

function sources(): string[] {
  return ['examples', 'test/fixtures', 'src/analysis', 'src/panel']
    .filter((folder) => fs.existsSync(new URL(folder, root)))
    .flatMap((folder) =>
      fs
        .readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && /(?<!\.d)\.[cm]?[jt]sx?$/.test(entry.name))
        .filter((entry) => !/node_modules|\bout\b/.test(entry.parentPath))
        .map((entry) => `${entry.parentPath}/${entry.name}`),
    )
    .sort();
}

/** Syntax on which trees are known to part. */
const texts: Readonly<Record<string, string>> = {
  'a.ts': `'use strict'; type A<T = {}> = T extends infer U ? U[] : never; const a = <T,>(x: T) => x as const; let b = a!<string>('x'); abstract class C<T> extends D<T> implements E { declare x: number; private readonly y? = 1n; #z = 2; static { f(); } @dec accessor z = /a+/giu; constructor(public q = 1) { super(); } get g(): this { return this; } }`, // prettier-ignore
  'b.tsx': `const a = <div {...p} b="c" d={e}>text {/* c */} <></> <A.B /></div>;`,
  'entities.tsx': `const a = <a b="&lt;x &bogus; &#x110000;" c='&apos;&#128512;' d={'&amp;'}>&amp; & &amp &nbsp;{'&lt;'}&#39; &#x1F600; &check; &Alpha;&thetasym;&zwj;&spades;&lang;\n  &hellip;</a>;`, // prettier-ignore
  'c.js': `#!/usr/bin/env node\n// comment\n\nvar f = async function* (a = 1, [b, ...c], { d = 2, ...e }) { for await (const x of y) yield* x; }; a?.b?.[c]?.(d); l: while (1) continue l; (a, b); ((c)); x ??= 1;`, // prettier-ignore
  'd.mjs': `await 1;`,
  'e.cjs': `if (a) function f() {}`,
  'f.ts': `\n\n  /* first */ enum E { A = 1, 'b' } namespace N.M { export const x = 1 } import x = require('x'); export = x;`,
  'g.mts': 'tag`a${b}c`; function f(this: Window, x?: number): asserts x is number; function f() {}',
  'h.js': `// @flow\nfunction f(a: number): string { return String(a); }`,
  'unicode.ts': `const zażółć = '😀'; function größe(ſ: number) { return \`😀\${ſ}\` + größe(ſ - 1); }`,
};

describe('both parsers', () => {
  it('give one tree for every source of the project', function () {
    this.timeout(60_000);
    const files = sources();
    assert.ok(files.length > 60, String(files.length));
    for (const path of files) {
      const text = fs.readFileSync(path, 'utf8');
      assert.equal(differenceOf(typescriptParser(path, text).program, alone(path, text).program), undefined, path);
    }
  });

  for (const [path, text] of Object.entries(texts)) {
    it(`give one tree for ${path}`, () => {
      assert.equal(differenceOf(typescriptParser(path, text).program, alone(path, text).program), undefined);
    });
  }

  it('read every named character of XHTML alike', () => {
    const require = createRequire(import.meta.url);
    const package_ = dirname(require.resolve('@typescript-eslint/typescript-estree/package.json'));
    const { xhtmlEntities } = require(join(package_, 'dist/jsx/xhtml-entities.js')) as { xhtmlEntities: object };
    const names = [...Object.keys(xhtmlEntities), 'check', 'NewLine', 'bogus'];
    assert.ok(names.length > 250);
    const text = `const a = <a>${names.map((name) => `&${name};`).join(' ')}</a>;`;
    assert.equal(differenceOf(typescriptParser('a.tsx', text).program, alone('a.tsx', text).program), undefined);
  });

  it('would see a difference', () => {
    const [a, b] = ['f(1)', 'f(2)'].map((text) => typescriptParser('a.ts', text).program);
    assert.equal(differenceOf(a, b), '.body.0.expression.arguments.0.value: 1 and 2');
  });

  it('a wrong text is reported in the words of typescript-estree', () => {
    for (const text of ['const = 1;', 'function (', 'a b', 'class A { x: }', 'x = `${', 'let a; let a; }']) {
      const errors = [typescriptParser, fileParser].map((parse) => {
        try {
          parse('a.ts', text);
        } catch (error) {
          assert.ok(error instanceof SourceSyntaxError);
          return `${error.line}: ${error.message}`;
        }
        return undefined;
      });
      assert.ok(errors[0], text);
      assert.equal(errors[1], errors[0]);
    }
  });

  it('after a text deeper than its stack oxc goes on', () => {
    const parse = oxcParser(oxcModule, (path, text) => ({ path, text, program: undefined as never }));
    assert.equal(parse('a.ts', `x = ${'['.repeat(500_000)}`).program, undefined);
    assert.ok(parse('a.ts', 'x = 1').program);
  });

  it('without oxc the reference parses', () => {
    const parse = oxcParser(() => undefined, typescriptParser);
    assert.equal(parse('a.ts', 'x = 1').program.body.length, 1);
    const broken = oxcParser(
      () => new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)),
      typescriptParser,
    );
    assert.equal(broken('a.ts', 'x = 1').program.body.length, 1);
  });
});
