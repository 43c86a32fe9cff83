// npm run bench:runtime [-- W1 W7 … | memory | count | create | depth | conformance] [--node path/to/node]
// ONLY=memoscope,lodash for some of the contenders.
// One process per workload; inside, all contenders interleaved in random order. CPU time, and ratios to the hand-written
// floor of the same round; medians. Peers: npm ci in bench/ first. The library is bundled from src/.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const self = fileURLToPath(import.meta.url);
const [mode, ...rest] = process.argv.slice(2);
const median = (list) => [...list].sort((a, b) => a - b)[list.length >> 1];

if (mode === '--child') await child(...rest);
else await parent([mode, ...rest].filter(Boolean));

async function parent(asked) {
  const other = asked.indexOf('--node');
  const [, node = process.execPath] = other < 0 ? [] : asked.splice(other, 2);
  const { build } = await import('esbuild');
  const dir = mkdtempSync(path.join(tmpdir(), 'memoscope-bench-'));
  const bundle = path.join(dir, 'runtime.mjs');
  const uncounted = path.join(dir, 'uncounted.mjs');
  const cases = path.join(dir, 'conformance.mjs');
  const root = path.resolve(path.dirname(self), '../..');
  const options = {
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    mainFields: ['module', 'main'],
  };
  await build({ ...options, entryPoints: [path.join(root, 'src/runtime/index.ts')], outfile: bundle });
  await build({ ...options, entryPoints: [path.join(root, 'test/runtime/conformance.ts')], outfile: cases });
  const text = readFileSync(bundle, 'utf8').replace(/^\s*(store|this)\.(hits|misses)\+\+;$/gm, '');
  writeFileSync(uncounted, text);
  const { workloads } = await import('./workloads.mjs');
  const ids =
    asked.length > 0 ? asked : [...Object.keys(workloads), 'memory', 'count', 'create', 'depth', 'conformance'];
  console.log(
    `Node ${spawnSync(node, ['-v'], { encoding: 'utf8' }).stdout.trim()}, ${process.arch}; ratio to hand-written Map code of the same run (below 1 is faster)\n`,
  );
  for (const id of ids) {
    const args = ['--expose-gc', self, '--child', id, bundle, cases, uncounted];
    const { status } = spawnSync(node, args, {
      stdio: 'inherit',
      env: { ...process.env, NODE_ENV: 'production' },
    });
    if (status !== 0) process.exitCode = 1;
  }
  rmSync(dir, { recursive: true, force: true });
}

async function child(id, bundle, casesFile, uncounted) {
  if (id === 'count') return (await import('./count.mjs')).report(bundle, uncounted, measure);
  if (id === 'create') return (await import('./create.mjs')).report(measure, await import(pathToFileURL(bundle).href));
  if (id === 'memory') return (await import('./memory.mjs')).report(await import(pathToFileURL(bundle).href));
  const { contenders } = await import('./contenders.mjs');
  const all = await contenders(await import(pathToFileURL(bundle).href));
  if (id === 'conformance') return (await import('./conformance.mjs')).report(all, pathToFileURL(casesFile).href);
  if (id === 'depth') return (await import('./depth.mjs')).report(all, await import(pathToFileURL(bundle).href));
  const { workloads } = await import('./workloads.mjs');
  const { title, needs, make, floor, slow, alone } = workloads[id];
  const tests = [{ name: 'floor', ...floor() }];
  const only = process.env.ONLY?.split(',') ?? (alone ? ['memoscope'] : undefined);
  for (const [name, contender] of Object.entries(all)) {
    if (only && !only.includes(name)) continue;
    // Linear scans would run for hours on these.
    if (!contender[needs] || (slow && /micro-memoize|moize|nano-memoize/.test(name))) continue;
    tests.push({ name, ...make(contender[needs]) });
  }
  await measure(tests, alone ? 25e6 : 8e6);
  const rows = tests.map(({ name, ns }) => ({
    name,
    ns: median(ns),
    ratio: median(ns.map((v, i) => v / tests[0].ns[i])),
  }));
  console.log(`${id} ${title}`);
  for (const { name, ns, ratio } of rows.sort((a, b) => a.ratio - b.ratio))
    console.log(`  ${name.padEnd(16)} ${ns.toFixed(1).padStart(9)} ns ${ratio.toFixed(2).padStart(8)}`);
}

/** CPU nanoseconds an operation, round by round, every test in each; `atLeast` so many at a time. */
async function measure(tests, atLeast = 8e6) {
  const cpu = async (test, times) => {
    const before = process.cpuUsage();
    const running = test.run(times);
    if (running instanceof Promise) await running;
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1000) / (times * test.ops);
  };
  for (const test of tests) {
    test.times = 1;
    for (let i = 0; i < 40 && (await cpu(test, test.times)) * test.times * test.ops < atLeast; i++) test.times *= 2;
    test.ns = [];
  }
  for (let round = 0; round < 15; round++)
    for (const test of [...tests].sort(() => Math.random() - 0.5)) test.ns.push(await cpu(test, test.times));
  return tests;
}
