import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ESLint } from 'eslint';
import type plugin from '../../../src/eslint/index.ts';
import { build, root } from '../cli/command.ts';

const bundle = join(root, 'dist/eslint.js');

describe('the bundle of the ESLint plugin', function () {
  this.timeout(120_000);
  before(() => build());

  it('is the plugin, by require and by import', async () => {
    const required = createRequire(import.meta.url)(bundle) as typeof plugin;
    const imported = ((await import(pathToFileURL(bundle).href)) as { default: typeof plugin }).default;
    assert.equal(required, imported);
    assert.equal(required.meta.name, 'memoscope');
    assert.match(required.meta.version, /^\d+\.\d+\.\d+$/);
  });

  it('holds no parser', () => {
    assert.ok(statSync(bundle).size < 1024 * 1024, `${statSync(bundle).size} bytes`);
  });

  it('works by its recommended configuration alone', async () => {
    const { configs } = createRequire(import.meta.url)(bundle) as typeof plugin;
    const eslint = new ESLint({ cwd: root, overrideConfigFile: true, overrideConfig: [configs.recommended] });
    const text = 'function fib(n) {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}\n';
    const [result] = await eslint.lintText(text, { filePath: 'test/some.js' });
    const found = result!.messages.map(({ ruleId, severity, line }) => ({ ruleId, severity, line }));
    assert.deepEqual(found, [{ ruleId: 'memoscope/overlapping-subproblems', severity: 1, line: 1 }]);
  });
});
