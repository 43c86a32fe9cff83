import { deepEqual, ok } from 'node:assert/strict';
import { CacheCurve } from '../../../src/probe/candidates/cacheCurve.ts';

describe('probe: hit rate of tables by their size', () => {
  it('of tables that come and go some are followed, which tell the same', () => {
    const curve = new CacheCurve();
    for (let i = 0; i < 1000; i++) {
      const table = new Map();
      for (let touch = 0; touch < 20; touch++) curve.touch(touch % 10, undefined, 1, table);
    }
    const rateAt = (size: number): number => curve.points(0.5).findLast((point) => point.size <= size)?.rate ?? 0;
    deepEqual([rateAt(9), rateAt(10), rateAt(100)], [0, 0.5, 0.5]);
  });

  it('one table is followed to its end', () => {
    const curve = new CacheCurve();
    const table = new Map();
    for (let touch = 0; touch < 50_000; touch++) curve.touch(touch % 10, undefined, 1, table);
    ok(curve.points(0.9).at(-1)!.size >= 10);
  });
});
