import { equal, ok } from 'node:assert/strict';
import { cacheNamed, run, runtimeText } from './harness.ts';

const busy = 'const busy = (ms) => { const end = performance.now() + ms; while (performance.now() < end); };\n';
const timesOf = (code: string): ReturnType<typeof cacheNamed> =>
  cacheNamed(run({ files: { 'app.cjs': `${busy}${code}` } }), 'f');

/** How a function may keep its results; each computes for 3 ms and has 4 misses and 8 hits. */
const forms: Record<string, string> = {
  'a Map': 'const m = new Map(); const f = (k) => { if (m.has(k)) return m.get(k); busy(3); m.set(k, k); return k; };',
  'a key made of two':
    'const m = new Map(); const f = (a, b) => { const key = `${a}|${b}`; const v = m.get(key); if (v !== undefined) return v; busy(3); m.set(key, 1); return 1; };',
  'a key that is an expression':
    'const m = new Map(); const f = (a, b) => { if (m.has(a + 1)) return m.get(a + 1); busy(3); m.set(a + 1, 7); return 7; };',
  'an object': 'const m = {}; const f = (k) => m[k] ?? (m[k] = (busy(3), 1));',
  'logical assignment': 'const m = {}; const f = (k) => (m[k] ??= (busy(3), 1));',
  'a property': 'class C { m = new Map(); f(k) { const v = this.m.get(k); if (v !== undefined) return v; busy(3); this.m.set(k, 1); return 1; } } const c = new C(); const f = (k) => c.f(k);', // prettier-ignore
  'rows': 'const m = [[], []]; const f = (i) => g(i & 1, i >> 1); const g = (i, j) => { if (m[i][j] !== undefined) return m[i][j]; busy(3); m[i][j] = 1; return 1; };', // prettier-ignore
};

describe('probe: how long misses take', () => {
  for (const [title, code] of Object.entries(forms))
    it(title, () => {
      const result = run({ files: { 'app.cjs': `${busy}${code}\nfor (let i = 0; i < 12; i++) f(i % 4);` } });
      const { hits, misses, missMs, savedMs } = result.caches[0]!;
      equal(`${hits} ${misses}`, '8 4', result.stderr);
      ok(missMs! >= 2.9, `${missMs}`);
      equal(savedMs, missMs! * 8);
    });

  it('not those that a stop at a breakpoint fell into', () => {
    const probe = "globalThis[Symbol.for('memoscope.probe')]";
    const stop = (told: string): ReturnType<typeof cacheNamed> =>
      timesOf(
        `const m = new Map(); const f = (k) => { if (m.has(k)) return m.get(k); busy(1); if (k === 3) { busy(400); ${told} } m.set(k, k); return k; };
        for (let i = 0; i < 12; i++) f(i % 6);`,
      );
    const [told, untold] = [stop(`${probe}.interrupted();`), stop('')];
    equal(told.misses, 6);
    ok(told.missMs! < 50, `${told.missMs}`);
    ok(untold.missMs! > 50, `${untold.missMs}`);
  });

  it('a recursion: the time is shared out among the misses inside, also where base cases are not stored', () => {
    for (const base of ['', 'if (n < 2) { busy(1); return n; } ']) {
      const result = run({
        files: {
          'app.cjs': `${busy}const t = performance.now(); const m = new Map(); const f = (n) => { if (m.has(n)) return m.get(n); ${base}busy(1); const r = n < 2 ? n : f(n - 1) + f(n - 2); m.set(n, r); return r; };
        f(30); console.log(performance.now() - t);`,
        },
      });
      const { missMs, misses } = cacheNamed(result, 'f');
      ok(misses >= 31);
      // one descent takes at least 30 ms; on a busy machine much more
      ok(missMs! >= 0.1 && missMs! < Number(result.stdout) / 3, `${missMs} ${result.stdout}`);
    }
  });

  it('waiting counts', () => {
    const { missMs } = timesOf(
      'const m = new Map(); const f = async (k) => { if (m.has(k)) return m.get(k); await new Promise((r) => setTimeout(r, 20)); m.set(k, k); return k; }; f(1).then(() => f(1));',
    );
    ok(missMs! >= 18, `${missMs}`);
  });

  it('a miss that throws does not count', () => {
    const { missMs, misses } = timesOf(
      'const m = new Map(); const f = (k) => { if (m.has(k)) return m.get(k); if (k < 0) throw new Error(); busy(3); m.set(k, k); return k; }; for (let i = -40; i < 30; i++) try { f(i); } catch {}',
    );
    equal(misses, 70);
    ok(missMs! >= 2.9);
  });

  const library = (code: string): ReturnType<typeof run> => {
    const head = `${busy}const { memoize, memoizeAsync } = require('./runtime.cjs'); const wait = (ms) => new Promise((r) => setTimeout(r, ms));\n`;
    return run({ files: { 'app.cjs': `${head}${code}`, 'runtime.cjs': runtimeText('cjs') } });
  };
  const own: Record<string, string> = {
    'one argument': 'memoize(function f(k) { busy(3); return k; })',
    undefined: 'memoize(function f(k) { busy(3); })',
    'two arguments': 'memoize(function f(k, j) { busy(3); return k; })',
    'three arguments': 'memoize(function f(k, j, i) { busy(3); return k; })',
    'many arguments': 'memoize(function f(...k) { busy(3); return k; })',
    LRU: 'memoize(function f(k) { busy(3); return k; }, { maxSize: 9 })',
    'LRU of two': 'memoize(function f(k, j) { busy(3); return k; }, { maxSize: 9 })',
    TTL: 'memoize(function f(k) { busy(3); return k; }, { ttl: 1e6 })',
    key: 'memoize(function f(k) { busy(3); return k; }, { key: (k) => `k${k}` })',
  };
  it('of memoize, in every form', () => {
    for (const [title, make] of Object.entries(own)) {
      const f = cacheNamed(library(`const f = ${make}; for (let i = 0; i < 12; i++) f(i % 4, 1, 2);`), 'f');
      equal(`${f.hits} ${f.misses}`, '8 4', title);
      ok(f.missMs! >= 2.9, `${title} ${f.missMs}`);
      equal(f.savedMs, f.missMs! * 8);
    }
  });

  it('of memoize: a recursion shares, and clearing goes on', () => {
    const result = library(
      'const t = performance.now(); const g = memoize(function f(n, m) { busy(1); return n < 2 ? n : g(n - 1, m) + g(n - 2, m); }); g(30, 1); console.log(performance.now() - t); g.cacheClear(); g(30, 1);',
    );
    const { missMs } = cacheNamed(result, 'f');
    ok(missMs! >= 0.1 && missMs! < Number(result.stdout) / 3, `${missMs} ${result.stdout}`);
  });

  it('of memoize: only the first misses, until the counters are set back', () => {
    const f = (rest: string): number | undefined =>
      cacheNamed(
        library(`const f = memoize(function f(k) { if (k > 9000) busy(3); return k; }); for (let i = 0; i < 9000; i++) f(i);
          ${rest} for (let i = 9001; i < 9011; i++) f(i);`),
        'f',
      ).missMs;
    ok(f('')! < 2.9);
    ok(f("globalThis[Symbol.for('memoscope.probe')].reset();")! > 2.9);
  });

  it('of memoizeAsync: waiting counts, calls beside each other do not share it', () => {
    for (const options of ['', ', { maxSize: 9 }', ', { ttl: 1e6 }']) {
      const result = library(
        `const f = memoizeAsync(async function f(k) { await wait(40); return k; }${options}); for (let i = 0; i < 8; i++) f(i); setTimeout(() => f(1), 60);`,
      );
      const { missMs } = cacheNamed(result, 'f');
      ok(missMs! >= 38, `${options} ${missMs} ${result.stderr}`);
    }
  });

  it('of memoizeAsync: a rejection that nobody handles stays one', () => {
    const code = `process.on('unhandledRejection', (e, p) => console.log('unhandled', e, p === made)); process.on('rejectionHandled', () => console.log('handled'));
      const f = memoizeAsync(async function f(k) { await wait(5); throw k; }); const made = f(7); made.finally;`;
    equal(library(code).stdout, 'unhandled 7 true\n');
  });
});
