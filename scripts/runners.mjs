// npm run test:runners: `memoscope run` around test runners that are too heavy to be dependencies of everybody.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const folder = join(root, 'test/runners');
const must = (file, args, cwd) => {
  const { status } = spawnSync(file, args, { cwd, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
};
if (!existsSync(join(folder, 'node_modules/vitest'))) must('npm', ['ci', '--no-audit', '--no-fund'], folder);
must(process.execPath, ['esbuild.js'], root);
const options = ['--no-config', '--node-option', 'import=tsx', '--timeout', '120000', '--exit'];
must(join(root, 'node_modules/.bin/mocha'), [...options, 'test/runners/runners.test.ts'], root);
