import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Linter } from 'eslint';
import tseslint from 'typescript-eslint';
import plugin from '../../../src/eslint/index.ts';
import { checkFile } from '../../../src/service/check.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

function sources(folder: string, pattern: RegExp): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && pattern.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !/(^|\/)(out|node_modules)\//.test(file))
    .sort();
}

/** Line, column, message and fixes of everything found, by ESLint with a parser and by the service. */
function byEslint(path: string, text: string, languageOptions: Linter.LanguageOptions) {
  const messages = new Linter().verify(
    text,
    [
      {
        files: ['**/*.{js,jsx,mjs,cjs,ts,tsx,mts,cts}'],
        plugins: { memoscope: plugin },
        languageOptions,
        linterOptions: { reportUnusedDisableDirectives: 'off' },
        rules: { 'memoscope/overlapping-subproblems': ['warn', { verdict: 'possible' }] },
      },
    ],
    { filename: path },
  );
  const fatal = messages.find((m) => m.ruleId === null);
  assert.equal(fatal, undefined, `${path}: ${fatal?.message}`);
  return messages
    .filter((m) => m.ruleId === 'memoscope/overlapping-subproblems')
    .map(({ line, column, message, suggestions }) => ({ line, column, message, fixes: (suggestions ?? []).map((s) => s.desc) })); // prettier-ignore
}

function byService(path: string, text: string) {
  return checkFile({ path, text }, 60_000).functions.map(({ finding }) => ({
    line: finding.line,
    column: finding.column,
    message: finding.message,
    fixes: finding.fixes.map((f) => f.title),
  }));
}

const sorted = <T extends { line: number; column: number }>(list: T[]): T[] =>
  list.sort((a, b) => a.line - b.line || a.column - b.column);

describe('verdicts in ESLint are those of the service', function () {
  this.timeout(120_000);
  const parser = tseslint.parser as Linter.Parser;
  const all = [...sources('examples', /\.[cm]?[jt]sx?$/), ...sources('test/fixtures/kinds', /\.[cm]?[jt]sx?$/)];

  it('there is something to compare', () => {
    assert.ok(all.length > 30);
    assert.ok(all.some((file) => byService(file, readFileSync(join(root, file), 'utf8')).length > 0));
  });

  for (const file of all) {
    const text = readFileSync(join(root, file), 'utf8');
    it(`${file}, typescript-eslint`, () => {
      const jsx = /x$/.test(file);
      const parserOptions = { ecmaFeatures: { jsx } };
      assert.deepEqual(byEslint(file, text, { parser, parserOptions }), sorted(byService(file, text)));
    });
    if (!/\.[cm]?js$/.test(file)) continue;
    for (const sourceType of ['module', 'script', 'commonjs'] as const) {
      if (sourceType !== 'module' && /^(import|export) /m.test(text)) continue;
      it(`${file}, espree, ${sourceType}`, () => {
        assert.deepEqual(byEslint(file, text, { sourceType }), sorted(byService(file, text)));
      });
    }
  }
});
