import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { builtFixIds, fixIds, type FixId } from '../../../src/protocol/finding.ts';
import { applyEdits } from '../../../src/refactor/index.ts';
import { Service } from '../../../src/service/service.ts';
import { codeBlocks, section } from './markdown.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'docs', 'fixes');
const service = new Service();

/** The text after one fix of the only finding in it; where nothing is found, of the function that `name` says. */
function fixed(path: string, text: string, fix: FixId, name: string | undefined): string {
  const file = { path, text, dependencies: { moize: '^6.1.6' } };
  const { findings } = service.check({ file });
  assert.equal(findings.length, name === undefined ? 1 : 0);
  const [finding] = findings;
  const target = finding ? { name: finding.function, line: finding.line, column: finding.column } : { name: name! };
  const result = service.fix({ file, target, fix });
  assert.ok('edits' in result, JSON.stringify(result));
  return applyEdits(text, result.edits);
}

/** Fixes that are asked for by name: the function of each example. */
const named: Partial<Record<FixId, readonly string[]>> = {
  'memoize-ttl': ['total'],
  unmemoize: ['area', 'fib', 'visit'],
};

describe('pages of the fixes', () => {
  it('there is one for each fix that is built', () => {
    const pages = readdirSync(folder).map((name) => name.replace(/\.md$/, ''));
    assert.deepEqual(pages.sort(), [...builtFixIds].sort());
  });

  for (const page of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
    const fix = page.replace(/\.md$/, '') as FixId;
    const text = readFileSync(join(folder, page), 'utf8');

    describe(page, () => {
      it('is the page of a fix', () => {
        assert.ok(fixIds.includes(fix));
        assert.match(text, new RegExp(`^# ${fix}\n`));
      });

      const before = codeBlocks(section(text, 'Before'));
      const after = codeBlocks(section(text, 'After'));
      it('shows every example before and after', () => {
        assert.ok(before.length > 0);
        assert.equal(before.length, after.length);
      });

      before.forEach(({ language, code, intro }, index) => {
        it(`does what it shows: ${intro}`, () => {
          assert.equal(fixed(`example.${language}`, code, fix, named[fix]?.[index]), after[index]?.code);
        });
      });
    });
  }
});
