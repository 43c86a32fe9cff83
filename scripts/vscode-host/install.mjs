// Installs a VS Code (server and web workbench) from npm packages alone: nothing is compiled, no Electron is downloaded.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import module from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const windows = process.platform === 'win32';
const standins = path.join(here, 'standins');
const pins = ['package.json', 'package-lock.json'];

/** Where the pinned VS Code lives; git ignores it. */
export const hostFolder = path.resolve(
  process.env.VSCODE_HOST_DIR ?? path.join(here, '..', '..', '.vscode-test', 'host'),
);

/** The npm package that carries the Node.js which VS Code's server needs, for this machine. */
const nodePackage = () => {
  const bin = process.platform === 'darwin' && process.arch === 'arm64' ? 'bin-' : '';
  return `node-${bin}${windows ? 'win' : process.platform}-${process.arch}`;
};

/** Changes whenever the pinned versions or these scripts do, so that an old install is replaced. */
function stampName() {
  const hash = createHash('sha256').update(process.platform + process.arch);
  const files = ['install.mjs', ...pins, ...fs.readdirSync(standins).map((name) => path.join('standins', name))];
  for (const file of files) hash.update(fs.readFileSync(path.join(here, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Native modules that would need a compiler are replaced by a few lines of JavaScript. */
function placeStandins(modules) {
  for (const file of fs.readdirSync(standins)) {
    const name = path.basename(file, '.js');
    const folder = path.join(modules, '@vscode', name);
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(
      path.join(folder, 'package.json'),
      JSON.stringify({ name: `@vscode/${name}`, version: '0.0.0', main: 'index.js' }),
    );
    fs.copyFileSync(path.join(standins, file), path.join(folder, 'index.js'));
  }
}

/** Removes what is large and of no use here: tools for other machines, chat. */
function slim(modules) {
  const ripgrep = path.join(modules, '@vscode', 'ripgrep-universal', 'bin');
  const unused = [
    ...fs
      .readdirSync(ripgrep)
      .filter((name) => name !== `${process.platform}-${process.arch}`)
      .map((name) => path.join(ripgrep, name)),
    path.join(modules, nodePackage(), 'include'),
    path.join(modules, nodePackage(), 'share'),
    path.join(hostFolder, 'vscode', 'extensions', 'copilot'),
    path.join(hostFolder, 'vscode', 'extensions', 'mermaid-markdown-features'),
  ];
  for (const folder of unused) fs.rmSync(folder, { recursive: true, force: true });
}

function installAfresh(modules) {
  console.error(`[host] installing VS Code into ${hostFolder}`);
  fs.rmSync(hostFolder, { recursive: true, force: true });
  fs.mkdirSync(hostFolder, { recursive: true });
  for (const file of pins) fs.copyFileSync(path.join(here, file), path.join(hostFolder, file));
  const quiet = ['--no-audit', '--no-fund', '--engine-strict=false', '--loglevel=error', '--prefer-offline'];
  const npm = spawnSync(windows ? 'npm.cmd' : 'npm', ['ci', '--ignore-scripts', ...quiet], {
    cwd: hostFolder,
    stdio: ['ignore', 2, 2],
    shell: windows,
  });
  if (npm.status !== 0) throw new Error(`npm ci for VS Code failed (${npm.error ?? npm.status})`);
  fs.renameSync(path.join(modules, 'code-server', 'lib', 'vscode'), path.join(hostFolder, 'vscode'));
  for (const folder of ['node_modules', 'extensions/node_modules']) {
    fs.symlinkSync(modules, path.join(hostFolder, 'vscode', folder), 'junction');
  }
  placeStandins(modules);
  slim(modules);
}

/** Installs the pinned VS Code once. Returns the Node.js that runs it and its entry file. */
export function install() {
  const modules = path.join(hostFolder, 'node_modules');
  const stamp = path.join(hostFolder, stampName());
  if (!fs.existsSync(stamp)) {
    installAfresh(modules);
    fs.writeFileSync(stamp, '');
  }
  const node = path.join(modules, nodePackage(), 'bin', windows ? 'node.exe' : 'node');
  const bundled = fs.existsSync(node);
  if (!bundled && !module.registerHooks) throw new Error('VS Code needs Node.js 22.15 or later on this platform');
  return { node: bundled ? node : process.execPath, server: path.join(hostFolder, 'vscode', 'out', 'server-main.js') };
}
