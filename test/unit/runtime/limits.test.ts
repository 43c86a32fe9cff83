import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { memoize } from '../../../src/runtime/index.ts';

describe('runtime: maxSize', () => {
  it('drops the least recently used', () => {
    const f = memoize((n: number) => n, { maxSize: 2 });
    f(1);
    f(2);
    f(1);
    f(3);
    assert.deepEqual([f.cacheHas(1), f.cacheHas(2), f.cacheHas(3)], [true, false, true]);
    assert.deepEqual(f.cacheInfo(), { hits: 1, misses: 3, maxSize: 2, size: 2, evictions: 1 });
  });

  it('does not take a look for a use', () => {
    const f = memoize((n: number) => n, { maxSize: 2 });
    f(1);
    f(2);
    f.cacheHas(1);
    f(3);
    assert.equal(f.cacheHas(1), false);
  });

  it('is the same as a Map in the order of use, over many integers of every kind', () => {
    let seed = 1;
    const random = (n: number): number => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % n;
    const kinds = [
      () => random(40),
      () => random(3000),
      () => -random(500),
      () => random(64) << 20, // the same low bits
      () => random(100) * 0x7fffffff,
      () => random(9) / 2,
    ];
    for (const maxSize of [1, 7, 200, 1000]) {
      let runs = 0;
      const f = memoize((n: number) => [n, ++runs], { maxSize });
      const model = new Map<number, unknown>();
      for (let i = 0; i < 20_000; i++) {
        const key = kinds[random(kinds.length)]!();
        if (random(20) === 0) assert.equal(f.cacheDelete(key), model.delete(key));
        else {
          const before = runs;
          const value = f(key);
          const kept = model.get(key);
          assert.equal(runs === before, kept !== undefined, `hit or miss of ${key}`);
          if (kept !== undefined) assert.equal(value, kept);
          else if (model.size === maxSize) model.delete(model.keys().next().value!);
          model.delete(key);
          model.set(key, value);
        }
      }
      assert.equal(f.cacheInfo().size, model.size);
      for (const key of model.keys()) assert.ok(f.cacheHas(key));
    }
  });

  it('takes Infinity for no limit', () => {
    assert.equal(memoize((n: number) => n, { maxSize: Infinity }).cacheInfo().maxSize, undefined);
  });
});

describe('runtime: ttl', () => {
  it('ends by the clock, exactly at the end', () => {
    let now = 0;
    let runs = 0;
    const f = memoize((n: number) => [n, ++runs], { ttl: 10, clock: () => now });
    f(1);
    now = 9.999;
    assert.deepEqual(f(1), [1, 1]);
    now = 10;
    assert.equal(f.cacheHas(1), false);
    assert.deepEqual(f(1), [1, 2]);
    assert.equal(f.cacheInfo().evictions, 1);
  });

  it('has no longest time', () => {
    let now = 0;
    const f = memoize((n: number) => [n], { ttl: 1e12, clock: () => now });
    const first = f(1);
    now = 1e12 - 1;
    assert.equal(f(1), first);
  });

  it('frees what nobody asks for again, without a timer', () => {
    let now = 0;
    const f = memoize((n: number) => n, { ttl: 10, clock: () => now });
    for (let i = 0; i < 1000; i++) {
      now += 1;
      f(i);
    }
    assert.ok(f.cacheInfo().size <= 10);
  });

  it('goes with maxSize', () => {
    let now = 0;
    const f = memoize((n: number) => [n], { ttl: 10, maxSize: 2, clock: () => now });
    f(1);
    now = 5;
    f(2);
    f(1);
    now = 10;
    assert.equal(f.cacheHas(1), false);
    assert.equal(f.cacheHas(2), true);
    assert.equal(f.cacheInfo().size, 1);
  });

  for (const clock of ['exact', 'coarse'] as const)
    it(`has a ${clock} clock that only goes forward, whatever the wall clock does`, async () => {
      let now = 1000;
      const date = Date.now;
      performance.now = () => now;
      try {
        let runs = 0;
        const f = memoize((n: number) => (runs++, n), { ttl: 20, clock });
        f(1);
        Date.now = () => date() + 1e12;
        f(1);
        Date.now = () => 0;
        f(1);
        assert.equal(runs, 1);
        now += 20;
        await new Promise((go) => setImmediate(() => setImmediate(go))); // the coarse clock reads once a turn
        f(1);
        assert.equal(runs, 2);
      } finally {
        Date.now = date;
        delete (performance as Partial<Performance>).now; // back to that of the prototype
      }
    });

  for (const [clock, expected] of [
    ['exact', 128],
    ['coarse', 2],
  ] as const)
    it(`reads the ${clock} clock ${expected} times in 128 hits of one turn`, () => {
      const f = memoize((n: number) => n, { ttl: 20, clock });
      f(1);
      let reads = 0;
      performance.now = () => (reads++, 0);
      try {
        for (let i = 0; i < 128; i++) f(1);
      } finally {
        delete (performance as Partial<Performance>).now;
      }
      assert.equal(reads, expected);
    });

  it('keeps no process alive, whatever the clock, and neither do single flights and old results', () => {
    const library = pathToFileURL(path.resolve('src/runtime/index.ts')).href;
    const dir = mkdtempSync(path.join(tmpdir(), 'memoscope-ttl-'));
    const script = path.join(dir, 'program.mts');
    const text = `import { memoize, memoizeAsync } from ${JSON.stringify(library)};
      const day = 86_400_000;
      for (const clock of ['exact', 'coarse']) for (const ttl of [day, 25 * day, 1e15]) {
        memoize((n) => n, { ttl, clock })(1);
        memoize((n) => n, { ttl, clock, maxSize: 3 })(1);
        await memoizeAsync(async (n) => n, { ttl, clock, staleWhileRevalidate: ttl })(1);
        await memoizeAsync(async (n) => n, { ttl, store: new Map(), namespace: 'f', storeTimeout: ttl })(1);
      }
      console.log('end of the program');`;
    writeFileSync(script, text);
    const args = ['--import', 'tsx', script];
    const { stdout, stderr, signal } = spawnSync(process.execPath, args, { encoding: 'utf8', timeout: 50_000 });
    rmSync(dir, { recursive: true });
    assert.deepEqual([stdout.trim(), stderr, signal], ['end of the program', '', null]); // no TimeoutOverflowWarning either
  }).timeout(60_000);
});

describe('runtime: tags', () => {
  it('forgets what carries the tag', () => {
    let runs = 0;
    const f = memoize((id: number, lang: string) => (runs++, `${id}${lang}`), {
      tags: ([id], value) => [`user:${id}`, value.slice(-2)],
    });
    f(1, 'de');
    f(1, 'en');
    f(2, 'en');
    assert.equal(f.cacheDeleteTag('user:1'), 2);
    assert.equal(f.cacheDeleteTag('user:1'), 0);
    assert.equal(f.cacheHas(2, 'en'), true);
    assert.equal(f.cacheDeleteTag('en'), 1);
    assert.equal(f.cacheInfo().size, 0);
    f(1, 'de');
    assert.equal(runs, 4);
  });

  it('does not follow an entry that went', () => {
    const f = memoize((n: number) => n, { maxSize: 1, tags: ([n]) => [n % 2] });
    f(1);
    f(2);
    assert.equal(f.cacheDeleteTag(1), 0);
    assert.equal(f.cacheHas(2), true);
  });

  it('bears tags that are made by calling the function', () => {
    for (const maxSize of [1, 2, 100]) {
      const f = memoize((n: number) => n * 2, {
        maxSize,
        tags: ([n]): unknown[] => (n > 0 ? [f(n - 1), n] : ['zero']),
      });
      for (const n of [3, 2, 3, 0, 5]) assert.equal(f(n), n * 2);
      assert.equal(f.cacheInfo().size, Math.min(maxSize, 6));
      assert.equal(f.cacheDeleteTag(5), 1);
      assert.equal(f.cacheHas(5), false);
      assert.equal(f.cacheInfo().size, Math.min(maxSize, 6) - 1);
      for (const n of [0, 1, 2, 3, 4, 5]) assert.equal(f(n), n * 2);
    }
  });

  it('keeps nothing when the clock fails', () => {
    let fail = true;
    const clock = (): number => {
      if (fail) throw new Error('no clock');
      return 0;
    };
    const f = memoize((n: number) => n, { ttl: 5, clock });
    assert.throws(() => f(1), /no clock/);
    fail = false;
    assert.equal(f.cacheInfo().size, 0);
    assert.equal(f(1), 1);
  });

  it('keeps nothing whose tags cannot be had', () => {
    const f = memoize((n: number) => n, {
      tags: () => {
        throw new Error('no tags');
      },
    });
    assert.throws(() => f(1), /no tags/);
    assert.equal(f.cacheInfo().size, 0);
  });
});

describe('runtime: results', () => {
  it('shares one mutable result by default', () => {
    const f = memoize((n: number) => [n]);
    assert.equal(f(1), f(1));
  });

  it('freezes all the way down, cycles included', () => {
    const f = memoize(
      () => {
        const o = { list: [{ a: 1 }], self: undefined as unknown };
        o.self = o;
        return o;
      },
      { freeze: true },
    );
    assert.throws(() => f().list.push({ a: 2 }), TypeError);
    assert.throws(() => (f().list[0]!.a = 2), TypeError);
    assert.equal(f(), f());
  });

  it('copies for every caller, the first one too', () => {
    for (const copy of [true, (value: { list: number[] }) => structuredClone(value)]) {
      const f = memoize((n: number) => ({ list: [n] }), { copy });
      f(1).list.push(2);
      f(1).list.push(3);
      assert.deepEqual(f(1), { list: [1] });
      assert.equal(f.cacheInfo().hits, 2);
    }
  });

  it('keeps exceptions when asked', () => {
    let runs = 0;
    const f = memoize(
      (n: number): number => {
        runs++;
        throw new Error(`no ${n}`);
      },
      { cacheErrors: true },
    );
    const errors = [1, 1, 2].map((n) => {
      try {
        return f(n);
      } catch (error) {
        return error;
      }
    });
    assert.equal(errors[0], errors[1]);
    assert.equal(runs, 2);
  });
});
