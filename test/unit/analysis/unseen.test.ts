import assert from 'node:assert/strict';
import { checkFile } from '../../../src/service/check.ts';

/** A source, and whether its recursion solves subproblems again; the last function that recurs is meant. */
type Row = readonly [title: string, source: string, found: 'proven' | 'likely' | 'possible' | 'none'];

/** States in records that are made from the record before, with some fields changed. */
// prettier-ignore
const records: Row[] = [
  ['two fields counted down', `function wins(s) { if (s.a <= 0 || s.b <= 0) return 1; return wins({ ...s, a: s.a - 1 }) + wins({ ...s, b: s.b - 1 }); }`, 'likely'],
  ['two fields, by Object.assign', `function wins(s) { if (s.a <= 0 || s.b <= 0) return 1; return wins(Object.assign({}, s, { a: s.a - 1 })) + wins(Object.assign({}, s, { b: s.b - 1 })); }`, 'likely'],
  ['two fields taken out, the rest passed on', `function wins({ a, b, ...rest }) { if (a <= 0 || b <= 0) return 1; return wins({ a: a - 1, b, ...rest }) + wins({ a, b: b - 1, ...rest }); }`, 'likely'],
  ['a rest that grows', `function ways({ left, ...rest }) { if (left === 0) return [rest.taken]; return [...ways({ left: left - 1, ...rest, taken: rest.taken + 'a' }), ...ways({ left: left - 1, ...rest, taken: rest.taken + 'b' })]; }`, 'none'],
  ['a record of what was taken', `function ways(s) { if (s.left === 0) return [s.taken]; return [...ways({ ...s, left: s.left - 1, taken: s.taken + 'a' }), ...ways({ ...s, left: s.left - 1, taken: s.taken + 'b' })]; }`, 'none'],
  ['a number that tells the way', `function codes(s) { if (s.left === 0) return [s.sum]; return [...codes({ ...s, left: s.left - 1, sum: s.sum * 2 }), ...codes({ ...s, left: s.left - 1, sum: s.sum * 2 + 1 })]; }`, 'none'],
  ['a tree made anew', `function turned(node, f) { return { ...node, key: f(node.key), left: node.left ? turned(node.left, f) : null, right: node.right ? turned(node.right, f) : null }; }`, 'none'],
  ['options passed down a tree', `function text(node, options) { return node.kids.map((kid) => text(kid, { ...options, depth: options.depth + 1 })).join(''); }`, 'none'],
];

describe('overlap: recursions of programs nobody here has seen', () => {
  for (const [title, text, found] of [...records]) {
    it(title, () => {
      const { findings } = checkFile({ path: 'a.js', text }).report;
      const overlaps = findings.filter((finding) => finding.rule === 'overlapping-subproblems');
      assert.equal(overlaps[overlaps.length - 1]?.verdict ?? 'none', found);
    });
  }
});
