// npm run test:editor: the tests in a real VS Code. They want the build (npm run build) to be there.
//   node scripts/editor-tests.mjs [inside] [restricted] [ui]      all three unless some are named
//   VSCODE_EXECUTABLE=/path/to/code     a desktop VS Code for the tests inside
//   VSCODE_VERSION=stable               one that @vscode/test-electron downloads; where that fails, the one from npm
//   MEMOSCOPE_EXTENSION=DIR             the extension to test, this project unless told otherwise
//   MEMOSCOPE_SLOWER=N                  the window of the stories has the Nth part of a processor
//   MOCHA_GREP=TEXT                     only the tests whose title holds it
// What fails is run a second time, in a new window, and named at the end.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { ensureBrowser } from './vscode-host/browser.mjs';
import { install } from './vscode-host/install.mjs';
import { runTests } from './vscode-host/tests.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const work = path.join(root, '.vscode-test');
const bundle = path.join(work, 'inside');
const extension = path.resolve(process.env.MEMOSCOPE_EXTENSION ?? root);

async function bundleTests() {
  await build({
    entryPoints: ['index', 'main', 'restricted'].map((name) =>
      path.join(root, 'test', 'editor', 'inside', `${name}.ts`),
    ),
    outdir: bundle,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    external: ['vscode', 'mocha'],
    // What package.json says of side effects is about the package: test files have nothing but side effects.
    ignoreAnnotations: true,
    logLevel: 'warning',
  });
}

/** A copy of the examples, built, that the tests may change. */
function copyExamples(name) {
  const folder = path.join(work, 'work', name, 'examples');
  fs.rmSync(path.dirname(folder), { recursive: true, force: true });
  const skip = new Set(['out', 'node_modules'].map((part) => path.join(root, 'examples', part)));
  fs.cpSync(path.join(root, 'examples'), folder, { recursive: true, filter: (source) => !skip.has(source) });
  run(process.execPath, ['scripts/build-examples.mjs', folder]);
  return folder;
}

function run(command, args, env = {}) {
  const { status, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (error) throw error;
  return status ?? 1;
}

async function desktop() {
  if (process.env.VSCODE_EXECUTABLE) return process.env.VSCODE_EXECUTABLE;
  if (!process.env.VSCODE_VERSION) return undefined;
  const { downloadAndUnzipVSCode } = await import('@vscode/test-electron');
  return downloadAndUnzipVSCode({ version: process.env.VSCODE_VERSION }).catch((error) => {
    console.error(`no desktop VS Code (${error.message}); the tests run in the one from npm`);
  });
}

/** A workspace of two folders, the examples and one with settings of its own. */
function twoFolders() {
  const examples = copyExamples('inside');
  const second = path.join(path.dirname(examples), 'second');
  fs.mkdirSync(path.join(second, '.vscode'), { recursive: true });
  fs.copyFileSync(path.join(examples, 'fibonacci.ts'), path.join(second, 'second.ts'));
  fs.writeFileSync(path.join(second, '.vscode', 'settings.json'), '{ "memoscope.severity.proven": "error" }');
  const workspace = path.join(path.dirname(examples), 'two.code-workspace');
  fs.writeFileSync(workspace, JSON.stringify({ folders: [{ path: 'examples' }, { path: 'second' }] }));
  return workspace;
}

async function inside() {
  const tests = path.join(bundle, 'index.cjs');
  const folder = twoFolders();
  const vscodeExecutablePath = await desktop();
  if (!vscodeExecutablePath) return runTests({ extension, tests, folder, timeout: 900 });
  const electron = await import('@vscode/test-electron');
  const launch = { vscodeExecutablePath, extensionDevelopmentPath: extension, extensionTestsPath: tests };
  return electron.runTests({ ...launch, launchArgs: [folder] }).catch((error) => {
    console.error(error.message);
    return 1;
  });
}

/** In Restricted Mode, with the extension packed and installed as people get it. */
async function restricted() {
  const vsix = path.join(work, 'memoscope.vsix');
  const vsce = path.join(root, 'node_modules', '@vscode', 'vsce', 'vsce');
  const args = ['package', '--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', vsix];
  const { status, stdout, stderr } = spawnSync(process.execPath, [vsce, ...args], { cwd: extension, encoding: 'utf8' });
  if (status !== 0) {
    console.error(`${stdout}${stderr}`);
    return 1;
  }
  console.log(stdout.trim().split('\n').at(-1));
  const folder = copyExamples('restricted');
  const settings = path.join(folder, '.vscode', 'settings.json');
  fs.writeFileSync(settings, JSON.stringify({ 'memoscope.debug.probe': false }));
  const env = { MEMOSCOPE_SUITE: 'restricted' };
  return runTests({ extension: vsix, tests: path.join(bundle, 'index.cjs'), folder, trust: true, env, timeout: 600 });
}

/** One file of the stories that are driven through the browser. */
const story = (file) => () => {
  const mocha = path.join(root, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const grep = process.env.MOCHA_GREP ? ['--grep', process.env.MOCHA_GREP] : [];
  return run(process.execPath, [mocha, '--config', 'test/editor/.mocharc.json', ...grep, `test/editor/ui/${file}`]);
};
const stories = fs.readdirSync(path.join(root, 'test', 'editor', 'ui')).filter((file) => file.endsWith('.test.ts'));

/** By the name of the room: its runs, each with a window of its own. */
const suites = {
  inside: { inside },
  restricted: { restricted },
  ui: Object.fromEntries(stories.map((file) => [`ui/${file}`, story(file)])),
};
const named = process.argv.slice(2);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
if (!fs.existsSync(path.join(extension, 'dist', 'extension.js'))) {
  console.error('dist/extension.js is not there: npm run build');
  process.exit(1);
}
ensureBrowser();
install();
await bundleTests();
const failed = [];
const shaky = [];
for (const [room, runs] of Object.entries(suites)) {
  if (named.length > 0 && !named.includes(room)) continue;
  for (const [name, suite] of Object.entries(runs)) {
    console.log(`\n${name}`);
    if ((await suite()) === 0) continue;
    // A person whose key got lost while the window was busy presses it again. What is broken is broken in a new window, too.
    console.error(`${name} failed: again, in a new window`);
    ((await suite()) === 0 ? shaky : failed).push(name);
  }
}
if (shaky.length > 0) console.error(`failed once, and not in a new window: ${shaky.join(', ')}`);
if (failed.length > 0) console.error(`failed: ${failed.join(', ')}`);
process.exit(failed.length > 0 ? 1 : 0);
