import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { EcmaModule } from '../../../src/languages/ecmascript/module.ts';
import { typescriptParser } from '../../../src/languages/ecmascript/parser.ts';
import { applyEdits, fix } from '../../../src/refactor/index.ts';
import { checkFile } from '../../../src/service/check.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { naive, request, typeErrors } from './harness.ts';

function without(path: string, text: string, name: string): string {
  const module = new EcmaModule(text, typescriptParser(path, text).program);
  const target = module.functions.find((f) => f.name === name);
  assert.ok(target);
  const recurrence = { functions: [target], sites: [] };
  const result = fix('unmemoize', {
    module,
    target,
    recurrence,
    path,
    safety: 'unknown',
    varying: [],
    parser: typescriptParser,
  });
  if ('refused' in result) return `refused: ${result.refused}`;
  return applyEdits(text, result.edits);
}

/** Formatting of short branches and arrows aside: `if (c) {⏎ return x;⏎ }` is `if (c) return x;`. */
function flat(text: string): string {
  return text
    .replaceAll(/\{\s*(return\b[^;{}]*;?)\s*\}/g, '$1')
    .replaceAll(/=> return /g, '=> ')
    .replaceAll(/[\s();]+/g, ' ')
    .trim();
}

const folder = fileURLToPath(new URL('../../fixtures/kinds/', import.meta.url));
const fixtures = readdirSync(folder)
  .filter((id) => id.startsWith('memoize-'))
  .flatMap((id) => readdirSync(`${folder}${id}`).map((file) => ({ id, file })));

/** The fix again, as the service asks for it. */
function again(path: string, text: string, name: string): string {
  const checked = checkFile({ path, text }).functions.find((c) => c.finding.function === name);
  const result = fix('memoize-scoped', checked?.request ?? requestFor({ path, text }, { name })!);
  return 'refused' in result ? `refused: ${result.refused}` : applyEdits(text, result.edits);
}

/** The second of two functions that recurse through each other, of which each may have a cache of its own. */
function otherOf(file: string, source: string): string | undefined {
  return /mutual|Object\./i.test(file) ? /\/\/ counted: \S+ (\S+)/.exec(source)?.[1] : undefined;
}

describe('unmemoize', () => {
  for (const { id, file } of fixtures.filter((f) => /\.fixed\./.test(f.file))) {
    it(`takes back ${id}/${file}`, () => {
      const fixed = readFileSync(`${folder}${id}/${file}`, 'utf8');
      const source = readFileSync(`${folder}${id}/${file.replace('.fixed.', '.')}`, 'utf8');
      const name = /\/\/ function: (\S+)/.exec(source)![1]!;
      const other = otherOf(file.replace('.fixed', ''), source);
      let plain = without(file, fixed, name);
      // Tables that are handed on are those of all; else each function has its own.
      if (other !== undefined && !/scoped|async/.test(id)) plain = without(file, plain, other);
      assert.ok(!plain.startsWith('refused'), plain);
      assert.equal(naive(file, plain).length > 0, naive(file, source).length > 0, plain);
      if (/\.[cm]?tsx?$/.test(file)) assert.deepEqual(typeErrors(file, plain), []);
      // What a wrapper or an arrow with a body was before is not told by the text; all else comes back.
      if (/wrap|lru|ttl|disk|library/.test(id)) return;
      // An object's own name in place of `this`: the form with a table could be taken off its object.
      const object = /^const (\w+) = \{$/m.exec(source)?.[1];
      const named = (text: string): string =>
        flat(object === undefined ? text : text.replaceAll('this.', `${object}.`));
      assert.equal(named(plain), named(source));
      // And it can be memoized again, to the same text.
      if (id === 'memoize-scoped' && object === undefined && !/=> [^{]*$/m.test(source))
        assert.equal(again(file, plain, name), fixed);
    });
  }

  it('takes tables that are handed on back by each of the functions that have them', () => {
    for (const [path, names] of [['memoize-scoped/mutual.fixed.ts', 'full notched visitFull visitNotched'], ['memoize-async/mutual.fixed.ts', 'full notched visitFull solveNotched']] as const) {
      const text = readFileSync(`${folder}${path}`, 'utf8');
      const all = names.split(' ').map((name) => without(path, text, name));
      assert.equal(new Set(all).size, 1);
      assert.doesNotMatch(all[0]!, /Memo|visit|solve|known/);
    }
  }); // prettier-ignore

  it('refuses where more hangs on the functions with the tables', () => {
    const text = readFileSync(`${folder}memoize-scoped/mutual.fixed.ts`, 'utf8');
    const refusal = (changed: string): string => without('a.ts', changed, 'full');
    assert.match(refusal(`${text}console.log(visitNotched(new Map(), new Map(), 3));\n`), /`visitNotched` is used elsewhere/);
    assert.match(refusal(text.replace('fullMemo.set(n, result)', 'fullMemo.clear()')), /no cache in a form/);
    assert.match(refusal(text.replace(/\nfunction visitNotched/, '\nconst size = 3;\nfunction visitNotched')), /Other code stands between|no cache in a form/);
    assert.match(refusal(text.replace(/visitFull\(fullMemo, notchedMemo, n - 1\)/, 'visitFull(notchedMemo, fullMemo, n - 1)')), /no cache in a form/);
  }); // prettier-ignore

  it('takes the wrapper and its import away', () => {
    const source =
      "import { a } from './a.js';\nimport { memoize } from 'memoscope';\n\nexport const f = memoize((n) => (n < 2 ? a : f(n - 1) + f(n - 2)), { name: 'f' });\n";
    assert.equal(
      without('a.js', source, 'f'),
      "import { a } from './a.js';\n\nexport const f = (n) => (n < 2 ? a : f(n - 1) + f(n - 2));\n".replace(
        "'./a.js';\n",
        "'./a.js';\n",
      ),
    );
  });

  it('takes a first import away with the blank line after it', () => {
    const source =
      "const { memoize } = require('memoscope');\r\n\r\n/** Doc. */\r\nconst f = memoize((n) => (n < 2 ? n : f(n - 1) + f(n - 2)));\r\n";
    assert.equal(
      without('a.js', source, 'f'),
      '/** Doc. */\r\nconst f = (n) => (n < 2 ? n : f(n - 1) + f(n - 2));\r\n',
    );
  });

  it('refuses where more hangs on the cache', () => {
    const memo =
      'const memo = new Map();\nfunction f(n) {\n  const known = memo.get(n);\n  if (known !== undefined) return known;\n  const result = n < 2 ? n : f(n - 1) + f(n - 2);\n  memo.set(n, result);\n  return result;\n}\n';
    assert.ok(!without('a.js', memo, 'f').includes('memo'));
    assert.match(without('a.js', `${memo}console.log(memo.size);\n`, 'f'), /more than the results/);
    assert.match(without('a.js', memo.replace('n < 2 ?', 'n < 2 || memo.size > 9 ?'), 'f'), /no cache in a form/);
    const wrapped =
      "import { memoize } from 'memoscope';\nconst f = memoize((n) => (n < 2 ? n : f(n - 1) + f(n - 2)));\nconsole.log(f.cacheInfo());\n";
    assert.match(without('a.js', wrapped, 'f'), /`f.cacheInfo` is used/);
    assert.match(without('a.js', 'const f = (n) => n;\n', 'f'), /no cache/);
  });

  it('is not offered for a finding', () => {
    const asked = request('a.js', 'const f = (n) => (n < 2 ? n : f(n - 1) + f(n - 2));\n', 'f');
    assert.ok('refused' in fix('unmemoize', asked));
  });
});
