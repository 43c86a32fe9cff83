// node scripts/suites.mjs [--candidates] FOLDER…: runs the test suites of packages (`npm test` in clones of their
// sources) with and without the probe, and compares exit status and the counts that the runner prints.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

const cli = resolve(import.meta.dirname, '../dist/cli.js');
const candidates = process.argv.includes('--candidates');
const folders = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
if (folders.length === 0) {
  console.error('name folders with a package.json that has a test script');
  process.exit(2);
}

/** What the runners say of passes and failures: mocha, node:test, jest, vitest, tap, ava, tad. */
const counts = (output) =>
  [...stripVTControlCharacters(output).matchAll(/(\d+) (passing|failing|pending|passed|failed|skipped|tests? passed|Ok|ok|Errors?)\b|^(?:# |ℹ )(pass|fail|tests|skipped) (\d+)$/gm)] // prettier-ignore
    .map(([, n, word, name, m]) => (name ? `${m} ${name}` : `${n} ${word}`))
    .join(', ');

function test(folder, watched) {
  const run = watched ? [process.execPath, cli, 'run', ...(candidates ? ['--candidates'] : []), '--'] : [];
  const [file, ...args] = [...run, 'npm', 'test', '--silent'];
  const env = { ...process.env, CI: '1', NODE_OPTIONS: '', NO_COLOR: '1', FORCE_COLOR: '0' };
  const { status, stdout, stderr } = spawnSync(file, args, { cwd: folder, env, encoding: 'utf8', timeout: 900_000, maxBuffer: 2 ** 28 }); // prettier-ignore
  return { status, counts: counts(`${stdout}\n${stderr}`), output: `${stdout}${stderr}` };
}

let different = 0;
for (const folder of folders.map((name) => resolve(name))) {
  if (!existsSync(join(folder, 'node_modules')))
    spawnSync('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts'], { cwd: folder, stdio: 'ignore' });
  const before = test(folder, false);
  const after = test(folder, true);
  const same = before.status === after.status && before.counts === after.counts;
  if (!same) different++;
  const say = ({ status, counts: found }) => `status ${status}; ${found || 'no counts'}`;
  console.log(
    `${basename(folder).padEnd(24)} ${same ? 'same' : 'DIFFERENT'}: ${say(before)}${same ? '' : ` → ${say(after)}`}`,
  );
  if (!same) console.log(after.output.slice(-2000));
}
process.exit(different > 0 ? 1 : 0);
