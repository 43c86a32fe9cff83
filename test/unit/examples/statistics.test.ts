import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CacheStatistics, StatisticsSnapshot } from '../../../src/protocol/statistics.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const cli = join(root, 'dist', 'cli.js');

describe('memoscope run over examples', function () {
  this.timeout(60_000);
  let folder: string;
  before(() => {
    assert.ok(existsSync(cli), 'run `npm run build` first: this test runs dist/cli.js');
    const build = spawnSync(process.execPath, [join(root, 'scripts', 'build-examples.mjs')], { encoding: 'utf8' });
    assert.equal(build.status, 0, build.stderr);
    folder = mkdtempSync(join(tmpdir(), 'memoscope-run-'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Runs one program with the probe; gives its output and the caches that were seen. */
  function run(...command: string[]): { stdout: string; caches: readonly CacheStatistics[] } {
    const json = join(folder, 'run.json');
    const args = [cli, 'run', '--json', json, '--', process.execPath, ...command];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    assert.equal(status, 0, stderr);
    const { processes } = JSON.parse(readFileSync(json, 'utf8')) as { processes: { snapshot: StatisticsSnapshot }[] };
    return { stdout, caches: processes.flatMap(({ snapshot }) => snapshot.caches) };
  }
  const counts = ({ hits, misses, size }: CacheStatistics) => ({ hits, misses, size });

  it('a hot loop: what its own counters say', () => {
    const { stdout, caches } = run('examples/out/fibonacci-hot-loop.js', '0.3');
    const own = JSON.parse(stdout);
    assert.deepEqual(caches.map(counts), [{ hits: own.hits, misses: own.misses, size: own.entries }]);
    assert.equal(caches[0]!.name, 'fib');
    assert.deepEqual(caches[0]!.site, { file: join(root, 'examples', 'fibonacci-hot-loop.ts'), line: 14, column: 13 });
  });

  it('the three-term recurrence', () => {
    const { caches } = run('examples/out/three-term.js');
    assert.deepEqual(caches.map(counts), [{ hits: 198, misses: 103, size: 103 }]);
  });

  it('a cache written by hand, in an ES module', () => {
    const { stdout, caches } = run('examples/javascript/partitions.mjs');
    const entries = Number(/holds (\d+) entries/.exec(stdout)![1]);
    assert.equal(caches.length, 1);
    // each state that is computed looks two others up; base cases return before the lookup
    assert.equal(caches[0]!.misses, entries);
    assert.equal(caches[0]!.size, entries);
    assert.equal(caches[0]!.hits, 2450);
  });

  it('a program without a cache', () => {
    assert.deepEqual(run('examples/negatives/single-recursion.js').caches, []);
  });
});
