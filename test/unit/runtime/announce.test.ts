import assert from 'node:assert/strict';
import { channel } from 'node:diagnostics_channel';
import { announceChannel, announceSymbol, type CacheHandle } from '../../../src/protocol/announce.ts';
import { memoize, memoizeAsync, memoizeRecursive } from '../../../src/runtime/index.ts';

function heard(make: () => void): CacheHandle[] {
  const handles: CacheHandle[] = [];
  const listener = (handle: unknown): void => void handles.push(handle as CacheHandle);
  channel(announceChannel).subscribe(listener);
  try {
    make();
  } finally {
    channel(announceChannel).unsubscribe(listener);
  }
  return handles;
}

describe('runtime: announcing', () => {
  it('tells a listener about every new cache, with live counts', () => {
    let f = memoize((n: number): number => n);
    const [handle, ...more] = heard(
      () =>
        (f = memoize(
          function square(n: number) {
            return n * n;
          },
          { maxSize: 2 },
        )),
    );
    assert.ok(handle);
    assert.equal(more.length, 0);
    assert.equal(handle.name, 'square');
    assert.equal(handle.kind, 'memoscope LRU');
    assert.match(handle.stack ?? '', /announce\.test/);
    assert.doesNotMatch((handle.stack ?? '').split('\n')[1]!, /src.runtime/);
    for (const n of [1, 1, 2, 3]) f(n);
    assert.deepEqual(handle.counts(), { hits: 1, misses: 3, size: 2, maxSize: 2, evictions: 1 });
    assert.deepEqual(
      [...handle.sample(10)],
      [
        [[3], 9],
        [[2], 4],
      ],
    );
    assert.equal([...handle.sample(1)].length, 1);
    handle.clear?.();
    assert.equal(f.cacheInfo().size, 0);
  });

  it('covers every technique', () => {
    const kinds = heard(() => {
      memoize((a: number, b: number) => a + b);
      memoize((n: number) => n, { ttl: 5 });
      memoize((o: object) => o, { weak: true });
      memoizeAsync(async (n: number) => n);
      memoizeAsync(async (n: number) => n, { maxSize: 1, store: new Map(), namespace: 'x' });
      memoizeRecursive(() => (n: number) => n);
    }).map((handle) => handle.kind);
    assert.deepEqual(kinds, [
      'memoscope',
      'memoscope TTL',
      'memoscope',
      'memoscope async',
      'memoscope async, shared',
      'memoscope recursive',
    ]);
  });

  it('says nothing when nobody listens', () => {
    const host = globalThis as unknown as Record<symbol, unknown>;
    let calls = 0;
    host[Symbol.for(announceSymbol)] = () => calls++;
    try {
      memoize((n: number) => n);
    } finally {
      delete host[Symbol.for(announceSymbol)];
    }
    assert.equal(calls, 0, 'where there is a channel, the symbol is not asked');
  });

  it('looks for the place in the program only when somebody listens', () => {
    const capture = Error.captureStackTrace;
    let looked = 0;
    Error.captureStackTrace = (...args) => (looked++, capture(...args));
    try {
      memoize((n: number) => n);
      memoize((n: number) => n, { maxSize: 3 });
      memoizeAsync(async (n: number) => n);
      assert.equal(looked, 0);
      const [handle] = heard(() => memoize(((n: number) => n).bind(undefined)));
      assert.equal(looked, 1);
      assert.match(handle!.stack!, /announce\.test\.ts:\d+:\d+/, 'what names a function without a name');
    } finally {
      Error.captureStackTrace = capture;
    }
  });

  it('survives a listener that throws', () => {
    const listener = (): void => {
      throw new Error('bad listener');
    };
    const before = process.listeners('uncaughtException');
    process.removeAllListeners('uncaughtException');
    process.once('uncaughtException', () => undefined); // diagnostics_channel reports it on the next tick
    channel(announceChannel).subscribe(listener);
    try {
      assert.equal(memoize((n: number) => n)(1), 1);
    } finally {
      channel(announceChannel).unsubscribe(listener);
      setImmediate(() => before.forEach((one) => process.on('uncaughtException', one)));
    }
  });
});
