import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import ts from 'typescript';
import * as disk from '../../../src/runtime/disk.ts';
import * as library from '../../../src/runtime/index.ts';

/** A line that ends in `// → value` is an expression with that value. */
function toProgram(block: string): string {
  const code = block
    .replace(/^import \{(.*)\} from 'memoscope';$/gm, 'const {$1} = library;')
    .replace(/^import \{(.*)\} from 'memoscope\/disk';$/gm, 'const {$1} = disk;')
    .replace(/^import \{(.*)\} from '(node:.*)';$/gm, "const {$1} = await import('$2');")
    .replace(
      /^try \{ (.*); \} catch \(error\) \{ (.*); \} \/\/ → (.*)$/gm,
      'check(await (async () => { try { $1; } catch (error) { return $2; } })(), $3);',
    )
    .replace(/^(.*); \/\/ → (.*)$/gm, 'check(await ($1), $2);');
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext };
  return ts.transpileModule(`${code}\nexport {};`, { compilerOptions }).outputText.replace(/^export \{\};?$/m, '');
}

const AsyncFunction = (async () => undefined).constructor as new (
  ...args: string[]
) => (...args: unknown[]) => Promise<void>;
const folder = 'docs/library';
const created: string[] = [];
const temporaryFolder = (): string => {
  created.push(fs.mkdtempSync(path.join(tmpdir(), 'memoscope-docs-')));
  return created[created.length - 1]!;
};

describe('runtime: documents', () => {
  after(() => created.forEach((dir) => fs.rmSync(dir, { recursive: true, force: true })));
  for (const page of fs.readdirSync(folder)) {
    const text = fs.readFileSync(path.join(folder, page), 'utf8');
    [...text.matchAll(/```(?:js|ts)\n([\s\S]*?)```/g)].forEach(([, block], i) =>
      it(`${page}, example ${i + 1}`, async () => {
        let checks = 0;
        const check = (value: unknown, expected: unknown): void => {
          checks++;
          assert.deepEqual(value, expected);
        };
        const run = new AsyncFunction('library', 'disk', 'check', 'temporaryFolder', toProgram(block!));
        await run(library, disk, check, temporaryFolder);
        assert.equal(checks, block!.split('// →').length - 1, 'every value is checked');
        assert.ok(checks > 0);
      }),
    );
  }
});
