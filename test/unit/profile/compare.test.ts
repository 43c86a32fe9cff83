import assert from 'node:assert/strict';
import fc from 'fast-check';
import { withBefore } from '../../../src/profile/compare.ts';
import { groupsOf, shortNames } from '../../../src/profile/groups.ts';
import { memoryLength, since, slim, withSnapshot } from '../../../src/profile/history.ts';
import { knee } from '../../../src/profile/knee.ts';
import { graphOf, treeOf } from '../../../src/profile/recursionTree.ts';
import { rowsOf } from '../../../src/profile/rows.ts';
import { roughly, seconds } from '../../../src/profile/figures.ts';
import { allUpTo, rowsInView } from '../../../src/panel/rowsInView.ts';
import type { RecursionPicture } from '../../../src/protocol/picture.ts';
import type { RunRecord } from '../../../src/protocol/run.ts';
import type { CacheStatistics, StatisticsSnapshot } from '../../../src/protocol/statistics.ts';

const cache = (id: string, hits: number, misses: number, file: string, line = 1): CacheStatistics => ({
  ...{ id, name: id, kind: 'memoscope', hits, misses, size: misses, evictions: 0, site: { file, line, column: 1 } },
  memory: { bytes: 100 * misses, plusMinus: 1 },
});
const snapshot = (uptimeMs: number, caches: CacheStatistics[], pid = 1): StatisticsSnapshot => ({
  ...{ version: 1, pid, threadId: 0, title: 'node app.js', uptimeMs, heapUsed: 1e6, caches },
});
const empty: RunRecord = { id: 'r', title: 'app', startedAt: 0, state: 'running', processes: [] };
const runOf = (...snapshots: StatisticsSnapshot[]) => snapshots.reduce(withSnapshot, empty);

describe('comparing in the Caches view', () => {
  it('pairs a cache with itself in another run whatever its line, all processes together', () => {
    const before = runOf(
      snapshot(1, [cache('f', 1, 3, '/a.ts', 9)], 7),
      snapshot(1, [cache('f', 2, 4, '/a.ts', 9)], 8),
    );
    const rows = withBefore(rowsOf(runOf(snapshot(1, [cache('f', 5, 5, '/a.ts'), cache('g', 1, 1, '/a.ts')]))), before, false); // prettier-ignore
    assert.deepEqual(rows[0]?.was, { calls: 10, hits: 3, rate: 0.3, size: 7, memoryBytes: 700 });
    assert.equal(rows[1]?.was, undefined);
  });

  it('compares since the mark with until the mark, process by process', () => {
    const mark = runOf(snapshot(1, [cache('f', 0, 10, '/a.ts')], 1), snapshot(1, [cache('f', 9, 1, '/a.ts')], 2));
    const now = runOf(snapshot(2, [cache('f', 30, 10, '/a.ts')], 1), snapshot(2, [cache('f', 9, 1, '/a.ts')], 2));
    const [first, second] = withBefore(rowsOf(since(mark, now)), mark, true);
    assert.deepEqual([first?.rate, first?.was?.rate], [1, 0]);
    assert.deepEqual([second?.rate, second?.was?.rate], [undefined, 0.9]);
  });

  it('groups rows in their order, with sums, and tells files of one name apart', () => {
    const rows = rowsOf(runOf(snapshot(1, [cache('f', 1, 1, '/x/a.ts'), cache('g', 2, 2, '/y/a.ts'), cache('h', 3, 0, '/x/a.ts')]))); // prettier-ignore
    const groups = groupsOf(rows, 'file');
    assert.deepEqual(groups.map(({ key, rows: all, totals }) => [key, all.map(({ name }) => name), totals.calls]), [['/x/a.ts', ['f', 'h'], 5], ['/y/a.ts', ['g'], 4]]); // prettier-ignore
    assert.deepEqual([...shortNames(['/x/a.ts', '/y/a.ts', '/y/b.ts'])], [['/x/a.ts', 'x/a.ts'], ['/y/a.ts', 'y/a.ts'], ['/y/b.ts', 'b.ts']]); // prettier-ignore
    assert.equal(groupsOf(rows, 'none').length, 1);
  });
});

describe('charts of the Caches view', () => {
  it('marks where the curve bends', () => {
    const bent = [0.1, 0.5, 0.9, 0.91, 0.92, 0.93].map((rate, i) => ({ size: 2 ** i, rate }));
    assert.equal(knee(bent)?.size, 4);
    assert.equal(knee(bent.map(({ size }, i) => ({ size, rate: i / 10 }))), undefined, 'a straight line has no bend');
    assert.equal(knee([{ size: 1, rate: 0.5 }, { size: 2, rate: 0.505 }, { size: 4, rate: 0.506 }]), undefined, 'nothing to gain'); // prettier-ignore
  });

  it('keeps the memory of the whole run in few points, and sends it apart', () => {
    const all = Array.from({ length: 1000 }, (_, i) => snapshot(i, [cache('f', 0, i, '/a.ts')]));
    const run = runOf(...all);
    const history = run.processes[0]?.memory?.['f'];
    assert.ok(history && history.times.length <= memoryLength && history.times.length > memoryLength / 2 - 1);
    assert.equal(history.times[0], 0);
    assert.equal(history.times.at(-1), 999);
    assert.equal(history.bytes.at(-1), 99_900);
    assert.equal(slim(run).processes[0]?.memory, undefined);
  });

  it('writes the numbers of an axis short', () => {
    assert.deepEqual([0, 16, 999, 16_384, 524_288, 2e6].map(roughly), ['0', '16', '999', '16k', '524k', '2M']);
    assert.deepEqual([0, 2500, 90_000, 240_000].map((ms) => seconds(ms).replace('\u00a0', ' ')), ['0 s', '2.5 s', '90 s', '4 min']); // prettier-ignore
  });
});

/** The recursion of Fibonacci numbers. */
function fibonacci(n: number): RecursionPicture {
  const states: { text: string; asks: number[] }[] = [];
  const known = new Map<number, number>();
  const visit = (k: number): number => {
    const at = known.get(k);
    if (at !== undefined) return at;
    const made = { text: `fib(${k})`, asks: [] as number[] };
    const number = states.push(made) - 1;
    known.set(k, number);
    if (k > 1) made.asks.push(visit(k - 1), visit(k - 2));
    return number;
  };
  visit(n);
  const calls = (k: number): number => (k < 2 ? 1 : 1 + calls(k - 1) + calls(k - 2));
  return { states, calls: String(calls(n)) };
}

describe('the picture of a recursion', () => {
  it('draws every call, those of a state met before in another colour', () => {
    const tree = treeOf(fibonacci(6));
    assert.equal(tree.nodes.length, 25);
    assert.equal(tree.edges.length, 24);
    assert.equal(tree.nodes.filter(({ again }) => again).length, 25 - 7);
    assert.equal(tree.left, 0);
    const places = new Set(tree.nodes.map(({ x, y }) => `${x} ${y}`));
    assert.equal(places.size, 25, 'no two in one place');
  });

  it('says how many calls do not fit', () => {
    const tree = treeOf(fibonacci(15));
    assert.equal(tree.nodes.length + tree.left, 1973);
  });

  it('draws each state once, below those that ask for it', () => {
    const graph = graphOf(fibonacci(6));
    assert.equal(graph.nodes.length, 7);
    for (const [from, to] of graph.edges) assert.ok((graph.nodes[from]?.y ?? 0) < (graph.nodes[to]?.y ?? 0));
    assert.equal(new Set(graph.nodes.map(({ x, y }) => `${x} ${y}`)).size, 7);
  });
});

describe('rows in view', () => {
  const heights = { row: 40, group: 24 };
  it('are all rows while they are few', () => {
    assert.deepEqual(
      rowsInView(allUpTo, () => false, heights, 0, 100),
      { from: 0, to: allUpTo, above: 0, below: 0 },
    );
  });

  it('cover what shows, and stand for the rest with its height', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: allUpTo + 1, max: 3000 }),
        fc.nat(130_000),
        fc.integer({ min: 1, max: 2000 }),
        (n, top, height) => {
          // prettier-ignore
          const isGroup = (i: number): boolean => i % 7 === 0;
          const of = (from: number, to: number): number => {
            let sum = 0;
            for (let i = from; i < to; i++) sum += isGroup(i) ? heights.group : heights.row;
            return sum;
          };
          const { from, to, above, below } = rowsInView(n, isGroup, heights, top, height);
          assert.equal(above, of(0, from));
          assert.equal(below, of(to, n));
          const total = of(0, n);
          if (top + height <= total) assert.ok(above <= top && total - below >= top + height);
          assert.ok(to - from <= height / heights.group + 20);
        },
      ),
    );
  });
});
