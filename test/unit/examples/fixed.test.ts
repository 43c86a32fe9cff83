import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { transformSync } from 'esbuild';
import { Service } from '../../../src/service/service.ts';
import { examples } from './expected.ts';
import { assertPrints } from './prints.ts';

const run = promisify(execFile);
const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'examples');
const library = new URL('../../../dist/runtime.mjs', import.meta.url).href;
const service = new Service();

/** Memoizes every finding of a text that offers it, one after the other, as a person would. */
function memoizeAll(path: string, source: string): { text: string; fixed: string[] } {
  let text = source;
  const fixed: string[] = [];
  for (;;) {
    const { findings } = service.check({ file: { path, text } });
    const next = findings.find(({ fixes }) => fixes.some(({ id }) => id === 'memoize-scoped'));
    if (!next) {
      assert.deepEqual(
        findings.map((finding) => finding.function),
        [],
        'a finding is left without a fix',
      );
      return { text, fixed };
    }
    assert.ok(!fixed.includes(next.function), `${next.function} is found again after its fix:\n${text}`);
    const target = { name: next.function, line: next.line, column: next.column };
    const result = service.fix({ file: { path, text }, target, fix: 'memoize-scoped' });
    assert.ok('edits' in result, `${next.function}: ${JSON.stringify(result)}`);
    for (const edit of [...result.edits].sort((a, b) => b.start - a.start))
      text = text.slice(0, edit.start) + edit.newText + text.slice(edit.end);
    fixed.push(next.function);
  }
}

describe('examples after memoize-scoped', function () {
  this.timeout(60_000);
  let scratch: string;
  before(() => (scratch = mkdtempSync(join(tmpdir(), 'memoscope-examples-'))));
  after(() => rmSync(scratch, { recursive: true, force: true }));

  for (const { source, naive, prints } of examples.filter(({ naive }) => naive)) {
    it(`${source} prints what it printed before`, async () => {
      const before = readFileSync(join(folder, source), 'utf8');
      const { text, fixed } = memoizeAll(source, before);
      assert.ok(fixed.length > 0, `no fix for ${naive!.join(', ')}`);
      const linked = text.replace(/ from 'memoscope';$/m, ` from '${library}';`);
      const { code } = transformSync(linked, { loader: source.endsWith('.ts') ? 'ts' : 'js' });
      const file = join(scratch, `${basename(source, extname(source))}${source.endsWith('.js') ? '.cjs' : '.mjs'}`);
      writeFileSync(file, code);
      const { stdout } = await run(process.execPath, [file], { timeout: 30_000 });
      assertPrints(stdout, prints);
    });
  }
});
