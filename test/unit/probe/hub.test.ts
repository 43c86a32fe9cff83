import { deepEqual, equal } from 'node:assert/strict';
import { run } from './harness.ts';

const head = `
const { memoize } = require('fake');
const hub = globalThis[Symbol.for('memoscope.probe')];
const show = () => console.log(JSON.stringify(JSON.parse(hub.snapshot()).caches.map((c) => [c.name, c.hits, c.misses, c.size, c.peakSize, c.tables])));
const t = new Map();
function square(n) { if (t.has(n)) return t.get(n); const r = n * n; t.set(n, r); return r; }
const o = {};
function cube(n) { return o[n] ?? (o[n] = n ** 3); }
const use = () => { for (let i = 0; i < 10; i++) { square(i % 4); cube(i % 3); cached(i % 2); } };
`;
/** The announcing contract without the library. */
const fake = `
const channel = require('node:diagnostics_channel').channel('memoscope:cache');
exports.memoize = (name, fn) => {
  const map = new Map(); let hits = 0, misses = 0;
  channel.publish({
    kind: 'fake', name, stack: new Error().stack.split('\\n').slice(2).join('\\n'),
    counts: () => ({ hits, misses, size: map.size, maxSize: 7, evictions: 0 }),
    sample: (limit) => [...map].slice(0, limit).map(([k, v]) => [[k], v]),
    clear: () => { map.clear(); hits = misses = 0; },
  });
  return (k) => { if (map.has(k)) { hits++; return map.get(k); } misses++; const v = fn(k); map.set(k, v); return v; };
};
`;
const lines = (code: string): unknown[] => {
  const result = run({ files: { 'app.js': `${head}${code}`, 'node_modules/fake/index.js': fake } });
  equal(result.stderr, '');
  return result.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
};

describe('probe: the hub', () => {
  it('snapshot, reset, and counting on', () => {
    const code = "const cached = memoize('cached', (k) => k); use(); show(); hub.reset(); show(); use(); show();";
    deepEqual(lines(code), [
      [['cached', 8, 2, 2, 2, 1], ['square', 6, 4, 4, 4, 1], ['cube', 7, 3, 3, 3, 1]],
      [['cached', 0, 0, 2, 2, 1], ['square', 0, 0, 4, 4, 1], ['cube', 0, 0, 3, 3, 1]],
      [['cached', 10, 0, 2, 2, 1], ['square', 10, 0, 4, 4, 1], ['cube', 10, 0, 3, 3, 1]],
    ]); // prettier-ignore
  });

  it('clear empties one cache in the running program', () => {
    const code = `const cached = memoize('cached', (k) => k); use();
      for (const { id } of JSON.parse(hub.snapshot()).caches) console.log(JSON.stringify(hub.clear(id)));
      console.log(hub.clear('nothing')); show(); use(); show();`;
    deepEqual(lines(code), [
      true, true, true, false,
      [['cached', 0, 0, 0, 2, 1], ['square', 6, 4, 0, 4, 1], ['cube', 7, 3, 0, 3, 1]],
      [['cached', 8, 2, 2, 2, 1], ['square', 12, 8, 4, 4, 1], ['cube', 14, 6, 3, 3, 1]],
    ]); // prettier-ignore
  });

  it('is one per thread, hidden, and a snapshot says whose it is', () => {
    const code = `const cached = memoize('cached', (k) => k); use();
      const s = JSON.parse(hub.snapshot());
      console.log(JSON.stringify([s.version, s.pid === process.pid, s.threadId, s.title.includes('app.js'), s.uptimeMs >= 0, s.heapUsed > 1e6]));
      console.log(JSON.stringify(s.caches.map((c) => [c.kind, c.site.file.endsWith('app.js'), c.site.line, c.maxSize ?? null, c.memory.bytes > 0])));
      console.log(JSON.stringify(Object.keys(globalThis).filter((k) => k.includes('memoscope'))));`;
    deepEqual(lines(code), [
      [1, true, 0, true, true, true],
      [['fake', true, 10, 7, true], ['memo-table', true, 5, null, true], ['memo-table', true, 7, null, true]],
      [],
    ]); // prettier-ignore
  });

  it('lets go of what the program has dropped, and keeps its counts', () => {
    const code = `let cached = memoize('cached', (k) => k); use();
      const { setTimeout: wait } = require('node:timers/promises');
      let table = new Map(); const gone = new WeakRef(table);
      function once(k, m) { if (m.has(k)) return m.get(k); const v = { k }; m.set(k, v); return v; }
      once(1, table); once(1, table); table = undefined;
      (async () => { for (let i = 0; i < 9; i++) { await wait(5); gc(); } console.log(gone.deref() === undefined); show(); })();`;
    const result = run({
      files: { 'app.js': `${head}${code}`, 'node_modules/fake/index.js': fake },
      nodeArguments: ['--expose-gc'],
    });
    const [collected, caches] = result.stdout.trim().split('\n');
    equal(collected, 'true', result.stderr);
    deepEqual(
      (JSON.parse(caches!) as unknown[][]).find(([name]) => name === 'once'),
      ['once', 1, 1, 1, 1, 1],
    );
  });
});
