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

/** States that are keys of a table in the source. */
// prettier-ignore
const tables: Row[] = [
  ['letters that follow letters', `const after = { a: ['e'], e: ['a', 'i'], i: ['a', 'e', 'o', 'u'], o: ['i', 'u'], u: ['a'] };\nfunction count(n, last) { if (n === 0) return 1; let sum = 0; for (const v of after[last]) sum += count(n - 1, v); return sum; }`, 'proven'],
  ['pairs of letters', `const between = { AB: 'C', BC: 'A', CA: 'B', AA: 'B', BB: 'C', CC: 'A', BA: 'A', CB: 'C', AC: 'B' };\nfunction grown(pair, n) { if (n === 0) return 1; const mid = between[pair]; return grown(pair[0] + mid, n - 1) + grown(mid + pair[1], n - 1); }`, 'proven'],
  ['states of a map', `const next = new Map([['wait', ['run', 'end']], ['run', ['wait', 'end']], ['end', ['wait']]]);\nfunction count(state, n) { if (n === 0) return 1; return next.get(state).map((s) => count(s, n - 1)).reduce((a, b) => a + b, 0); }`, 'proven'],
  ['a tree in a table', `const kids = { a: ['b', 'c'], b: ['d', 'e'], c: ['f', 'g'], d: [], e: [], f: [], g: [] };\nfunction size(node) { return 1 + kids[node].reduce((sum, to) => sum + size(to), 0); }`, 'none'],
  ['one way through a table', `const next = { wait: 'run', run: 'end', end: 'wait' };\nfunction path(state, n, made) { return n === 0 ? [made] : [...path(next[state], n - 1, made + 'x'), ...path(next[state], n - 1, made + 'y')]; }`, 'none'],
];

/** Recursions that count up to a constant. */
// prettier-ignore
const bounds: Row[] = [
  ['both coordinates', `const side = 20;\nfunction routes(x, y) { if (x === side && y === side) return 1; let n = 0; if (x < side) n += routes(x + 1, y); if (y < side) n += routes(x, y + 1); return n; }`, 'proven'],
  ['throws of a die', `function throws(sum) { if (sum === 100) return 1; if (sum > 100) return 0; let n = 0; for (let d = 1; d <= 6; d++) n += throws(sum + d); return n; }`, 'proven'],
  ['points', `function routes({ x, y }) { if (x > 8 || y > 8) return 0; if (x === 8 && y === 8) return 1; return routes({ x: x + 1, y }) + routes({ x, y: y + 1 }); }`, 'likely'],
  ['a constant beside a local function', `function plan() { const goal = 50; const steps = [1, 2, 5]; function from(n) { if (n === goal) return 1; if (n > goal) return 0; return steps.reduce((sum, step) => sum + from(n + step), 0); } return from(0); }`, 'proven'],
  ['numbers of a heap', `function size(i) { if (i >= 100) return 0; return 1 + size(2 * i + 1) + size(2 * i + 2); }`, 'none'],
  ['steps that do not branch', `function up(n) { return n >= 50 ? 0 : n % 2 ? up(n + 1) : up(n + 2); }`, 'none'],
  ['texts of a length', `function texts(depth, path) { if (depth === 10) return [path]; return [...texts(depth + 1, path + '0'), ...texts(depth + 1, path + '1')]; }`, 'none'],
];

/** States that would come back only if an interval had no length, or a square no sides. */
// prettier-ignore
const degenerate: Row[] = [
  ['halves of an interval', `function marks(a, b, h) { if (h === 0) return []; const m = (a + b) / 2; return [...marks(a, m, h - 1), m, ...marks(m, b, h - 1)]; }`, 'none'],
  ['halves of an interval, counted up', `function marks(a, b, h) { if (h > 8) return []; const m = (a + b) / 2; return [...marks(a, m, h + 1), m, ...marks(m, b, h + 1)]; }`, 'none'],
  ['quarters of a square', `function quarters(x, y, size, level) { if (level === 0) return [[x, y]]; const h = size / 2; return [...quarters(x, y, h, level - 1), ...quarters(x + h, y, h, level - 1), ...quarters(x, y + h, h, level - 1), ...quarters(x + h, y + h, h, level - 1)]; }`, 'none'],
  ['three corners', `function thirds(a, b, c, depth) { if (depth === 5) return [[a, b, c]]; const ab = (a + b) / 2, bc = (b + c) / 2, ca = (c + a) / 2; return [...thirds(a, ab, ca, depth + 1), ...thirds(ab, b, bc, depth + 1), ...thirds(ca, bc, c, depth + 1)]; }`, 'none'],
  ['a walk that goes up and down', `function walks(n, k) { return n === 0 ? k : walks(n - 1, k + 1) + walks(n - 1, k - 1); }`, 'proven'],
];

/** Functions that are assigned: to fields of the object that is made, to names that nothing declares. */
// prettier-ignore
const assigned: Row[] = [
  ['an arrow of a constructor', `class Sack { constructor(w, v) { this.w = w; this.v = v; this.best = (i, left) => { if (i < 0) return 0; const skip = this.best(i - 1, left); return this.w[i] > left ? skip : Math.max(skip, this.v[i] + this.best(i - 1, left - this.w[i])); }; } }`, 'likely'],
  ['an arrow of a function that makes objects', `function Pairs() { this.at = (n) => (n < 2 ? n : this.at(n - 1) + this.at(n - 2)); }`, 'proven'],
  ['replaced by a wrapped one', `class Pairs { constructor() { this.at = (n) => (n < 2 ? n : this.at(n - 1) + this.at(n - 2)); this.at = memoize(this.at); } }`, 'none'],
  ['a name that nothing declares', `ways=(n,k)=>n<0|k<1?0:n?ways(n-k,k)+ways(n,k-1):1`, 'proven'],
  ['such a name, replaced', `pairs = (n) => (n < 2 ? n : pairs(n - 1) + pairs(n - 2)); pairs = memoize(pairs);`, 'none'],
  ['such a name, over a tree', `size = (tree) => (tree ? size(tree.left) + size(tree.right) + 1 : 0);`, 'none'],
];

/** Data that other data make sense with: offsets in lists, texts of the same letters, texts read from their end. */
// prettier-ignore
const fitting: Row[] = [
  ['an offset that an entry tells', `function points(jobs, i) { if (i >= jobs.length) return 0; return Math.max(jobs[i][0] + points(jobs, i + jobs[i][1] + 1), points(jobs, i + 1)); }`, 'likely'],
  ['an offset that an entry tells, one way on', `function last(jobs, i) { return i >= jobs.length ? i : jobs[i][0] > 2 ? last(jobs, i + jobs[i][1] + 1) : last(jobs, i + 1); }`, 'none'],
  ['texts of the same sorted letters', `const letters = (s) => s.split('').sort().join('');\nfunction mixed(a, b) { if (letters(a) !== letters(b)) return false; if (a === b) return true; for (let i = 1; i < a.length; i++) { const j = a.length - i; if (mixed(a.slice(0, i), b.slice(0, i)) && mixed(a.slice(i), b.slice(i))) return true; if (mixed(a.slice(0, i), b.slice(j)) && mixed(a.slice(i), b.slice(0, j))) return true; } return false; }`, 'proven'],
  ['texts of the same letters, counted in a list', `function mixed(a, b) { if (a === b) return true; const n = []; for (const c of a) n[c] = (n[c] || 0) + 1; for (const c of b) n[c] = (n[c] || 0) - 1; for (const c of a) if (n[c]) return false; for (let i = 1; i < a.length; i++) { const j = a.length - i; if (mixed(a.substring(0, i), b.substring(0, i)) && mixed(a.substring(i), b.substring(i))) return true; if (mixed(a.substring(0, i), b.substring(j)) && mixed(a.substring(i), b.substring(0, j))) return true; } return false; }`, 'proven'],
  ['halves of two texts of the same letters', `const letters = (s) => [...s].sort().join('');\nfunction parts(a, b) { if (a.length < 2 || letters(a) !== letters(b)) return 1; const m = a.length >> 1; return parts(a.slice(0, m), b.slice(0, m)) + parts(a.slice(m), b.slice(m)); }`, 'none'],
  ['words from the end of a text', `function spelled(s, words) { const upTo = (end) => { if (end === 0) return true; for (const word of words) if (end >= word.length && s.slice(end - word.length, end) === word && upTo(end - word.length)) return true; return false; }; return upTo(s.length); }`, 'proven'],
  ['names put into a list', `function reach(next, from, seen = []) { if (seen[from]) return 0; seen[from] = true; return 1 + next[from].reduce((sum, to) => sum + reach(next, to, seen), 0); }`, 'none'],
];

describe('overlap: recursions of programs nobody here has seen', () => {
  for (const [title, text, found] of [...records, ...tables, ...bounds, ...degenerate, ...assigned, ...fitting]) {
    it(title, () => {
      const { findings } = checkFile({ path: 'a.js', text }).report;
      const overlaps = findings.filter((finding) => finding.rule === 'overlapping-subproblems');
      assert.equal(overlaps[overlaps.length - 1]?.verdict ?? 'none', found);
    });
  }
});

describe('safety: fields that an arrow of a constructor reads', () => {
  const reads =
    'this.pay = (i, left) => i < 0 ? +(left === 0) : this.pay(i - 1, left) + this.pay(i - 1, left - this.w[i]);';
  const rows = [
    ['nothing changes them', `class Purse { constructor(w) { this.w = w; ${reads} } }`, 'safe'],
    ['a method changes them', `class Purse { constructor(w) { this.w = w; ${reads} } set(w) { this.w = w; } }`, 'scoped'],
    ['the prototype changes them', `function Purse(w) { this.w = w; ${reads} }\nPurse.prototype.set = function (w) { this.w = w; };`, 'scoped'],
  ] as const; // prettier-ignore
  for (const [title, text, safety] of rows) {
    it(title, () => {
      const { findings } = checkFile({ path: 'a.js', text }).report;
      assert.deepEqual(findings.map((finding) => [finding.function, finding.safety]), [['pay', safety]]); // prettier-ignore
    });
  }
});
