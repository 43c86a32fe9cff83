// Starts the installed VS Code server on loopback, with its own data folder and a token.
import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { install } from './install.mjs';
import { quietSettings } from './settings.mjs';

const windows = process.platform === 'win32';
const verbose = !!process.env.VSCODE_HOST_VERBOSE;

/** A file path as the path of a URI. */
export const uriPath = (file) =>
  path
    .resolve(file)
    .split(path.sep)
    .join('/')
    .replace(/^(?=[A-Za-z]:)/, '/');

// Loaded into the server: when the runner is gone, however it ended, so are the server and all that it started.
const lifeline =
  'data:text/javascript,' +
  encodeURIComponent(`if (/server-main/.test(process.argv[1]))
  process.stdin.on('end', () => { try { process.kill(0, 'SIGKILL'); } catch {} process.exit(); }).resume();`);

/** What the server sees of the caller's environment: nothing of a VS Code in whose terminal the caller may run. */
function serverEnvironment(data, env) {
  const clean = Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name));
  return {
    ...Object.fromEntries(clean),
    EXTENSIONS_GALLERY: '{}',
    ...(process.platform === 'linux' ? { TMPDIR: data } : {}),
    ...env,
  };
}

/** Registers a folder where it lies, as an installed extension: a link would break webview resources. */
function registerFolder(list, folder) {
  const { publisher, name, version } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const known = fs.existsSync(list) ? JSON.parse(fs.readFileSync(list, 'utf8')) : [];
  const location = { $mid: 1, scheme: 'file', path: uriPath(folder) };
  fs.mkdirSync(path.dirname(list), { recursive: true });
  fs.writeFileSync(list, JSON.stringify([...known, { identifier: { id: `${publisher}.${name}` }, version, location }]));
}

function installPacked({ node, server, data, file, env }) {
  const args = [server, '--install-extension', path.resolve(file), '--server-data-dir', data];
  const run = spawnSync(node, [...args, '--accept-server-license-terms'], { env, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`could not install ${file}:\n${run.stdout}${run.stderr}`);
}

function listening(child, log) {
  return new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (bytes) => {
        log.text = (log.text + bytes).slice(-100_000);
        if (verbose) process.stderr.write(bytes);
        const match = /Extension host agent listening on (\d+)/.exec(log.text);
        if (match) resolve(Number(match[1]));
      });
    }
    const fail = (what) => reject(new Error(`the VS Code server ${what}:\n${log.text.slice(-3000)}`));
    child.once('error', reject);
    child.once('exit', (code) => fail(`ended with ${code}`));
    setTimeout(() => fail('did not start in 60 s'), 60_000).unref();
  });
}

/**
 * Starts a server with fresh user data, or with that in `data`.
 * @param {object} options `extensions`: folders and .vsix files; `settings`: user settings; `trust`: ask whether folders
 *   are trusted; `driver`: let the page run tests; `port`: 0 for any; `env`, `args`: more for the server.
 * @returns {Promise<{ url(where?: object): string, data: string, child: import('node:child_process').ChildProcess, log(): string, stop(): void }>}
 */
export async function startServer(options = {}) {
  const { extensions = [], settings = {}, trust = false, driver = false, port = 0, env = {}, args = [] } = options;
  const { node, server } = install();
  const data = options.data ?? fs.mkdtempSync(path.join(os.tmpdir(), 'vscode-host-'));
  const remove = () => {
    if (!options.data) fs.rmSync(data, { recursive: true, force: true, maxRetries: 5 });
  };
  const childEnv = serverEnvironment(data, env);
  const userSettings = path.join(data, 'data', 'User', 'settings.json');
  fs.mkdirSync(path.dirname(userSettings), { recursive: true });
  if (!fs.existsSync(userSettings)) {
    fs.writeFileSync(userSettings, JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  }
  const list = path.join(data, 'extensions', 'extensions.json');
  fs.rmSync(path.dirname(list), { recursive: true, force: true });
  try {
    for (const file of extensions) {
      if (file.endsWith('.vsix')) installPacked({ node, server, data, file, env: childEnv });
      else registerFolder(list, file);
    }
  } catch (error) {
    remove();
    throw error;
  }
  const token = randomBytes(16).toString('hex');
  const flags = [
    ...['--host', '127.0.0.1', '--port', String(port), '--connection-token', token, '--server-data-dir', data],
    ...['--accept-server-license-terms', '--telemetry-level', 'off', '--disable-update-check'],
    ...['--disable-getting-started-override', '--force-disable-user-env'],
    ...(driver ? ['--enable-smoke-test-driver'] : []),
    ...(trust ? [] : ['--disable-workspace-trust']),
    ...args,
  ];
  const child = spawn(node, ['--import', lifeline, server, ...flags], {
    env: childEnv,
    stdio: 'pipe',
    detached: !windows,
  });
  const log = { text: '' };
  const stop = () => {
    process.off('exit', stop);
    if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F']);
    else {
      try {
        process.kill(-child.pid, 'SIGKILL');
      } catch {
        // gone already
      }
    }
    remove();
  };
  process.on('exit', stop);
  const bound = await listening(child, log).catch((error) => {
    stop();
    throw error;
  });
  const remote = (file) => `vscode-remote://127.0.0.1:${bound}${encodeURI(uriPath(file))}`;
  const url = ({ folder, extension, tests, openFile, payload = [] } = {}) => {
    const places = { extensionDevelopmentPath: extension, extensionTestsPath: tests, openFile };
    const all = [...payload];
    for (const [key, file] of Object.entries(places)) if (file) all.push([key, remote(file)]);
    const query = new URLSearchParams({
      tkn: token,
      ...(folder ? { [/\.code-workspace$/.test(folder) ? 'workspace' : 'folder']: uriPath(folder) } : { ew: 'true' }),
      ...(all.length ? { payload: JSON.stringify(all) } : {}),
    });
    return `http://127.0.0.1:${bound}/?${query}`;
  };
  return { url, data, child, log: () => log.text, stop };
}
