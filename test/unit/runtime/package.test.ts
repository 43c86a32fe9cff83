/** The package as npm packs it, installed in an empty folder. */
import assert from 'node:assert/strict';
import { execFileSync, type ExecFileSyncOptionsWithStringEncoding } from 'node:child_process';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';

const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
const quiet: ExecFileSyncOptionsWithStringEncoding = {
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'pipe'],
  shell: process.platform === 'win32',
};

describe('runtime: the package, installed', function () {
  this.timeout(60_000);
  let folder = '';
  let installed = '';
  before(() => {
    assert.ok(fs.existsSync('dist/types/runtime/index.d.mts'), 'npm run build comes first');
    folder = fs.realpathSync(fs.mkdtempSync(path.join(tmpdir(), 'memoscope-package-')));
    const packed = execFileSync(npm, ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], quiet);
    const [{ filename }] = JSON.parse(packed) as [{ filename: string }];
    fs.writeFileSync(path.join(folder, 'package.json'), '{ "private": true }');
    const options = ['--offline', '--no-audit', '--no-fund', '--no-package-lock'];
    execFileSync(npm, ['install', ...options, `./${filename}`], { ...quiet, cwd: folder });
    installed = path.join(folder, 'node_modules/memoscope');
  });
  after(() => fs.rmSync(folder, { recursive: true, force: true }));

  const put = (name: string, text: string): string => {
    fs.writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const run = (name: string, text: string): string =>
    execFileSync(process.execPath, [put(name, text)], { ...quiet, cwd: folder }).trim();

  it('brings every file that it exports, types first, and no dependencies', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(installed, 'package.json'), 'utf8')) as {
      exports: Record<string, object | string>;
      dependencies?: object;
      bin: Record<string, string>;
      types: string;
      module: string;
    };
    const files: string[] = [manifest.types, manifest.module, ...Object.values(manifest.bin)];
    const walk = (part: object | string): void => {
      if (typeof part === 'string') return void files.push(part);
      if ('types' in part) assert.equal(Object.keys(part)[0], 'types');
      Object.values(part).forEach(walk);
    };
    Object.values(manifest.exports).forEach(walk);
    assert.ok(files.length > 12);
    for (const file of files) assert.ok(fs.existsSync(path.join(installed, file)), file);
    assert.equal(manifest.dependencies, undefined);
  });

  it('brings nothing of the extension, whose entry is the "main" of the manifest', () => {
    for (const file of ['dist/extension.js', 'dist/panel.js', 'media', 'src']) {
      assert.equal(fs.existsSync(path.join(installed, file)), false, file);
    }
  });

  it('gives the library to resolvers that know no "exports"', () => {
    // By its path a package is resolved as it was before there were "exports".
    const program = `process.noDeprecation = true; console.log(require(${JSON.stringify(installed)}).memoize((n) => n * 2)(4))`;
    assert.equal(run('legacy.cjs', program), '8');
  });

  it('is required and imported, with the same names', () => {
    const use = `const names = (m) => Object.keys(m).filter((k) => k !== 'default' && k !== 'module.exports').sort().join();
      const f = memoize((n) => n * 2); f(1); f(1);
      console.log(f.cacheInfo().hits, names(all), names(disk), Object.keys(eslint.rules).join());`;
    const required = run(
      'use.cjs',
      `const all = require('memoscope'), { memoize } = all, disk = require('memoscope/disk'), eslint = require('memoscope/eslint'); ${use}`,
    );
    const imported = run(
      'use.mjs',
      `import * as all from 'memoscope'; import { memoize } from 'memoscope'; import * as disk from 'memoscope/disk'; import eslint from 'memoscope/eslint'; ${use}`,
    );
    assert.match(required, /^1 .*memoize,memoizeAsync,memoizePlain.* memoizeDisk overlapping-subproblems$/);
    assert.equal(imported, required);
    const preloaded = ['--require', 'memoscope/probe', '-e', 'console.log(1)'];
    assert.equal(execFileSync(process.execPath, preloaded, { ...quiet, cwd: folder }).trim(), '1');
  });

  for (const [how, module, moduleResolution, extension] of [
    ['node16, ESM', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16, 'mts'],
    ['node16, CommonJS', ts.ModuleKind.Node16, ts.ModuleResolutionKind.Node16, 'cts'],
    ['bundler', ts.ModuleKind.ESNext, ts.ModuleResolutionKind.Bundler, 'ts'],
  ] as const)
    it(`has types for ${how}`, () => {
      const modules = path.join(folder, 'node_modules');
      if (!fs.existsSync(path.join(modules, 'eslint')))
        fs.symlinkSync(path.resolve('node_modules/eslint'), path.join(modules, 'eslint'), 'junction');
      const plugin = `import plugin ${extension === 'cts' ? "= require('memoscope/eslint')" : "from 'memoscope/eslint'"};`;
      const file = put(
        `use-${extension}.${extension}`,
        `import { memoize, memoizeAsync, type CacheInfo, type Memoized } from 'memoscope';
        import { memoizeDisk } from 'memoscope/disk';
        ${plugin}
        import 'memoscope/probe';
        import type { ESLint, Linter } from 'eslint';
        const f: Memoized<(n: number) => string> = memoize((n: number) => String(n), { maxSize: 5, ttl: 1000 });
        export const info: CacheInfo = f.cacheInfo();
        export const text: string = f(1);
        export const later: Promise<number> = memoizeAsync(async (n: number) => n).cacheCall({}, 1);
        export const kept: number = memoizeDisk((n: number) => n)(1);
        export const config: Linter.Config[] = [plugin.configs.recommended];
        export const whole: ESLint.Plugin = plugin;
        // @ts-expect-error the parameter is a number
        f('1');
        // @ts-expect-error no such option
        memoize(f, { size: 5 });`,
      );
      const program = ts.createProgram([file], {
        module,
        moduleResolution,
        target: ts.ScriptTarget.ES2022,
        strict: true,
        noEmit: true,
        types: [],
        lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      });
      const files = program.getSourceFiles().filter(({ fileName }) => fileName.includes(path.basename(folder)));
      assert.ok(files.length > 5);
      const ours = files.flatMap((f) => [...program.getSyntacticDiagnostics(f), ...program.getSemanticDiagnostics(f)]);
      assert.deepEqual(
        ours.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n')),
        [],
      );
      const resolved = program.getSourceFiles().find((source) => /types\/runtime\/index\.d\./.test(source.fileName));
      assert.match(resolved!.fileName, extension === 'cts' ? /\.d\.ts$/ : /\.d\.mts$/);
    });

  it('leaves out of a bundle what is not used', async () => {
    const bundle = async (contents: string): Promise<string> => {
      const { outputFiles } = await build({
        stdin: { contents, resolveDir: folder },
        bundle: true,
        write: false,
        format: 'esm',
        platform: 'node',
        logLevel: 'silent',
      });
      return outputFiles[0]!.text;
    };
    assert.equal((await bundle(`import 'memoscope'; import { memoize } from 'memoscope';`)).trim(), '');
    const plain = await bundle(`export { memoizePlain } from 'memoscope'`);
    // What only `structural` and shared stores need, statements of devalue included, is left out.
    assert.doesNotMatch(
      plain,
      /process\.versions|byteLength|maxSize must|cacheCall|FinalizationRegistry|class \w* ?extends SyntaxError/,
    );
    const structural = await bundle(`export { structural } from 'memoscope'`);
    assert.doesNotMatch(structural, /needs its own result|diagnostics_channel/);
    assert.match(await bundle(`import 'memoscope/probe'`), /diagnostics_channel/);
  });

  it('names the licences of what it is bundled with', () => {
    const notices = fs.readFileSync(path.join(installed, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['devalue', 'yargs', 'typescript', '@oxc-parser/binding-wasm32-wasip1', 'uplot']) {
      assert.match(notices, new RegExp(`^${name} \\d.*\\n\\n.*(MIT|Apache|ISC|Copyright)`, 'm'));
    }
  });
});
