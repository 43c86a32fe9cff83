/** What the compiler must say about memoized functions; checked by `npm run typecheck`, and run so that it is not dead code. */
import assert from 'node:assert/strict';
import {
  type CacheInfo,
  memoize,
  memoizeAsync,
  memoized,
  memoizeRecursive,
  type Memoized,
} from '../../../src/runtime/index.ts';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function is<A, B>(_equal: Equal<A, B>): void {}

function over(a: number): number;
function over(a: string): string;
function over(a: number | string): number | string {
  return a;
}
const wrap = <T>(value: T, ...more: T[]): T[] => [value, ...more];

describe('runtime: types', () => {
  it('keep overloads, generics, optional and rest parameters', () => {
    const overloaded = memoize(over);
    const n = overloaded(1);
    const s = overloaded('a');
    is<typeof n, number>(true);
    is<typeof s, string>(true);
    // @ts-expect-error no overload takes a boolean
    overloaded(true);

    const generic = memoize(wrap);
    const list = generic('a', 'b');
    is<typeof list, string[]>(true);

    const optional = memoize((a: number, b?: string) => `${a}${b}`);
    optional(1);
    optional(1, 'b');
    // @ts-expect-error the first parameter is needed
    optional();
    is<typeof optional, Memoized<(a: number, b?: string) => string>>(true);
    assert.deepEqual([n, s, list], [1, 'a', ['a', 'b']]);
  });

  it('keep this', () => {
    const scaled = memoize(function (this: { k: number }, n: number) {
      return this.k * n;
    });
    assert.equal(scaled.call({ k: 2 }, 3), 6);
    // @ts-expect-error `this` has no k
    scaled.call({}, 4);
  });

  it('give typed controls and options', () => {
    const f = memoize((a: number, b: string) => a + b.length, {
      key: (a, b) => {
        is<typeof a, number>(true);
        is<typeof b, string>(true);
        return `${a}:${b}`;
      },
      tags: (_args, value) => {
        is<typeof value, number>(true);
        return [value];
      },
    });
    const info = f.cacheInfo();
    is<typeof info, CacheInfo>(true);
    assert.equal(info.size, 0);
    is<Parameters<typeof f.cacheDelete>, [a: number, b: string]>(true);
    is<typeof f.original, (a: number, b: string) => number>(true);
    // @ts-expect-error the second argument is a string
    f.cacheHas(1, 2);
    // @ts-expect-error no such option
    memoize(over, { maxsize: 5 });
  });

  it('know promises', async () => {
    const f = memoizeAsync(async (id: number) => ({ id }), {
      tags: (_args, value) => {
        is<typeof value, { id: number }>(true);
        return [value];
      },
    });
    const call = f.cacheCall({}, 1);
    is<typeof call, Promise<{ id: number }>>(true);
    assert.deepEqual(await call, { id: 1 });
    // @ts-expect-error not a promise
    memoizeAsync((n: number) => n);
  });

  it('know recursion and decorators', () => {
    const f = memoizeRecursive<(n: number) => bigint>((self) => (n) => (n === 0 ? 1n : BigInt(n) * self(n - 1)));
    is<ReturnType<typeof f>, bigint>(true);
    class A {
      @memoized plain(n: number): number {
        return n;
      }
      @memoized({ maxSize: 3 }) bounded(n: number): string {
        return String(n);
      }
      @memoized get list(): number[] {
        return [1];
      }
      @memoized static make(n: number): number {
        return n;
      }
    }
    const a = new A();
    is<typeof a.plain, (n: number) => number>(true);
    assert.deepEqual([a.plain(1), a.bounded(1), a.list === a.list, A.make(2), f(3)], [1, '1', true, 2, 6n]);
  });
});
