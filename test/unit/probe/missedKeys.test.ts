import { deepEqual, equal, ok } from 'node:assert/strict';
import { MissedKeys } from '../../../src/probe/caches/missedKeys.ts';
import { cacheNamed, run } from './harness.ts';

describe('probe: keys that miss most', () => {
  it('the frequent ones stay however many others come', () => {
    const keys = new MissedKeys();
    let misses = 0;
    for (let i = 0; i < 5000; i++) {
      keys.add(++misses, i % 5 === 0 ? 'often' : i % 7 === 0 ? 'now and then' : i);
    }
    const [first, second] = keys.top();
    deepEqual([first!.key, second!.key], ['"often"', '"now and then"']);
    // never too few, and too many by no more than all that 64 counters may have passed on
    ok(first!.misses >= 1000 && first!.misses <= 1000 + 5000 / 64, `${first!.misses}`);
    keys.reset(misses);
    deepEqual(keys.top(), []);
  });

  it('misses that went by count for the one that is looked at', () => {
    const keys = new MissedKeys();
    keys.add(10, 1, 'a', true);
    keys.add(30, 1, 'a', true);
    keys.add(31, { toString: () => 'never asked' });
    deepEqual(keys.top(), [{ key: '1, "a"', misses: 30 }]);
  });

  it('of a table that is emptied, and of a candidate that is reset', () => {
    const code = `
      const memo = new Map();
      const price = (name) => { const known = memo.get(name); if (known !== undefined) return known; const v = name.length; memo.set(name, v); return v; };
      for (let i = 0; i < 20; i++) { memo.clear(); price('same'); price('once' + i); }
      function naive(n) { return n < 2 ? n : naive(n - 1) + naive(n - 2); }
      naive(10);
      const hub = globalThis[Symbol.for('memoscope.probe')];
      const id = JSON.parse(hub.snapshot()).caches.find((c) => c.name === 'naive').id;
      console.log(hub.reset(id), hub.reset('none'), JSON.parse(hub.snapshot()).caches.some((c) => c.name === 'naive'));
      naive(3);`;
    const result = run({ files: { 'app.cjs': code }, env: { MEMOSCOPE_CANDIDATES: '1' } });
    equal(result.stdout, 'true false false\n');
    const { missedKeys, misses } = cacheNamed(result, 'price');
    equal(misses, 40);
    equal(missedKeys![0]!.key, '"same"');
    ok(missedKeys![0]!.misses >= 16, JSON.stringify(missedKeys));
    equal(cacheNamed(result, 'naive').candidate!.calls, 5);
  });
});
