import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const meter = pathToFileURL(join(import.meta.dirname, 'meter.mjs')).href;

/**
 * Runs a program of Node and measures it from outside (wall) and inside (processor time of all threads, memory).
 * @returns {{ wall: number, cpu: number, rss: number, out: string }} seconds, seconds, MB, what it printed
 */
export function measured(argv, { cwd, scratch, statuses = [0] }) {
  const [said, printed] = [join(scratch, 'meter.json'), join(scratch, 'out.txt')];
  const out = openSync(printed, 'w');
  const start = performance.now();
  const { status, signal } = spawnSync(process.execPath, ['--import', meter, ...argv], {
    cwd,
    stdio: ['ignore', out, 'inherit'],
    env: { ...process.env, METER: said, CI: '1' },
  });
  const wall = (performance.now() - start) / 1000;
  closeSync(out);
  if (!statuses.includes(status)) throw new Error(`${argv[0]} ended with ${status ?? signal}`);
  return { wall, ...JSON.parse(readFileSync(said, 'utf8')), out: readFileSync(printed, 'utf8') };
}

/** Runs a program of Node that prints one JSON value. */
export function answer(argv, input) {
  const { status, signal, stdout } = spawnSync(process.execPath, argv, {
    input: JSON.stringify(input),
    stdio: ['pipe', 'pipe', 'inherit'],
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) throw new Error(`${argv.at(-1)} ended with ${status ?? signal}`);
  return JSON.parse(stdout);
}
