// Runs a test module inside the extension host of the installed VS Code.
import net from 'node:net';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'node:util';
import { launchBrowser } from './browser.mjs';
import { hostFolder } from './install.mjs';
import { startServer, uriPath } from './server.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const verbose = !!process.env.VSCODE_HOST_VERBOSE;
const log = (...parts) => console.error('[host]', ...parts);
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A loopback port on which the tests' output arrives and is passed on at once. */
async function outputPipe() {
  const state = { drained: undefined };
  const server = net.createServer((socket) => {
    socket.on('data', (bytes) => process.stdout.write(bytes)).on('error', () => {});
    state.drained = new Promise((resolve) => socket.once('close', resolve));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { port: server.address().port, drained: () => state.drained, close: () => server.close() };
}

/**
 * Runs `tests` (a CommonJS file with run()) inside the extension host; what it prints goes to stdout at once.
 * @param {{ extension: string, tests: string, folder?: string, timeout?: number, settings?: object, trust?: boolean, env?: object }} options
 *   `extension`: a folder, or a .vsix that is then installed; `timeout` in seconds.
 * @returns {Promise<number>} the exit code
 */
export async function runTests(options) {
  const { extension, tests, folder, timeout = 120, settings, trust, env, args, payload } = options;
  const pipe = await outputPipe();
  const packed = extension.endsWith('.vsix'); // then an empty extension is the one under development
  let server, timer, browser;
  try {
    server = await startServer({
      driver: true,
      extensions: packed ? [extension] : [],
      settings,
      trust,
      args,
      env: { ...env, VSCODE_HOST_OUT: String(pipe.port), VSCODE_HOST_TESTS: path.resolve(tests) },
    });
    browser = await launchBrowser();
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.exposeFunction('codeAutomationLog', (type, values) => {
      const line = format(...values);
      if (verbose || (type === 'error' && line.includes(uriPath(extension)))) console.error(`[workbench] ${line}`);
    });
    const ended = new Promise((resolve) => page.exposeFunction('codeAutomationExit', resolve));
    const late = new Promise((resolve) => {
      timer = setTimeout(resolve, timeout * 1000, `no end after ${timeout} s`);
    });
    const died = new Promise((resolve) => server.child.once('exit', () => resolve('the server ended')));
    const crash = new Promise((resolve) => page.once('crash', () => resolve('the page crashed')));
    const developed = packed ? path.join(here, 'empty') : extension;
    await page.goto(server.url({ folder, payload, extension: developed, tests: path.join(here, 'entry.cjs') }));
    const result = await Promise.race([ended, late, died, crash]);
    if (typeof result === 'number') {
      // Let the output and, where NODE_V8_COVERAGE is set, the extension host's coverage file be written.
      await Promise.race([pipe.drained(), sleep(2000)]);
      for (let i = 0; i < 50 && !/Extension Host Process exited/.test(server.log()); i++) await sleep(100);
      return result;
    }
    const picture = path.join(hostFolder, '..', 'failed.png');
    await page.screenshot({ path: picture }).catch(() => {});
    log(`${server.log().slice(-3000)}\n${result}; see ${picture}`);
    return 1;
  } finally {
    clearTimeout(timer);
    await browser?.close().catch(() => {});
    server?.stop();
    pipe.close();
  }
}
