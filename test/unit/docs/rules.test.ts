import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ruleIds, type RuleId } from '../../../src/protocol/finding.ts';
import { Service } from '../../../src/service/service.ts';
import { codeBlocks, section } from './markdown.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..', 'docs', 'rules');
const service = new Service();

/** The rules found in one example, without mere hints at overlap. */
function found({ language, code }: { language: string; code: string }): RuleId[] {
  const { findings, errors } = service.check({ file: { path: `example.${language}`, text: code } });
  assert.deepEqual(errors, []);
  return findings
    .filter(({ rule, verdict }) => rule !== 'overlapping-subproblems' || verdict !== 'possible')
    .map(({ rule }) => rule);
}

describe('pages of the rules', () => {
  for (const page of readdirSync(folder).filter((name) => name.endsWith('.md'))) {
    const rule = page.replace(/\.md$/, '') as RuleId;
    const text = readFileSync(join(folder, page), 'utf8');

    describe(page, () => {
      it('is the page of a rule', () => {
        assert.ok(ruleIds.includes(rule));
        assert.match(text, new RegExp(`^# ${rule}\n`));
      });

      it('has examples of both kinds', () => {
        assert.ok(codeBlocks(section(text, 'Found')).length > 0);
        assert.ok(codeBlocks(section(text, 'Not found')).length > 0);
      });

      for (const block of codeBlocks(section(text, 'Found'))) {
        it(`finds: ${block.intro}`, () => assert.deepEqual([...new Set(found(block))], [rule]));
      }
      for (const block of codeBlocks(section(text, 'Not found'))) {
        it(`does not find: ${block.intro}`, () => assert.deepEqual(found(block), []));
      }
    });
  }
});
