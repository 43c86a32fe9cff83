import { deepEqual, equal, ok } from 'node:assert/strict';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { announceChannel, type CacheHandle } from '../../../src/protocol/announce.ts';
import { estimate } from '../../../src/probe/memory/estimate.ts';
import { MemoryBook } from '../../../src/probe/report/memoryBook.ts';
import { sampleOfOne } from '../../../src/probe/caches/ownStore.ts';
import { memoize } from '../../../src/runtime/index.ts';
import { bigintBytes, mapBytes, stringBytes } from '../../../src/probe/memory/layout.ts';
import { cacheNamed, run } from './harness.ts';

describe('probe: the memory estimate', () => {
  it('V8’s layouts', () => {
    deepEqual([mapBytes(4), mapBytes(5), mapBytes(1024)], [184, 296, 28_744]);
    deepEqual(['', 'a', 'ab', 'abcdefghi', 'é', 'łł'].map(stringBytes), [0, 0, 24, 32, 0, 24]);
    deepEqual([0n, 1n, 2n ** 64n, -(2n ** 64n)].map(bigintBytes), [24, 24, 32, 32]);
  });

  it('a value that all entries share counts once, however few were sampled', () => {
    const shared = { text: 'x'.repeat(1000) };
    const sample = (n: number): { keys: number[]; value: object }[] =>
      Array.from({ length: n }, (_, i) => ({ keys: [i], value: { i, shared } }));
    const small = estimate(0, 100, sample(100)).bytes;
    const large = estimate(0, 10_000, sample(100)).bytes;
    equal((small - 1080) / 100, (large - 1080) / 10_000);
    ok(large > 40 * 10_000 && large < 42 * 10_000 + 1200, String(large));
  });

  it('values from a pool: those not met are reckoned from how often the others came again', () => {
    const pool = Array.from({ length: 300 }, (_, i) => ({ i, list: new Array(50).fill(i) as number[] }));
    let seed = 1;
    const sample = Array.from({ length: 200 }, () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
      return { keys: [], value: pool[(seed >>> 8) % 300] };
    });
    const { bytes } = estimate(0, 100_000, sample);
    const real = 300 * (24 + 16 + 32 + 16 + 400);
    ok(bytes > 0.6 * real && bytes < 1.4 * real, `${bytes} for ${real}`);
  });

  it('of our own stores the sample is the one that the handle gives', () => {
    const handles: CacheHandle[] = [];
    const hear = (handle: unknown): void => void handles.push(handle as CacheHandle);
    subscribe(announceChannel, hear);
    const one = memoize((key: unknown) => (key === 5 ? undefined : { key }));
    const two = memoize((a: number, b: number) => a + b);
    unsubscribe(announceChannel, hear);
    for (let i = 0; i < 300; i++) one(i % 3 === 0 ? `k${i}` : i % 7 === 0 ? i * 1e6 : i);
    two(1, 2);
    const [own, other] = handles as [CacheHandle, CacheHandle];
    for (const limit of [1, 7, 32, 200, 1000]) {
      const given = [...own.sample(limit)].map(([[key], value]) => ({ keys: [key], value }));
      const sample = sampleOfOne(own, limit, own.counts().size)!;
      deepEqual(
        sample.map(({ keys, value }) => ({ keys, value: typeof value === 'symbol' ? undefined : value })),
        given,
      );
    }
    equal(sampleOfOne(other, 10, 1), undefined);
  });

  it('where one snapshot has no more time, the next goes on', () => {
    const book = new MemoryBook();
    const tables = Array.from({ length: 40 }, (_, i) => new Map([[i, slow(i)]]));
    const known = new Set<object>();
    // a few estimates take longer than a snapshot has, and every size has changed each time
    for (let round = 0; round < 20; round++) {
      book.begin(false, tables.length);
      let estimated = 0;
      for (const table of tables) {
        const before = known.size;
        if (book.ofTable(table, table, 2 ** round)) known.add(table);
        estimated += known.size - before;
      }
      ok(estimated < tables.length);
    }
    equal(known.size, tables.length);
  });

  it('getters and proxies are not run', () => {
    let ran = 0;
    const trap = new Proxy({}, { ownKeys: () => (ran++, []), getPrototypeOf: () => (ran++, null), get: () => ran++ });
    const value = { get secret() { return ran++; }, trap }; // prettier-ignore
    estimate(0, 1, [{ keys: [trap], value }]);
    equal(ran, 0);
  });

  it('is within 20 % of the heap for kinds of values', () => {
    const code = `
      const kinds = {
        compiling: (i) => i,
        integers: (i) => i,
        doubles: (i) => i + 0.5,
        strings: (i) => 'v' + i,
        arrays: (i) => Array.from({ length: 10 + (i % 20) }, (_, k) => k * i),
        objects: (i) => ({ i, user: { name: 'user ' + i, roles: [{ role: 'r' + i, since: i + 0.25 }] } }),
        maps: (i) => new Map([[i, 'm' + i], [i + 1, { i }]]),
        typed: (i) => new Float64Array(16 + (i % 32)),
        bigints: (i) => 2n ** BigInt(60 + (i % 300)),
      };
      const used = () => { gc(); gc(); const { heapUsed, arrayBuffers } = process.memoryUsage(); return heapUsed + arrayBuffers; };
      const hub = globalThis[Symbol.for('memoscope.probe')];
      const keep = []; // the probe, too, holds the newest table until the next
      for (const [kind, make] of Object.entries(kinds)) {
        for (let i = 0; i < 300; i++) make(i);
        // what V8 lets go of at the same time is no part of it: of three tables the one in the middle
        const rounds = [0, 1, 2].map(() => {
          const memo = new Map();
          keep.push(memo);
          const before = used();
          function fill(i) { const known = memo.get(i); if (known !== undefined) return known; const v = make(i); memo.set(i, v); return v; }
          for (let i = 0; i < 40_000; i++) fill(i);
          return [used() - before, JSON.parse(hub.snapshot()).caches[0].memory.bytes];
        });
        console.log(kind, ...rounds.sort(([a], [b]) => a - b)[1]);
      }`;
    const result = run({ files: { 'app.js': code }, nodeArguments: ['--expose-gc'] });
    equal(result.stderr, '');
    const lines = result.stdout.trim().split('\n').slice(1);
    equal(lines.length, 8);
    for (const line of lines) {
      const [, real, bytes] = line.split(' ').map(Number);
      ok(bytes! > real! * 0.8 && bytes! < real! * 1.2, line);
    }
    equal(cacheNamed(result, 'fill').tables, 27);
  });
});

/** Takes some milliseconds to measure. */
function slow(seed: number): object {
  return Array.from({ length: 64 }, (_, i) => Array.from({ length: 64 }, (_, k) => ({ seed, text: `${i} ${k}` })));
}
