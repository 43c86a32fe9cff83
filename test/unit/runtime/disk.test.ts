import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import * as fs from 'node:fs';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { announceChannel, type CacheHandle } from '../../../src/protocol/announce.ts';
import { memoizeDisk } from '../../../src/runtime/disk.ts';

const root = fs.mkdtempSync(path.join(tmpdir(), 'memoscope-disk-'));
after(() => fs.rmSync(root, { recursive: true, force: true }));
let serial = 0;
const fresh = (): string => path.join(root, `case${++serial}`);
const filesIn = (dir: string): string[] =>
  fs
    .readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

describe('runtime: memoizeDisk', () => {
  it('keeps results for the next cache', () => {
    const dir = fresh();
    let runs = 0;
    const square = (n: number): number => (runs++, n * n);
    assert.equal(memoizeDisk(square, { dir })(7), 49);
    const again = memoizeDisk(square, { dir });
    assert.equal(again(7), 49);
    assert.equal(again.cacheHas(7), true);
    assert.equal(runs, 1);
    assert.deepEqual(again.cacheInfo(), { hits: 1, misses: 0, maxSize: undefined, size: 1, evictions: 0 });
    assert.equal(again.cacheDelete(7), true);
    assert.equal(again.cacheDelete(7), false);
    again(7);
    again.cacheClear();
    assert.equal(filesIn(dir).length, 0);
  });

  it('tells a listener how many files there are, those of earlier runs too', () => {
    const dir = fresh();
    const square = (n: number): number => n * n;
    memoizeDisk(square, { dir })(7);
    const told: CacheHandle[] = [];
    const hear = (handle: unknown): void => void told.push(handle as CacheHandle);
    subscribe(announceChannel, hear);
    const again = memoizeDisk(square, { dir });
    unsubscribe(announceChannel, hear);
    const sizes = [told[0]!.counts().size];
    for (const n of [7, 8, 9]) sizes.push((again(n), told[0]!.counts().size));
    again.cacheDelete(7);
    sizes.push(told[0]!.counts().size);
    again.cacheClear();
    sizes.push(told[0]!.counts().size);
    assert.deepEqual(sizes, [1, 1, 2, 3, 2, 0]);
  });

  it('goes on when its folder is removed while it runs', () => {
    const dir = fresh();
    const failures: unknown[] = [];
    const f = memoizeDisk((n: number): number => n * n, { dir, name: 'f', onDiskError: (e) => failures.push(e) });
    f(1);
    fs.rmSync(dir, { recursive: true });
    assert.equal(f.cacheInfo().size, 0);
    assert.equal(
      f.cacheDeleteWhere(() => true),
      0,
    );
    f.cacheClear();
    assert.deepEqual([f(2), f(2)], [4, 4]);
    assert.deepEqual([f.cacheInfo().hits, failures], [1, []]);
  });

  it('brings every kind of value back exactly', () => {
    const dir = fresh();
    const cycle: Record<string, unknown> = { name: 'cycle' };
    cycle.self = cycle;
    const values: unknown[] = [
      undefined,
      null,
      NaN,
      -0,
      Infinity,
      10n ** 30n,
      'quote " \\ \u2028 \0 ünï \ud800',
      new Date(0),
      new Map<unknown, unknown>([[{ a: 1 }, new Set([NaN, undefined])]]),
      /a\/b/giu,
      new Float64Array([1.5, -0]),
      new Uint8Array([1, 2, 255]),
      // eslint-disable-next-line no-sparse-arrays
      [1, , 3],
      Object.assign(Object.create(null), { a: 1 }),
      { a: undefined, b: [null, { c: NaN }] },
      cycle,
    ];
    const pick = (i: number): unknown => values[i];
    values.forEach((value, i) => {
      memoizeDisk(pick, { dir })(i);
      const f = memoizeDisk(pick, { dir });
      const back = f(i);
      assert.equal(f.cacheInfo().hits, 1, String(i));
      assert.deepStrictEqual(back, value);
      if (typeof value === 'number') assert.ok(Object.is(back, value));
    });
  });

  it('refuses what would not come back the same', () => {
    class Point {
      x = 1;
    }
    class Names extends Array<string> {}
    const odd: unknown[] = [
      () => 1,
      Symbol('s'),
      new Point(),
      new Names('a'),
      new (class extends Map {})(),
      new (class extends Date {})(),
      new Error('e'),
      Promise.resolve(1),
      new WeakMap(),
      Buffer.from('a'),
      { [Symbol('s')]: 1 },
      Object.defineProperty({}, 'hidden', { value: 1 }),
      {
        get a() {
          return 1;
        },
      },
      Object.assign([1], { extra: 1 }),
      Object.assign(new Map(), { extra: 1 }),
      { deep: [{ f: () => 1 }] },
      JSON.parse('{"__proto__": 1}'),
    ];
    const f = memoizeDisk((i: number) => odd[i], { dir: fresh(), name: 'odd' });
    const g = memoizeDisk((_o: unknown) => 1, { dir: fresh(), name: 'odd' });
    odd.forEach((value, i) => {
      assert.throws(() => f(i), TypeError, `result ${i}`);
      assert.throws(() => g(value), TypeError, `argument ${i}`);
    });
    assert.equal(f.cacheInfo().size, 0);
  });

  it('compares arguments by content, count and kind', () => {
    let runs = 0;
    const f = memoizeDisk((...args: unknown[]) => (runs++, args.length), { dir: fresh(), name: 'f' });
    const lists = [
      [],
      [undefined],
      [null],
      [1],
      ['1'],
      [1, undefined],
      [[1]],
      [{ a: 1, b: 2 }],
      [new Date(1)],
      [NaN],
      [1n],
    ];
    for (const args of lists) assert.equal(f(...args), args.length);
    assert.equal(runs, lists.length);
    f({ b: 2, a: 1 });
    f(-0);
    f(0);
    assert.equal(runs, lists.length + 1);
  });

  it('takes broken and foreign files for misses and replaces them', () => {
    const dir = fresh();
    let runs = 0;
    const f = memoizeDisk((n: number) => (runs++, `value ${n}`), { dir, name: 'f' });
    f(1);
    f(2);
    const [one, two] = filesIn(dir) as [string, string];
    const good = fs.readFileSync(one, 'utf8');
    const other = fs.readFileSync(two, 'utf8');
    const bad = [
      '',
      '{',
      'null',
      '[]',
      good.slice(0, -1),
      good.replace('value', 'valve'),
      other,
      `${good}x`,
      '\0'.repeat(9),
    ];
    for (const text of bad) {
      fs.writeFileSync(one, text);
      const before = runs;
      assert.deepEqual([f(1), f(2)], ['value 1', 'value 2'], text);
      assert.equal(runs, before + 1, text);
      assert.deepEqual([f(1), f(2)], ['value 1', 'value 2'], text);
      assert.equal(runs, before + 1, 'replaced');
    }
  });

  it('forgets with the function’s text or a version', () => {
    const dir = fresh();
    const name = 'f';
    memoizeDisk((n: number) => n + 1, { dir, name })(1);
    assert.equal(memoizeDisk((n: number) => n + 2, { dir, name })(1), 3);
    memoizeDisk((n: number) => n + 1, { dir, name, version: 'a' })(1);
    assert.equal(memoizeDisk((n: number) => n + 2, { dir, name, version: 'a' })(1), 2);
    assert.equal(memoizeDisk((n: number) => n + 2, { dir, name, version: 'b' })(1), 3);
  });

  it('lets only the owner read and write', function () {
    if (process.platform === 'win32') return;
    const dir = fresh();
    memoizeDisk((n: number) => n, { dir, name: 'f' })(1);
    const [file] = filesIn(dir) as [string];
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    assert.equal(fs.statSync(path.dirname(file)).mode & 0o777, 0o700);
    fs.chmodSync(path.dirname(file), 0o777);
    assert.throws(() => memoizeDisk((n: number) => n, { dir, name: 'f' }), /nobody else/);
  });

  it('stays inside its folder whatever the name', () => {
    const dir = fresh();
    memoizeDisk((n: number) => n, { dir, name: '../../evil/.. *' })(1);
    assert.ok(filesIn(dir).length === 1);
  });

  it('drops the oldest when it is full', () => {
    const dir = fresh();
    const f = memoizeDisk((n: number) => 'x'.repeat(1000) + n, { dir, name: 'f', maxBytes: 20_000 });
    for (let i = 0; i < 40; i++) {
      f(i);
      for (const file of filesIn(dir)) fs.utimesSync(file, 0, fs.statSync(file).mtimeMs / 1000 - 1);
    }
    const bytes = filesIn(dir).reduce((sum, file) => sum + fs.statSync(file).size, 0);
    assert.ok(bytes <= 20_000, String(bytes));
    const kept = Array.from({ length: 40 }, (_, i) => f.cacheHas(i));
    assert.equal(kept.indexOf(true), 40 - kept.filter(Boolean).length, 'the newest in a row, none older');
    assert.equal(f.cacheInfo().evictions, kept.indexOf(true));
    assert.ok(kept.indexOf(true) >= 20 && kept.indexOf(true) < 30, String(kept.indexOf(true)));
  });

  it('is shared by many processes at once, which lose nothing', async () => {
    const dir = fresh();
    const script = path.join(root, 'sharer.mts');
    fs.writeFileSync(
      script,
      `import { memoizeDisk } from ${JSON.stringify(path.resolve('src/runtime/disk.ts'))};
       const f = memoizeDisk((n) => ({ n }), { dir: process.argv[2], name: 'f', version: '1' });
       console.log('ready');
       for (let i = 0; i < 300; i++) if (f((i * 7) % 300).n !== (i * 7) % 300) process.exit(9);`,
    );
    const ends = await Promise.all(Array.from({ length: 4 }, () => start(script, dir).end));
    assert.deepEqual(ends, [0, 0, 0, 0]);
    let runs = 0;
    const f = memoizeDisk((n: number) => (runs++, { n }), { dir, name: 'f', version: '1' });
    for (let n = 0; n < 300; n++) assert.deepEqual(f(n), { n });
    assert.equal(runs, 0);
    assert.equal(filesIn(dir).length, 300, 'and leave nothing else behind');
  }).timeout(60_000);

  it('gives the result when it cannot be written', () => {
    const dir = fresh();
    const errors: unknown[] = [];
    const f = memoizeDisk((n: number) => n, { dir, name: 'f', onDiskError: (error) => errors.push(error) });
    fs.rmSync(dir, { recursive: true });
    fs.writeFileSync(dir, 'a file where the folder was');
    assert.equal(f(1), 1);
    assert.equal(errors.length, 1);
  });

  it('survives kill -9 of many writers: never a wrong or half result', async () => {
    const dir = fresh();
    const script = path.join(root, 'writer.mts');
    fs.writeFileSync(
      script,
      `import { memoizeDisk } from ${JSON.stringify(path.resolve('src/runtime/disk.ts'))};
       const f = memoizeDisk((n) => ({ n, text: String(n).repeat(20_000) }), { dir: process.argv[2], name: 'f', version: '1' });
       console.log('ready');
       for (let i = 0; ; i = (i + 1) % 500) {
         const { n, text } = f(i);
         if (n !== i || text !== String(i).repeat(20_000)) process.exit(9);
         if (i % 50 === 49) f.cacheClear();
       }`,
    );
    const exits: (number | null)[] = [];
    for (let round = 0; round < 3; round++) {
      const writers = Array.from({ length: 3 }, () => start(script, dir));
      await Promise.all(writers.map(({ ready }) => ready));
      await new Promise((go) => setTimeout(go, 60 + round * 37));
      for (const { child } of writers) child.kill('SIGKILL');
      exits.push(...(await Promise.all(writers.map(({ end }) => end))));
    }
    assert.deepEqual(new Set(exits), new Set([null]), 'killed, none ended by itself');
    const f = memoizeDisk((n: number) => ({ n, text: String(n).repeat(20_000) }), { dir, name: 'f', version: '1' });
    for (let i = 0; i < 500; i++) assert.deepEqual(f(i), { n: i, text: String(i).repeat(20_000) });
  }).timeout(60_000);
});

function start(
  script: string,
  dir: string,
): { child: ChildProcess; ready: Promise<void>; end: Promise<number | null> } {
  const child = spawn(process.execPath, ['--import', 'tsx', script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  return {
    child,
    ready: new Promise((go) => child.stdout!.once('data', () => go())),
    end: new Promise((go) => child.once('exit', (code) => go(code))),
  };
}
