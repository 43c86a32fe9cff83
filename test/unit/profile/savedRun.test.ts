import { deepEqual, equal, throws } from 'node:assert/strict';
import { compareRuns, readSavedRun, savedRun } from '../../../src/profile/savedRun.ts';
import type { CacheStatistics, StatisticsSnapshot } from '../../../src/protocol/statistics.ts';

const cache = (name: string, hits: number, misses: number, line = 1): CacheStatistics => ({
  id: `memo-table|/a.js|${name}`,
  name,
  kind: 'memo-table',
  site: { file: '/a.js', line, column: 1 },
  hits,
  misses,
  size: misses,
  evictions: 0,
  memory: { bytes: 100, plusMinus: 8 },
});
const snapshot = (pid: number, threadId: number, ...caches: CacheStatistics[]): StatisticsSnapshot => ({
  version: 1,
  pid,
  threadId,
  title: 'node a.js',
  uptimeMs: 5,
  heapUsed: 1,
  caches,
});
const ended = { command: ['node', 'a.js'], status: 0, signal: null, startedAt: 10, endedAt: 20 };

describe('saved runs', () => {
  it('keep processes in order, leave out those without a cache, and work out rates', () => {
    const run = savedRun(ended, [snapshot(9, 1, cache('b', 0, 0)), snapshot(7, 0), snapshot(9, 0, cache('a', 3, 1))]);
    deepEqual(
      run.processes.map((p) => p.key),
      ['9-0', '9-1'],
    );
    deepEqual(
      run.caches.map((c) => [c.name, c.calls, c.hitRate, c.memoryBytes]),
      [
        ['a', 4, 0.75, 100],
        ['b', 0, null, 100],
      ],
    );
    deepEqual([run.version, run.title, run.state, run.startedAt, run.endedAt], [1, 'node a.js', 'ended', 10, 20]);
    deepEqual(readSavedRun(JSON.parse(JSON.stringify(run))).caches.length, 2);
  });

  it('compare by function, summed over processes, whatever the line', () => {
    const before = savedRun(ended, [snapshot(1, 0, cache('f', 1, 9)), snapshot(2, 0, cache('f', 9, 1))]);
    const after = savedRun(ended, [snapshot(3, 0, cache('f', 30, 10, 5), cache('g', 1, 1))]);
    const [f, g] = compareRuns(before, after);
    deepEqual([f!.before!.calls, f!.before!.rate, f!.after!.calls, f!.after!.rate], [20, 0.5, 40, 0.75]);
    deepEqual([f!.before!.memoryBytes, f!.after!.size], [200, 10]);
    deepEqual([g!.name, g!.before, g!.after!.calls], ['g', undefined, 2]);
  });

  it('other files are refused', () => {
    throws(() => readSavedRun(null), /not a saved run/);
    throws(() => readSavedRun({}), /not a saved run/);
    throws(() => readSavedRun({ version: 2, processes: [] }), /version 2/);
    equal(readSavedRun({ version: 1, processes: [] }).version, 1);
  });
});
