import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { RunArguments } from '../../../src/cli/run/index.ts';
import type { SavedRun } from '../../../src/profile/savedRun.ts';
import { probeFolder } from './harness.ts';

const program = `
const memo = new Map();
let hits = 0;
function fib(n) {
  if (memo.has(n)) { hits++; return memo.get(n); }
  const result = n < 2 ? n : fib(n - 1) + fib(n - 2);
  memo.set(n, result);
  return result;
}
fib(40);
console.log(hits);
console.error('told');
`;

describe('memoscope run and stats', () => {
  let folder: string;
  const path = (name: string): string => join(folder, name);
  const driver = (): string => path('driver.cjs');
  const env = (): NodeJS.ProcessEnv => ({ ...process.env, NODE_OPTIONS: '', NODE_V8_COVERAGE: '' });

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'memoscope-run-test-'));
    writeFileSync(path('app.cjs'), program);
    const call = `const [what, argv] = JSON.parse(process.argv[2]); require(${JSON.stringify(join(probeFolder(), 'run.js'))})[what](argv).then((c) => { process.exitCode = c; });`;
    writeFileSync(driver(), call);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const call = (what: string, argv: unknown): SpawnSyncReturns<string> =>
    spawnSync(process.execPath, [driver(), JSON.stringify([what, argv])], {
      cwd: folder,
      env: env(),
      encoding: 'utf8',
    });
  const command = (argv: RunArguments): SpawnSyncReturns<string> => call('runCommand', argv);
  const stats = (...files: string[]): SpawnSyncReturns<string> => call('statsCommand', files);

  it('passes output through, prints a table on stderr and saves the run', () => {
    const { status, stdout, stderr } = command({ json: path('out.json'), command: ['node', 'app.cjs'] });
    equal(status, 0);
    equal(stdout, '38\n');
    match(stderr, /^told\n/);
    match(stderr, /^fib +app\.cjs:2 +memo-table +79 +38 +41 +48\.1 % +41 /m);
    ok(!stderr.includes('\u001b'), 'no colours in a pipe');
    const saved = JSON.parse(readFileSync(path('out.json'), 'utf8')) as SavedRun;
    const [cache] = saved.caches;
    deepEqual(
      [saved.version, saved.status, saved.signal, saved.command, saved.caches.length],
      [1, 0, null, ['node', 'app.cjs'], 1],
    );
    deepEqual(
      [cache!.name, cache!.line, cache!.calls, cache!.hits, cache!.misses, cache!.size],
      ['fib', 2, 79, 38, 41, 41],
    );
    equal(saved.processes[0]!.snapshot.caches[0]!.hits, 38);
  });

  it('ends with the program’s own status, also after a signal, and 127 without a program', () => {
    equal(command({ command: ['node', '-e', 'process.exitCode = 42'] }).status, 42);
    equal(command({ command: ['node', '-e', "process.kill(process.pid, 'SIGKILL')"] }).status, 137);
    const { status, stderr } = command({ command: ['no-such-program-here'] });
    equal(status, 127);
    match(stderr, /no-such-program-here did not start/);
  });

  it('ends with 3 below the threshold, but not when the program failed itself', () => {
    const least = (minHitRate: number, file = 'app.cjs'): number | null =>
      command({ minHitRate, command: ['node', file] }).status;
    deepEqual([least(40), least(0.4), least(48), least(49), least(0.49), least(100)], [0, 0, 0, 3, 3, 3]);
    const few = 'const seen = new Map(); const g = (n) => seen.get(n) ?? (seen.set(n, n), n); g(1); g(2);';
    writeFileSync(path('few.cjs'), `${program}${few}`);
    equal(least(46, 'few.cjs'), 0, 'two calls are too few to judge');
    writeFileSync(path('fails.cjs'), `${program}process.exitCode = 5;`);
    equal(least(99, 'fails.cjs'), 5);
    writeFileSync(path('none.cjs'), '');
    equal(least(1, 'none.cjs'), 3);
  });

  it('says why there is nothing', () => {
    writeFileSync(path('none.cjs'), '');
    match(command({ command: ['node', 'none.cjs'] }).stderr, /no cache was used/);
    match(command({ command: ['true'] }).stderr, /no process was watched/);
  });

  it('Deno, which preloads what NODE_OPTIONS names and may not read its environment, runs as ever', () => {
    // what Deno 2.9 does with the variable, without its 90 MB
    writeFileSync(
      path('deno'),
      `#!/bin/sh\nGIVEN="$NODE_OPTIONS" NODE_OPTIONS= exec '${process.execPath}' '${path('deno.cjs')}' "$@"\n`,
      { mode: 0o755 },
    );
    writeFileSync(
      path('deno.cjs'),
      `const [, preloaded] = /--require "?([^"]+)/.exec(process.env.GIVEN);
      globalThis.Deno = {};
      const forbidden = () => { throw new Error('NotCapable: Requires env access'); };
      const { env } = process;
      process.env = new Proxy({}, { get: forbidden, has: forbidden, ownKeys: forbidden });
      require(preloaded);
      process.env = env; // Node's console reads it
      require(require('path').resolve(process.argv[3]));`,
    );
    writeFileSync(path('denied.cjs'), program);
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [driver(), JSON.stringify(['runCommand', { command: ['deno', 'run', 'denied.cjs'] }])],
      { cwd: folder, env: { ...env(), PATH: `${folder}${delimiter}${process.env.PATH}` }, encoding: 'utf8' },
    );
    equal(status, 0, stderr);
    equal(stdout, '38\n');
    match(stderr, /^told\nmemoscope: no process was watched: Deno and Bun take no probe/);
  });

  it('passes a signal on and waits for the program', async () => {
    writeFileSync(
      path('waits.cjs'),
      `${program}process.on('SIGTERM', () => { console.log('ending'); process.exit(6); }); setInterval(() => {}, 1000); console.log('ready');`,
    );
    const child = spawn(
      process.execPath,
      [driver(), JSON.stringify(['runCommand', { command: ['node', 'waits.cjs'] }])],
      {
        cwd: folder,
        env: env(),
      },
    );
    let [out, errors] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += String(chunk);
      if (out.endsWith('ready\n')) child.kill('SIGTERM');
    });
    child.stderr.on('data', (chunk) => (errors += String(chunk)));
    const status = await new Promise((resolve) => child.once('close', resolve));
    equal(status, 6);
    equal(out, '38\nready\nending\n');
    match(errors, /fib +waits\.cjs:2/);
  });

  it('stats shows one run and compares two', () => {
    command({ json: path('a.json'), command: ['node', 'app.cjs'] });
    writeFileSync(path('app.cjs'), `\n${program.replace('fib(40)', 'fib(60); fib(60)')}`);
    command({ json: path('b.json'), command: ['node', 'app.cjs'] });
    const one = stats('a.json');
    equal(one.status, 0);
    match(one.stdout, /^node app\.cjs\nfunction +place/);
    match(one.stdout, /^fib .* 79 +38 +41 /m);
    const two = stats('a.json', 'b.json');
    match(two.stdout, /^fib +app\.cjs:3 +79 → 120 +48\.1 % → 49\.2 % +41 → 61 /m);
    writeFileSync(path('bad.json'), '{"version": 7, "processes": []}');
    const bad = stats('bad.json');
    deepEqual([bad.status, bad.stderr], [2, 'memoscope stats: bad.json: a saved run of version 7, not 1\n']);
    equal(stats('missing.json').status, 2);
    equal(stats().status, 2);
  });
});
