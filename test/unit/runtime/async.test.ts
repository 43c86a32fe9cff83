import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { memoizeAsync } from '../../../src/runtime/index.ts';

const turns = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) await null;
};

for (const [name, limits] of Object.entries({
  'no limits': {},
  maxSize: { maxSize: 100 },
  ttl: { ttl: 3_600_000 },
  'a store': { store: new Map(), namespace: 'async tests' },
}))
  describe(`runtime: memoizeAsync with ${name}`, () => {
    const options = (): object => ('store' in limits ? { ...limits, store: new Map() } : limits);

    it('runs once for thousands of concurrent calls', async () => {
      let runs = 0;
      const f = memoizeAsync(async (n: number) => {
        runs++;
        await turns(5);
        return { n };
      }, options());
      const calls = await Promise.all(Array.from({ length: 10_000 }, (_, i) => f(i % 10)));
      assert.equal(runs, 10);
      calls.forEach((value, i) => assert.equal(value, calls[i % 10]));
      const { hits, misses } = f.cacheInfo();
      assert.deepEqual({ hits, misses }, { hits: 9_990, misses: 10 });
    });

    it('does not keep a rejection when what its key was made of has changed', async () => {
      const user = { id: 1 };
      const f = memoizeAsync(
        async (of: { id: number }): Promise<number> => {
          of.id++;
          await turns(2);
          throw new Error('none');
        },
        { ...options(), key: (of) => of.id },
      );
      await assert.rejects(f(user), /none/);
      assert.deepEqual([f.cacheHas({ id: 1 }), f.cacheHas({ id: 2 }), f.cacheInfo().size], [false, false, 0]);
    });

    it('gives a rejection to all who wait, and keeps it for nobody', async () => {
      let runs = 0;
      const f = memoizeAsync(async (n: number) => {
        await turns(2);
        if (runs++ === 0) throw new Error('first');
        return n;
      }, options());
      const calls = await Promise.allSettled([f(1), f(1), f(1)]);
      assert.ok(calls.every((call) => call.status === 'rejected' && call.reason.message === 'first'));
      assert.equal(f.cacheHas(1), false);
      assert.equal(await f(1), 1);
      assert.equal(runs, 2);
    });

    it('makes a synchronous exception a rejection', async () => {
      const f = memoizeAsync((n: number): Promise<number> => {
        throw new Error(`no ${n}`);
      }, options());
      await assert.rejects(f(1), /no 1/);
    });

    it('lets one caller go without the others', async () => {
      let runs = 0;
      const f = memoizeAsync(async (n: number) => {
        runs++;
        await new Promise((go) => setTimeout(go, 5));
        return n;
      }, options());
      const controller = new AbortController();
      const impatient = f.cacheCall({ signal: controller.signal }, 1);
      const others = [f(1), f.cacheCall({}, 1), f.cacheCall({ signal: new AbortController().signal }, 1)];
      controller.abort(new Error('bored'));
      await assert.rejects(impatient, /bored/);
      assert.deepEqual(await Promise.all(others), [1, 1, 1]);
      assert.equal(await f(1), 1);
      await assert.rejects(f.cacheCall({ signal: controller.signal }, 2), /bored/);
      assert.equal(runs, 1);
    });

    it('leaves nothing on the signal, and no rejection unhandled that its caller left', async () => {
      const unhandled: unknown[] = [];
      const before = process.listeners('unhandledRejection');
      process.removeAllListeners('unhandledRejection');
      process.on('unhandledRejection', (reason) => unhandled.push(reason));
      try {
        let fail = (): void => undefined;
        const failing = new Promise<void>((_, reject) => (fail = () => reject(new Error('late'))));
        const f = memoizeAsync(async (n: number) => (n === 1 ? n : failing), options());
        const { signal } = new AbortController();
        await f.cacheCall({ signal }, 1);
        await turns(5);
        assert.equal(getEventListeners(signal, 'abort').length, 0);
        const controller = new AbortController();
        const left = f.cacheCall({ signal: controller.signal }, 2);
        assert.equal(getEventListeners(controller.signal, 'abort').length, 1);
        controller.abort(new Error('bored'));
        await assert.rejects(left, /bored/);
        fail();
        await new Promise((go) => setTimeout(go, 20));
      } finally {
        process.removeAllListeners('unhandledRejection');
        for (const listener of before) process.on('unhandledRejection', listener);
      }
      assert.deepEqual(unhandled, []);
    });

    it('does not keep a result that was deleted while it was under way', async () => {
      let source = 'old';
      let open = (): void => undefined;
      const gate = new Promise<void>((go) => (open = go));
      const f = memoizeAsync(async (_n: number) => {
        const read = source;
        await gate;
        return read;
      }, options());
      const under = f(2);
      while (f.cacheInfo().misses < 1) await new Promise((go) => setImmediate(go)); // a store is asked first
      assert.equal(f.cacheDelete(2), true);
      source = 'new';
      open();
      assert.deepEqual([await under, await f(2), await f(2)], ['old', 'new', 'new']);
    });

    it('names a call that waits for itself', async () => {
      const f = memoizeAsync(function loop(n: number): Promise<number> {
        return f(n);
      }, options());
      await assert.rejects(async () => f(1), /loop\(1\) needs its own result/);
    });

    it('leaves a rejection that nobody handles unhandled', async () => {
      const unhandled: unknown[] = [];
      const before = process.listeners('unhandledRejection');
      process.removeAllListeners('unhandledRejection');
      process.on('unhandledRejection', (reason) => unhandled.push(reason));
      try {
        const f = memoizeAsync(async () => Promise.reject(new Error('lost')), { ...options(), name: 'f' });
        void f();
        await new Promise((go) => setTimeout(go, 20));
      } finally {
        process.removeAllListeners('unhandledRejection');
        for (const listener of before) process.on('unhandledRejection', listener);
      }
      assert.deepEqual(
        unhandled.map((error) => (error as Error).message),
        ['lost'],
      );
    });
  });

describe('runtime: memoizeAsync', () => {
  it('counts ttl from when the result is there', async () => {
    let now = 0;
    let runs = 0;
    const f = memoizeAsync(
      async () => {
        runs++;
        await turns(3);
        now += 100;
        return runs;
      },
      { ttl: 10, clock: () => now },
    );
    assert.equal(await f(), 1);
    now = 109;
    assert.equal(await f(), 1);
    now = 110;
    assert.equal(await f(), 2);
  });

  it('gives the old result out while one call renews it', async () => {
    let now = 0;
    let runs = 0;
    const f = memoizeAsync(async (_n: number) => ++runs, { ttl: 10, staleWhileRevalidate: 5, clock: () => now });
    assert.equal(await f(1), 1);
    now = 12;
    assert.deepEqual(await Promise.all([f(1), f(1), f(1)]), [1, 1, 1]);
    await f.cacheIdle();
    assert.equal(runs, 2);
    assert.equal(await f(1), 2);
    now = 100;
    assert.equal(await f(1), 3);
  });

  it('keeps the old result when renewing fails', async () => {
    let now = 0;
    let fail = false;
    const f = memoizeAsync(
      async (n: number) => {
        if (fail) throw new Error('down');
        return n;
      },
      { ttl: 10, staleWhileRevalidate: 5, clock: () => now },
    );
    await f(1);
    fail = true;
    now = 12;
    assert.equal(await f(1), 1);
    await f.cacheIdle();
    assert.equal(await f(1), 1);
    now = 15;
    await assert.rejects(f(1), /down/);
  });

  it('shares a run even when the cache is smaller than the crowd', async () => {
    let runs = 0;
    const f = memoizeAsync(
      async (n: number) => {
        runs++;
        await turns(5);
        return n;
      },
      { maxSize: 1 },
    );
    await Promise.all(Array.from({ length: 1000 }, (_, i) => f(i % 20)));
    assert.equal(runs, 20);
    assert.equal(f.cacheInfo().size, 1);
  });

  it('forgets by tag, results under way too', async () => {
    let runs = 0;
    const f = memoizeAsync(
      async (id: number) => {
        const run = ++runs;
        await turns(3);
        return { id, run };
      },
      { tags: ([id]) => [`user:${id}`] },
    );
    await f(1);
    assert.equal(f.cacheDeleteTag('user:1'), 1);
    const underWay = f(1);
    f.cacheDeleteTag('user:1');
    await underWay;
    assert.equal(f.cacheHas(1), false);
    assert.deepEqual(await f(1), { id: 1, run: 3 });
  });

  it('refuses what does not fit together', () => {
    const f = async (): Promise<number> => 1;
    assert.throws(() => memoizeAsync(f, { staleWhileRevalidate: 5 }), TypeError);
    assert.throws(() => memoizeAsync(f, { store: new Map(), tags: () => [] }), TypeError);
    assert.throws(() => memoizeAsync(async () => 1, { store: new Map() }), /namespace/);
    assert.throws(() => memoizeAsync(f, { store: new Map(), storeTimeout: 0 }), RangeError);
  });
});
