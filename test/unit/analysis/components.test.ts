import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stronglyConnected } from '../../../src/analysis/components.ts';

describe('strongly connected components', () => {
  it('two nodes are together exactly when each reaches the other, callees first', () => {
    const graph = fc.array(fc.array(fc.nat(7), { maxLength: 4 }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(graph, (next) => {
        const nodes = next.map((_, i) => i);
        const reaches = nodes.map((from) => {
          const seen = new Set([from]);
          for (const node of seen) for (const to of next[node]!) seen.add(to);
          return seen;
        });
        const components = stronglyConnected(nodes, (node) => next[node]!);
        assert.deepEqual(components.flat().sort(), nodes);
        const at = new Map(components.flatMap((component, i) => component.map((node) => [node, i] as const)));
        for (const a of nodes) {
          for (const b of nodes) {
            assert.equal(at.get(a) === at.get(b), reaches[a]!.has(b) && reaches[b]!.has(a));
            if (reaches[a]!.has(b)) assert.ok(at.get(b)! <= at.get(a)!);
          }
        }
      }),
      { seed: 5 },
    );
  });

  it('a chain of 100,000 does not overflow', () => {
    const nodes = Array.from({ length: 100_000 }, (_, i) => i);
    assert.equal(stronglyConnected(nodes, (n) => (n + 1 < nodes.length ? [n + 1] : [])).length, nodes.length);
    assert.equal(stronglyConnected(nodes, (n) => [(n + 1) % nodes.length]).length, 1);
  });
});
