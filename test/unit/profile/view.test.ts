import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RunRecord } from '../../../src/protocol/run.ts';
import type { CacheStatistics, StatisticsSnapshot } from '../../../src/protocol/statistics.ts';
import { advise, adviceText } from '../../../src/profile/advice.ts';
import { toCsv } from '../../../src/profile/export.ts';
import { bytes, count, duration, memory, percent, shortCount, speak } from '../../../src/profile/figures.ts';
import { kept, since, withSnapshot } from '../../../src/profile/history.ts';
import { filtered, rowsOf, sorted, totalsOf } from '../../../src/profile/rows.ts';
import { letterOf, ratesOf } from '../../../src/profile/trends.ts';

const cache = (id: string, hits: number, misses: number, more: Partial<CacheStatistics> = {}): CacheStatistics => ({
  ...{ id, name: id, kind: 'memoscope', hits, misses, size: misses, evictions: 0 },
  ...more,
});
const snapshot = (uptimeMs: number, caches: CacheStatistics[], pid = 1): StatisticsSnapshot => ({
  ...{ version: 1, pid, threadId: 0, title: 'node app.js', uptimeMs, heapUsed: 1e6, caches },
});
const empty: RunRecord = { id: 'r', title: 'app', startedAt: 0, state: 'running', processes: [] };
const runOf = (...snapshots: StatisticsSnapshot[]) => snapshots.reduce(withSnapshot, empty);
const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('rows of the Caches view', () => {
  it('adds hits and misses to calls and a rate', () => {
    const [row] = rowsOf(
      runOf(snapshot(1, [cache('fib', 38, 39, { site: { file: '/a/b/fib.ts', line: 3, column: 1 } })])),
    );
    assert.equal(row?.calls, 77);
    assert.equal(row?.rate, 38 / 77);
    assert.equal(row?.place, 'fib.ts:3');
    assert.equal(row?.advice, 'plain');
  });

  it('has no rate without calls', () => {
    const [row] = rowsOf(runOf(snapshot(1, [cache('idle', 0, 0)])));
    assert.equal(row?.rate, undefined);
    assert.equal(row?.advice, 'unsure');
  });

  it('keeps processes apart', () => {
    const run = runOf(
      snapshot(1, [cache('f', 1, 1)], 1),
      snapshot(1, [cache('f', 5, 1)], 2),
      snapshot(2, [cache('f', 2, 1)], 1),
    );
    assert.deepEqual(
      rowsOf(run).map((row) => [row.process, row.hits]),
      [
        ['1-0', 2],
        ['2-0', 5],
      ],
    );
  });

  it('leaves candidates out of the totals', () => {
    const rows = rowsOf(runOf(snapshot(1, [cache('a', 3, 1), cache('b', 100, 1, { kind: 'candidate' })])));
    assert.equal(totalsOf(rows).calls, 4);
    assert.equal(totalsOf(rows).caches, 1);
    assert.equal(totalsOf(rows).memory, undefined);
  });

  it('sorts any way without losing a row, values that are missing last', () => {
    const arbitrary = fc.array(fc.record({ hits: fc.nat(50), misses: fc.nat(3), memory: fc.option(fc.nat(100)) }));
    fc.assert(
      fc.property(arbitrary, fc.boolean(), fc.constantFrom('rate', 'memory', 'name'), (list, descending, column) => {
        const caches = list.map(({ hits, misses, memory: b }, i) =>
          cache(`c${i}`, hits, misses, b === null ? {} : { memory: { bytes: b, plusMinus: 0 } }),
        );
        const rows = rowsOf(runOf(snapshot(1, caches)));
        const order = sorted(rows, { column: column as 'rate', descending });
        assert.deepEqual(new Set(order), new Set(rows));
        const numbers = order.map((row) => (column === 'memory' ? row.memory?.bytes : row.rate));
        if (column === 'name') return;
        const known = numbers.filter((n) => n !== undefined);
        assert.deepEqual(numbers.slice(0, known.length), known);
        for (let i = 1; i < known.length; i++)
          assert.ok(descending ? known[i - 1]! >= known[i]! : known[i - 1]! <= known[i]!);
      }),
    );
  });

  it('filters by every word', () => {
    const rows = rowsOf(runOf(snapshot(1, [cache('gridPaths', 1, 1), cache('fib', 1, 1)])));
    assert.deepEqual(
      filtered(rows, 'GRID memo').map((row) => row.name),
      ['gridPaths'],
    );
    assert.equal(filtered(rows, '  ').length, 2);
  });
});

describe('history of runs', () => {
  it('takes the rate of each interval into the trend and skips quiet ones', () => {
    const run = runOf(
      snapshot(1, [cache('f', 0, 10)]),
      snapshot(2, [cache('f', 10, 10)]),
      snapshot(3, [cache('f', 10, 10)]),
    );
    assert.deepEqual(ratesOf(run.processes[0]?.trends['f'] ?? ''), [0, 1]);
  });

  it('writes a rate as a letter that JSON need not escape', () => {
    const rates = Array.from({ length: 91 }, (_, i) => i / 90);
    const text = rates.map(letterOf).join('');
    assert.deepEqual(ratesOf(text), rates);
    assert.equal(JSON.stringify(text), `"${text}"`);
    assert.equal(letterOf(7), letterOf(1));
  });

  it('ignores a snapshot that arrives late', () => {
    assert.equal(rowsOf(runOf(snapshot(5, [cache('f', 9, 1)]), snapshot(4, [cache('f', 1, 1)])))[0]?.hits, 9);
  });

  it('counts from a mark, entries excepted, also after counters were reset', () => {
    const mark = runOf(snapshot(1, [cache('f', 10, 5), cache('g', 10, 5)]));
    const now = runOf(snapshot(2, [cache('f', 14, 6), cache('g', 2, 1), cache('h', 1, 1)]));
    assert.deepEqual(
      rowsOf(since(mark, now)).map((row) => [row.hits, row.misses, row.size]),
      [
        [4, 1, 6],
        [2, 1, 1],
        [1, 1, 1],
      ],
    );
  });

  it('keeps the busiest caches of an ended run', () => {
    const run = runOf(
      snapshot(
        1,
        Array.from({ length: 300 }, (_, i) => cache(`c${i}`, i, 0)),
      ),
    );
    const stored = kept(run);
    assert.equal(stored.state, 'ended');
    assert.equal(stored.cutOff, true);
    assert.equal(kept({ ...run, state: 'ended', endedAt: 1 }).cutOff, undefined);
    assert.equal(kept(stored).cutOff, true);
    assert.equal(rowsOf(stored).length, 200);
    assert.equal(rowsOf(stored)[0]?.hits, 299);
  });
});

describe('figures and advice', () => {
  it('never rounds a rate up to all or down to nothing', () => {
    assert.equal(plain(percent(0.974)), '97.4 %');
    assert.equal(plain(percent(0.99999)), '99.9 %');
    assert.equal(plain(percent(0.0000001)), '0.1 %');
    assert.equal(plain(percent(1)), '100.0 %');
    assert.equal(plain(percent(0)), '0.0 %');
  });

  it('writes numbers as the reader’s language does', () => {
    const written = () => [count(1_234_567), percent(0.974), bytes(88_123), shortCount(123_456_789)].map(plain);
    speak('de');
    const german = written();
    speak('no language'); // is none
    assert.deepEqual(written(), german);
    speak('en');
    assert.deepEqual(german, ['1.234.567', '97,4 %', '88,1 kB', '123,5 M']);
    assert.deepEqual(written(), ['1,234,567', '97.4 %', '88.1 kB', '123.5 M']);
  });

  it('shortens a count only where it would not fit its column', () => {
    assert.deepEqual(
      [0, 99_999_999, 123_456_789, 5e12].map((n) => shortCount(n)),
      ['0', '99,999,999', '123.5\u00a0M', '5,000.0\u00a0G'],
    );
  });

  it('writes sizes with their range in one unit', () => {
    assert.equal(plain(bytes(999)), '999 B');
    assert.equal(plain(bytes(1000)), '1.0 kB');
    assert.equal(plain(memory({ bytes: 88_123, plusMinus: 9_012 })), '88.1 ± 9.0 kB');
    assert.equal(plain(memory({ bytes: 440_615, plusMinus: 20_125 })), '441 ± 20 kB');
    assert.equal(plain(memory({ bytes: 440_615, plusMinus: 125 })), '440.6 ± 0.1 kB');
    assert.equal(plain(memory({ bytes: 602, plusMinus: 168 })), '602 ± 168 B');
    assert.equal(plain(duration(0.0000123)), '12 ns');
  });

  it('advises at 50 % and below 10 %, and not on a handful of calls', () => {
    assert.equal(advise(0.5, 100), 'pays');
    assert.deepEqual([advise(0.5, 20), advise(0.5, 19)], ['pays', 'unsure']);
    assert.equal(advise(0.4999, 100), 'plain');
    assert.equal(advise(0.1, 100), 'plain');
    assert.equal(advise(0.0999, 100), 'costs');
    assert.equal(advise(0, 19), 'unsure');
    assert.equal(adviceText('costs', false), 'costs more than it saves');
  });

  it('writes CSV that quotes what must be quoted and starts no formula', () => {
    const rows = rowsOf(runOf(snapshot(1, [cache('=cmd|"x"', 1, 1), cache('a,b', 1, 1)])));
    const [, first, second] = toCsv(rows).split('\r\n');
    assert.match(first ?? '', /^"'=cmd\|""x"""/);
    assert.match(second ?? '', /^"a,b",/);
  });
});
