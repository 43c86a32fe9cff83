import assert from 'node:assert/strict';
import { checkFile } from '../../../src/service/check.ts';

/** A source, and whether its recursion solves subproblems again; the last function that recurs is meant. */
type Row = readonly [title: string, source: string, found: 'proven' | 'likely' | 'none'];

/** Parts of data are told apart by where they come from, not by values that happen to be alike. */
const parts: Row[] = [
  ['halves of a list around its largest number', `function top(a) { if (!a.length) return null; const at = a.indexOf(Math.max(...a)); return { key: a[at], less: top(a.slice(0, at)), more: top(a.slice(at + 1)) }; }`, 'none'],
  ['a list that grows by what was taken', `function longest(a, taken = []) { if (!a.length) return taken.length; const last = taken[taken.length - 1]; const skip = longest(a.slice(1), taken); return last === undefined || a[0] >= last ? Math.max(skip, longest(a.slice(1), taken.concat([a[0]]))) : skip; }`, 'none'],
  ['elements left over, in whatever order they are taken', `function reach(a, left) { if (left === 0) return true; if (left < 0) return false; for (const x of a) if (reach(a.filter((y) => y !== x), left - x)) return true; return false; }`, 'proven'],
  ['suffixes of a list', `function best(a) { return a.length < 1 ? 0 : Math.max(a[0] + best(a.slice(2)), best(a.slice(1))); }`, 'proven'],
]; // prettier-ignore

describe('overlap: which recursions solve subproblems again', () => {
  for (const [title, text, found] of parts) {
    it(title, () => {
      const { findings } = checkFile({ path: 'a.js', text }).report;
      const overlaps = findings.filter((finding) => finding.rule === 'overlapping-subproblems');
      assert.equal(overlaps[overlaps.length - 1]?.verdict ?? 'none', found);
    });
  }
});
