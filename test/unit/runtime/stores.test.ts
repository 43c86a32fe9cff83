import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { promisify } from 'node:util';
import KeyvRedis from '@keyv/redis';
import { Keyv } from 'keyv';
import { type KeyValueStore, memoizeAsync } from '../../../src/runtime/index.ts';
import { type Redis, startRedis } from '../../runtime/redis.ts';
import { SqliteStore } from '../../runtime/sqliteStore.ts';

interface Case {
  open(): Promise<{ store: KeyValueStore; close(): Promise<void> }>;
}

/** Every kind of value that is promised to come back the same. */
const rich = {
  u: undefined,
  n: [NaN, -0, Infinity, 1e300],
  b: 2n ** 70n,
  d: new Date(5),
  m: new Map<unknown, unknown>([[{ a: 1 }, new Set([1, undefined])]]),
  r: /a+/gi,
  t: new Uint8Array([1, 2, 3]),
  s: 'quote \' " \\ \u2028 \0 ünï',
};

function contract(name: string, { open }: Case): void {
  describe(`runtime: results in ${name}`, () => {
    it('are found by another cache, exactly as they were', async () => {
      const a = await open();
      const b = await open();
      let runs = 0;
      const load = async (n: number, o: object): Promise<unknown> => (runs++, { ...rich, n2: n, o });
      const options = { namespace: `rich ${name}` };
      const one = memoizeAsync(load, { ...options, store: a.store });
      const first = await one(1, { x: 1, y: 2 });
      await one.cacheIdle();
      const two = memoizeAsync(load, { ...options, store: b.store });
      assert.deepEqual(await two(1, { y: 2, x: 1 }), first);
      assert.equal(runs, 1);
      assert.deepEqual([two.cacheInfo().hits, two.cacheInfo().misses], [1, 0]);
      await two(2, { x: 1, y: 2 });
      assert.equal(runs, 2);
      two.cacheDelete(1, { x: 1, y: 2 });
      await two.cacheIdle();
      await one(1, { x: 1, y: 2 });
      assert.equal(runs, 3);
      await Promise.all([one.cacheIdle(), two.cacheIdle()]);
      await Promise.all([a.close(), b.close()]);
    });

    it('end with their time, and belong to their version', async () => {
      const { store, close } = await open();
      let runs = 0;
      const make = (version: string): (() => Promise<number>) & { cacheIdle(): Promise<void> } =>
        memoizeAsync(async () => ++runs, { store, namespace: `ttl ${name}`, version, ttl: 300 });
      const one = make('1');
      await one();
      await one.cacheIdle();
      assert.equal(await make('1')(), 1);
      const two = make('2');
      assert.equal(await two(), 2);
      await two.cacheIdle();
      await new Promise((go) => setTimeout(go, 350));
      const late = make('1');
      assert.equal(await late(), 3);
      await late.cacheIdle();
      await close();
    });

    it('are a miss when they are not ours or broken', async () => {
      const { store, close } = await open();
      const keys: string[] = [];
      const spy: KeyValueStore = {
        get: (key) => (keys.push(key), store.get(key)),
        set: (key, value, ttl) => store.set(key, value, ttl),
        delete: (key) => store.delete(key),
      };
      let runs = 0;
      const load = async (n: number): Promise<number> => (runs++, n * 2);
      const f = memoizeAsync(load, { store: spy, namespace: `broken ${name}` });
      await f(1);
      await f.cacheIdle();
      const good = (await store.get(keys[0]!)) as string;
      for (const bad of ['', '{', 'null', '[]', '"text"', good.slice(0, -3), good.replace('[1]', '[7]')]) {
        await store.set(keys[0]!, bad);
        const before = runs;
        assert.equal(await f(1), 2, bad);
        assert.equal(runs, before + 1, bad);
        await f.cacheIdle();
        assert.equal(await f(1), 2);
        assert.equal(runs, before + 1, 'replaced');
      }
      await close();
    });

    it('have keys of any length', async () => {
      const { store, close } = await open();
      let runs = 0;
      const f = memoizeAsync(async (s: string) => (runs++, s.length), { store, namespace: `long ${name}` });
      for (const s of ['x'.repeat(5000), `${'x'.repeat(4999)}y`, 'ü', 'a b\n']) {
        assert.equal(await f(s), s.length);
        await f.cacheIdle();
        assert.equal(await f(s), s.length);
      }
      assert.equal(runs, 4);
      await close();
    });
  });
}

const dir = mkdtempSync(path.join(tmpdir(), 'memoscope-stores-'));
const sqliteFile = path.join(dir, 'cache.db');
after(() => rmSync(dir, { recursive: true, force: true }));

const map = new Map<string, string>(); // two caches of one process may share it
contract('a Map', { open: async () => ({ store: map, close: async () => undefined }) });

contract('SQLite through Keyv', {
  async open() {
    const sqlite = new SqliteStore(sqliteFile);
    const keyv = new Keyv({ store: sqlite });
    return { store: keyv as KeyValueStore, close: async () => sqlite.close() };
  },
});

describe('runtime: Redis', () => {
  let redis: Redis;
  before(async function () {
    this.timeout(300_000); // it may have to be installed
    redis = await startRedis();
  });
  after(() => redis.stop());

  const open = async (): ReturnType<Case['open']> => {
    const adapter = new KeyvRedis(redis.url);
    const keyv = new Keyv({ store: adapter });
    keyv.on('error', () => undefined);
    return { store: keyv as KeyValueStore, close: () => adapter.disconnect(true) };
  };
  contract('Redis through Keyv', { open });

  describe('at last', () =>
    it('may die: results still come, and errors are only told', async () => {
      const { store, close } = await open();
      const errors: unknown[] = [];
      let runs = 0;
      const f = memoizeAsync(async (n: number) => (runs++, n), {
        store,
        namespace: 'dies',
        storeTimeout: 300,
        onStoreError: (error) => errors.push(error),
      });
      assert.equal(await f(1), 1);
      await f.cacheIdle();
      assert.equal(await f(1), 1);
      assert.equal(runs, 1);
      redis.process.kill('SIGKILL');
      await new Promise((go) => redis.process.once('exit', go));
      assert.deepEqual(await Promise.all(Array.from({ length: 100 }, () => f(2))), new Array(100).fill(2));
      assert.equal(await f(1), 1);
      assert.equal(runs, 3);
      await f.cacheIdle();
      await close();
    }).timeout(30_000));
});

describe('runtime: a store that does not work', () => {
  const broken: Record<string, KeyValueStore> = {
    'never answers': {
      get: () => new Promise(() => undefined),
      set: () => new Promise(() => undefined),
      delete: () => true,
    },
    throws: {
      get: () => {
        throw new Error('get');
      },
      set: () => {
        throw new Error('set');
      },
      delete: () => {
        throw new Error('delete');
      },
    },
    rejects: {
      get: () => Promise.reject(new Error('get')),
      set: () => Promise.reject(new Error('set')),
      delete: () => Promise.reject(new Error('delete')),
    },
  };
  for (const [how, store] of Object.entries(broken))
    it(`${how}: every caller gets a computed result`, async () => {
      const errors: unknown[] = [];
      let runs = 0;
      const f = memoizeAsync(async (n: number) => (runs++, n * 2), {
        store,
        namespace: 'broken',
        storeTimeout: 20,
        onStoreError(error) {
          errors.push(error);
          throw new Error('telling fails too');
        },
      });
      assert.deepEqual(await Promise.all([f(1), f(1), f(2)]), [2, 2, 4]);
      f.cacheDelete(1);
      await f.cacheIdle();
      assert.equal(runs, 2);
      assert.ok(errors.length >= 2);
    });

  it('answers with something else: computed anew, and what comes after its time is nobody’s result', async () => {
    const answers: unknown[] = [
      42,
      null,
      {},
      [],
      true,
      1n,
      () => 1,
      Symbol('s'),
      new Map(),
      '"',
      '[1,2,3]',
      '[[],{},[]]',
    ];
    for (const answer of answers) {
      let runs = 0;
      const store: KeyValueStore = { get: () => answer, set: () => undefined, delete: () => true };
      const f = memoizeAsync(async (n: number) => (runs++, n * 2), { store, namespace: 'garbage' });
      assert.deepEqual([await f(1), await f(1), runs], [2, 2, 2], String(answer));
    }
    const kept = new Map<string, string>();
    const options = { namespace: 'slow', storeTimeout: 20 };
    const fast = memoizeAsync(async (n: number) => `old ${n}`, { ...options, store: kept });
    await fast(1);
    await fast.cacheIdle();
    assert.equal(kept.size, 1);
    let late = (): void => undefined;
    const errors: unknown[] = [];
    const slow = memoizeAsync(async (n: number) => `computed ${n}`, {
      ...options,
      store: {
        get: (key) => new Promise((go) => (late = () => go(kept.get(key)))),
        set: () => new Promise(() => undefined),
        delete: () => true,
      },
      onStoreError: (error) => errors.push(error),
    });
    assert.equal(await slow(1), 'computed 1');
    late();
    await slow.cacheIdle(); // ends although the write never does
    assert.match(String(errors), /did not answer in 20 ms.*did not answer in 20 ms/);
  });

  it('refuses arguments without text, and results are given out all the same', async () => {
    const errors: unknown[] = [];
    const f = memoizeAsync(async (_o: unknown) => () => 1, {
      store: new Map(),
      namespace: 'no text',
      onStoreError: (error) => errors.push(error),
    });
    await assert.rejects(f(new (class Point {})()), /Point/);
    assert.equal((await f(1))(), 1);
    await f.cacheIdle();
    assert.match(String(errors[0]), /function/);
  });
});

describe('runtime: processes that share a SQLite file', () => {
  it('lose nothing and compute nothing wrong', async () => {
    const file = path.join(dir, 'processes.db');
    new SqliteStore(file).close();
    const script = path.join(dir, 'worker.mts');
    const here = (name: string): string => JSON.stringify(path.resolve(name));
    writeFileSync(
      script,
      `import { Keyv } from ${here('node_modules/keyv/dist/index.js')};
       import { memoizeAsync } from ${here('src/runtime/index.ts')};
       import { SqliteStore } from ${here('test/runtime/sqliteStore.ts')};
       let runs = 0;
       const store = new Keyv({ store: new SqliteStore(${JSON.stringify(file)}) });
       const f = memoizeAsync(async (n) => (runs++, { square: n * n }), { store, namespace: 'shared', storeTimeout: 20_000 });
       for (let i = 0; i < 40; i++) {
         const { square } = await f(i);
         if (square !== i * i) throw new Error('wrong');
         await f.cacheIdle();
       }
       console.log(runs);`,
    );
    const run = (): Promise<number> =>
      promisify(execFile)(process.execPath, ['--import', 'tsx', script]).then(({ stdout }) => Number(stdout));
    const together = await Promise.all([run(), run(), run()]);
    assert.ok(together.every((n) => n <= 40));
    assert.equal(await run(), 0, 'everything is there');
  }).timeout(60_000);
});
