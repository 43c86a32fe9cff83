// npm start: builds, checks the examples in the terminal, and opens VS Code with the extension and the examples.
//   node scripts/start.mjs [--port N]
import { spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { commandLine, findDesktop } from './vscode-host/desktop.mjs';
import { hostFolder } from './vscode-host/install.mjs';
import { startServer } from './vscode-host/server.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const examples = path.join(root, 'examples');
const { values } = parseArgs({ options: { port: { type: 'string', default: '8125' } } });

const node = (...args) => spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status;

function build() {
  console.log('Building …');
  for (const script of ['esbuild.js', 'scripts/build-examples.mjs']) if (node(script) !== 0) process.exit(1);
}

/** Findings are what the examples are for, so only a failure of the command itself ends this script. */
function checkExamples() {
  console.log('\n$ memoscope check examples');
  const status = node('dist/cli.js', 'check', 'examples');
  if (status !== 0 && status !== 1) process.exit(status ?? 1);
}

function openDesktop(command) {
  console.log(`\nOpening ${command}`);
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, examples, path.join(examples, 'fibonacci.ts')];
  const { file, args: given, shell } = commandLine(command, args);
  const child = spawn(file, given, { stdio: 'inherit', shell });
  child.once('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  child.once('exit', (code) => process.exit(code ?? 1));
}

async function openServer() {
  console.log('\nNo desktop VS Code was found (VSCODE_EXECUTABLE names one); starting the one of the tests.');
  const start = (port) =>
    startServer({
      extensions: [root],
      port,
      data: path.join(hostFolder, '..', 'open-data'),
      settings: { 'workbench.startupEditor': 'none' },
    });
  // A port that stays the same keeps what the browser remembers of the window.
  const server = await start(Number(values.port)).catch(() => start(0));
  const address = server.url({ folder: examples, openFile: path.join(examples, 'fibonacci.ts') });
  console.log(
    `\nVS Code runs on this machine only. Open this address in a browser (Ctrl+C ends it):\n\n  ${address}\n`,
  );
  server.child.once('exit', (code) => process.exit(code ?? 1));
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(0));
build();
checkExamples();
const desktop = findDesktop();
if (desktop) openDesktop(desktop);
else await openServer();
