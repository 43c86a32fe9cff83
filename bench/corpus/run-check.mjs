import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/**
 * Runs the built command line once over ROOT and reads its JSON report, which stays in `file` for a closer look.
 * @throws when the command fails or prints something else
 */
export function runCheck(cli, root, file) {
  const out = openSync(file, 'w');
  // From inside the root, so that neither this project's settings nor its ignore files count.
  const run = spawnSync(process.execPath, [cli, 'check', '--format', 'json', '--verdict', 'likely', root], {
    cwd: root,
    stdio: ['ignore', out, 'pipe'],
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  closeSync(out);
  if (run.error) throw run.error;
  if (run.status !== 0 && run.status !== 1) {
    throw new Error(`check ended with ${run.status ?? run.signal}\n${run.stderr.trim()}`);
  }
  const output = JSON.parse(readFileSync(file, 'utf8'));
  if (output?.version !== 1 || !Array.isArray(output.findings)) throw new Error(`${file} is not a version 1 report`);
  return output;
}
