/** What the keys of a memoizer should mean. Run against ours by the tests and against its peers by bench/runtime. */

/* eslint-disable @typescript-eslint/no-explicit-any */
export type Wrap = (fn: (...args: any[]) => any) => (...args: any[]) => any;

/** How a library is asked for each purpose, in its own documented way; absent when it does not offer it. */
export interface Contender {
  readonly one?: Wrap;
  readonly many?: Wrap;
  readonly object?: Wrap;
  readonly async?: Wrap;
}

export interface Case {
  readonly id: string;
  readonly title: string;
  readonly needs: keyof Contender;
  /** True when the library does it right. */
  readonly run: (wrap: Wrap) => boolean | Promise<boolean>;
}

/** Wraps a function and counts its runs. */
function counted(wrap: Wrap, fn: (...args: any[]) => any): { f: (...args: any[]) => any; runs: () => number } {
  let runs = 0;
  const f = wrap(function (this: unknown, ...args: any[]) {
    runs++;
    return Reflect.apply(fn, this, args);
  });
  return { f, runs: () => runs };
}
const counted1 = (wrap: Wrap, fn: (a: any) => any): { f: (...args: any[]) => any; runs: () => number } => {
  let runs = 0;
  return { f: wrap((a: any) => (runs++, fn(a))), runs: () => runs };
};
const counted2 = (wrap: Wrap, fn: (a: any, b: any) => any): { f: (...args: any[]) => any; runs: () => number } => {
  let runs = 0;
  return { f: wrap((a: any, b: any) => (runs++, fn(a, b))), runs: () => runs };
};
const turn = (): Promise<void> => new Promise((go) => setTimeout(go, 5));

export const cases: readonly Case[] = [
  {
    id: 'nan',
    title: 'NaN is found again',
    needs: 'one',
    run(wrap) {
      const { f, runs } = counted1(wrap, () => 1);
      f(NaN);
      f(NaN);
      return runs() === 1;
    },
  },
  {
    id: 'number-string',
    title: "1 and '1' differ",
    needs: 'one',
    run(wrap) {
      const { f } = counted1(wrap, (a) => typeof a);
      f(1);
      return f('1') === 'string';
    },
  },
  {
    id: 'null-undefined-nan',
    title: 'null, undefined and NaN differ',
    needs: 'one',
    run(wrap) {
      const { f } = counted1(wrap, (a) => String(a));
      return f(null) === 'null' && f(undefined) === 'undefined' && f(NaN) === 'NaN';
    },
  },
  {
    id: 'bigint',
    title: '1 and 1n differ',
    needs: 'one',
    run(wrap) {
      const { f } = counted1(wrap, (a) => typeof a);
      f(1);
      return f(1n) === 'bigint';
    },
  },
  {
    id: 'symbol',
    title: 'symbols are keys',
    needs: 'one',
    run(wrap) {
      const { f } = counted1(wrap, (a) => a);
      const a = Symbol('s');
      const b = Symbol('s');
      return f(a) === a && f(b) === b;
    },
  },
  {
    id: 'prototype-names',
    title: "'__proto__', 'constructor' and 'toString' are harmless",
    needs: 'one',
    run(wrap) {
      const { f } = counted1(wrap, (a) => `v${String(a)}`);
      return ['__proto__', 'constructor', 'toString', 'hasOwnProperty'].every(
        (k) => f(k) === `v${k}` && f(k) === `v${k}`,
      );
    },
  },
  {
    id: 'count',
    title: 'f() and f(undefined) differ',
    needs: 'many',
    run(wrap) {
      const { f } = counted(wrap, (...args) => args.length);
      return f(undefined) === 1 && f() === 0 && f(undefined, undefined) === 2;
    },
  },
  {
    id: 'default-parameter',
    title: 'default parameters do not shorten the key',
    needs: 'many',
    run(wrap) {
      const f = wrap((a: number, b = 10) => a + b);
      return f(1) === 11 && f(1, 2) === 3 && f(1, 3) === 4;
    },
  },
  {
    id: 'rest-parameter',
    title: 'all rest arguments are in the key',
    needs: 'many',
    run(wrap) {
      const f = wrap((...all: number[]) => all.join('-'));
      return f(1, 2) === '1-2' && f(1, 2, 3) === '1-2-3' && f(1) === '1' && f() === '';
    },
  },
  {
    id: 'every-argument',
    title: 'every argument is in the key',
    needs: 'many',
    run(wrap) {
      const { f } = counted2(wrap, (a, b) => a * 100 + b);
      return f(1, 2) === 102 && f(1, 3) === 103;
    },
  },
  {
    id: 'separator',
    title: "('a,b', 'c') and ('a', 'b,c') differ",
    needs: 'many',
    run(wrap) {
      const { f } = counted2(wrap, (a, b) => `${a}|${b}`);
      f('a,b', 'c');
      return f('a', 'b,c') === 'a|b,c';
    },
  },
  {
    id: 'position-types',
    title: "(1, '1') and ('1', 1) differ",
    needs: 'many',
    run(wrap) {
      const { f } = counted2(wrap, (a, b) => typeof a + typeof b);
      f(1, '1');
      return f('1', 1) === 'stringnumber';
    },
  },
  {
    id: 'undefined-result',
    title: 'an undefined result is kept',
    needs: 'one',
    run(wrap) {
      const { f, runs } = counted1(wrap, () => undefined);
      f(1);
      f(1);
      return runs() === 1;
    },
  },
  {
    id: 'falsy-result',
    title: "0, '', false and null are kept",
    needs: 'one',
    run: (wrap) =>
      [0, '', false, null].every((value) => {
        const { f, runs } = counted1(wrap, () => value);
        f(1);
        return f(1) === value && runs() === 1;
      }),
  },
  {
    id: 'exception',
    title: 'an exception reaches the caller and is not kept',
    needs: 'one',
    run(wrap) {
      let runs = 0;
      const f = wrap((a: number) => {
        if (runs++ === 0) throw new Error('first');
        return a;
      });
      try {
        f(1);
        return false;
      } catch {
        return f(1) === 1;
      }
    },
  },
  {
    id: 'identity',
    title: 'objects count by identity',
    needs: 'object',
    run(wrap) {
      const { f, runs } = counted1(wrap, (o) => o.v);
      const a = { v: 1 };
      f(a);
      f(a);
      return runs() === 1 && f({ v: 2 }) === 2 && f({ v: 1 }) === 1 && runs() === 3;
    },
  },
  {
    id: 'map-argument',
    title: 'Maps, Sets and Dates are told apart',
    needs: 'object',
    run(wrap) {
      const { f } = counted1(wrap, (o) => o.size ?? o.getTime());
      return f(new Map([[1, 1]])) === 1 && f(new Map()) === 0 && f(new Date(5)) === 5 && f(new Date(6)) === 6;
    },
  },
  {
    id: 'this',
    title: '`this` reaches the function',
    needs: 'one',
    run(wrap) {
      const o = {
        k: 5,
        f: wrap(function (this: { k: number } | undefined, a: number) {
          return (this?.k ?? NaN) + a;
        }),
      };
      return o.f(1) === 6;
    },
  },
  {
    id: 'name-length',
    title: 'name and length are kept',
    needs: 'one',
    run(wrap) {
      const f = wrap(function someName(_a: number) {
        return 1;
      });
      return f.name === 'someName' && f.length === 1;
    },
  },
  {
    id: 'recursion',
    title: 'recursion goes through the cache',
    needs: 'one',
    run(wrap) {
      const f: (...args: any[]) => any = wrap((n: number) => (n < 2 ? n : f(n - 1) + f(n - 2)));
      return f(60) === 1548008755920;
    },
  },
  {
    id: 'cycle',
    title: 'a call that needs its own result gets an error that says so',
    needs: 'one',
    run(wrap) {
      const f: (...args: any[]) => any = wrap(function loop(n: number): number {
        return f(n === 3 ? 1 : n + 1);
      });
      try {
        f(1);
        return false;
      } catch (error) {
        return !(error instanceof RangeError) && /loop\([123]\)/.test((error as Error).message);
      }
    },
  },
  {
    id: 'single-flight',
    title: 'concurrent calls share one run',
    needs: 'async',
    async run(wrap) {
      let runs = 0;
      const f = wrap(async (k: number) => {
        runs++;
        await null;
        return k;
      });
      const all = await Promise.all([f(1), f(1), f(1)]);
      return runs === 1 && all.join() === '1,1,1';
    },
  },
  {
    id: 'rejection',
    title: 'a rejection is not kept',
    needs: 'async',
    async run(wrap) {
      let runs = 0;
      const f = wrap(async (k: number) => {
        if (runs++ === 0) throw new Error('first');
        return k;
      });
      try {
        await f(1);
        return false;
      } catch {
        await turn();
        return (await f(1)) === 1;
      }
    },
  },
];

/** Runs one case: 'yes', 'no', or '–' when the library does not offer what it needs. */
export async function judge(contender: Contender, { needs, run }: Case): Promise<'yes' | 'no' | '–'> {
  const wrap = contender[needs];
  if (wrap === undefined) return '–';
  try {
    return (await run(wrap)) ? 'yes' : 'no';
  } catch {
    return 'no';
  }
}
