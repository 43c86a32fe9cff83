import assert from 'node:assert/strict';
import { checkFile } from '../../../src/service/check.ts';

/** A source, and whether its recursion solves subproblems again; the last function that recurs is meant. */
type Row = readonly [title: string, source: string, found: 'proven' | 'likely' | 'possible' | 'none'];

/** Parts of data are told apart by where they come from, not by values that happen to be alike. */
const parts: Row[] = [
  ['halves of a list around its largest number', `function top(a) { if (!a.length) return null; const at = a.indexOf(Math.max(...a)); return { key: a[at], less: top(a.slice(0, at)), more: top(a.slice(at + 1)) }; }`, 'none'],
  ['a list that grows by what was taken', `function longest(a, taken = []) { if (!a.length) return taken.length; const last = taken[taken.length - 1]; const skip = longest(a.slice(1), taken); return last === undefined || a[0] >= last ? Math.max(skip, longest(a.slice(1), taken.concat([a[0]]))) : skip; }`, 'none'],
  ['elements left over, in whatever order they are taken', `function reach(a, left) { if (left === 0) return true; if (left < 0) return false; for (const x of a) if (reach(a.filter((y) => y !== x), left - x)) return true; return false; }`, 'possible'],
  ['permutations of the elements left over', `const orders = (xs) => xs.length < 2 ? [xs] : xs.flatMap((x, i) => orders([...xs.slice(0, i), ...xs.slice(i + 1)]).map((o) => [x, ...o]));`, 'possible'],
  ['pieces of two lists that change places', `function edits(a, b) { if (!a.length || !b.length) return a.length + b.length; return Math.min(edits(a.slice(1), b) + 1, edits(b.slice(1), a) + 1, edits(b.slice(1), a.slice(1)) + (a[0] === b[0] ? 0 : 1)); }`, 'likely'],
  ['a position in a list of its own', `function fib(place) { return place[0] < 2 ? place[0] : fib([place[0] - 1]) + fib([place[0] - 2]); }`, 'likely'],
  ['neighbours but the one it came from', `function near(adj, id, step, from) { if (step < 1) return step + 1; let all = 1; for (const next of adj[id]) if (next !== from) all += near(adj, next, step - 1, id); return all; }`, 'possible'],
  ['where an entry leads, or the next one', `function most(jobs, i) { if (i >= jobs.length) return 0; return Math.max(jobs[i].gain + most(jobs, jobs[i].next), most(jobs, i + 1)); }`, 'likely'],
  ['a hole among the arguments', `function ways(table, t) { const go = (i = 0, j, k = t) => { if (k === 0) return 1; let all = 0; for (let n = 1; i + n < table.length; n++) all += go(i + n, j, k - 1); return all; }; return go(); }`, 'proven'],
  ['suffixes of a list', `function best(a) { return a.length < 1 ? 0 : Math.max(a[0] + best(a.slice(2)), best(a.slice(1))); }`, 'likely'],
]; // prettier-ignore

/** Texts of which the program says by what letters or words they matter. */
// prettier-ignore
const texts: Row[] = [
  ['cut at the letters of a short text', `function values(s) { const out = []; for (let i = 0; i < s.length; i++) if ('+-'.includes(s[i])) for (const a of values(s.slice(0, i))) for (const b of values(s.slice(i + 1))) out.push(s[i] === '+' ? a + b : a - b); return out.length ? out : [Number(s)]; }`, 'proven'],
  ['digits of a part that may be a list', `function sums(s, i, left) { if (i === s.length) return left === 0; if (left < 0) return false; for (let j = i; j < s.length; j++) { const part = s.slice(i, j + 1); if (sums(s, j + 1, left - Number(part))) return true; } return false; }`, 'proven'],
  ['digits read as numbers', `function codes(s, i) { if (i === s.length) return 1; if (s[i] === '0') return 0; let ways = codes(s, i + 1); if (i + 1 < s.length && parseInt(s.substring(i, i + 2)) < 27) ways += codes(s, i + 2); return ways; }`, 'proven'],
  ['words of a set', `function spelled(s, list) { const known = new Set(list); const from = (i) => { if (i === s.length) return true; for (let j = i + 1; j <= s.length; j++) if (known.has(s.substring(i, j)) && from(j)) return true; return false; }; return from(0); }`, 'proven'],
  ['the least cuts into palindromes, of a text known by what is done with its parts', `function cuts(s, i) { if (i === s.length) return -1; let least = Infinity; for (let j = i; j < s.length; j++) { const part = s.slice(i, j + 1); if (part === part.split('').reverse().join('')) least = Math.min(least, 1 + cuts(s, j + 1)); } return least; }`, 'proven'],
  ['ways to pay, by a list of results', `function ways(left, coins) { if (left === 0) return 1; if (left < 0) return 0; const found = coins.map((coin) => ways(left - coin, coins)); return found.reduce((a, b) => a + b, 0); }`, 'proven'],
  ['words that a text starts with', `function ways(s, words) { if (s === '') return 1; let sum = 0; for (const word of words) if (s.startsWith(word)) sum += ways(s.slice(word.length), words); return sum; }`, 'proven'],
  ['a pattern with stars by slices', `function fits(s, p) { if (!p.length) return !s.length; const one = s.length > 0 && (p[0] === s[0] || p[0] === '.'); return p[1] === '*' ? fits(s, p.slice(2)) || (one && fits(s.slice(1), p)) : one && fits(s.slice(1), p.slice(1)); }`, 'proven'],
  ['a pattern that fails at its end', `function fits(p, i, s, j) { if (i === p.length) return true; if (p[i + 1] === '*') { if (fits(p, i + 2, s, j)) return true; while (j < s.length && (p[i] === '.' || p[i] === s[j])) { j++; if (fits(p, i + 2, s, j)) return true; } return false; } return j < s.length && (p[i] === '.' || p[i] === s[j]) && fits(p, i + 1, s, j + 1); }`, 'proven'],
  ['words that are taken out of a text', `function ways(s, words) { if (s === '') return 1; let sum = 0; for (const word of words) if (s.indexOf(word) === 0) sum += ways(s.replace(word, ''), words); return sum; }`, 'proven'],
  ['one word taken out of a text', `function rest(s) { return s.includes('ab') ? rest(s.replace('ab', '')) : s; }`, 'none'],
  ['a letter looked for once', `function last(s) { const at = s.indexOf(','); return at < 0 ? s : last(s.slice(at + 1)); }`, 'none'],
  ['a nested text', `function depth(s) { const at = s.indexOf('('); return at < 0 ? 0 : 1 + Math.max(depth(s.slice(0, at)), depth(s.slice(at + 1, s.lastIndexOf(')')))); }`, 'none'],
];

/** What the function around a recursion made is found there. */
// prettier-ignore
const made: Row[] = [
  ['a table of lists', `function orders(n) { const after = Array.from({ length: n + 1 }, () => []); for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) if ((i + j) % 3) after[i].push(j); const from = (i, used) => { if (i === n) return 1; let sum = 0; for (const j of after[i]) if (!(used & (1 << j))) sum += from(i + 1, used | (1 << j)); return sum; }; return from(0, 0); }`, 'proven'],
  ['sums of rows', `function cuts(grid, parts) { const h = grid.length; const below = new Array(h + 1).fill(0); for (let i = h - 1; i >= 0; i--) below[i] = below[i + 1] + grid[i].length; const from = (i, k) => { if (!below[i]) return 0; if (k === 0) return 1; let sum = 0; for (let j = i + 1; j < h; j++) sum += from(j, k - 1); return sum; }; return from(0, parts); }`, 'proven'],
  ['a total of the data', `function halves(a) { const half = _.sum(a) / 2; const from = (i, sum) => i < a.length && sum <= half && (sum === half || from(i + 1, sum + a[i]) || from(i + 1, sum)); return from(0, 0); }`, 'likely'],
  ['a tree that was made before', `function sum(keys) { const root = { kids: [] }; for (const key of keys) root.kids.push({ key, kids: [] }); const total = (node) => node.kids.reduce((all, kid) => all + total(kid), node.key); return total(root); }`, 'none'],
];

/** Overlaps that only some kinds of data show. */
const kinds: Row[] = [
  ['jumps that end before the end', `function arrives(a, i = 0) { if (i === a.length - 1) return true; for (let j = 1; j <= a[i]; j++) if (arrives(a, i + j)) return true; return false; }`, 'likely'],
  ['offers that are smaller than what is needed', `function least(prices, offers, needs) { let best = needs.reduce((sum, n, i) => sum + n * prices[i], 0); for (const offer of offers) { const left = needs.map((n, i) => n - offer[i]); if (left.every((n) => n >= 0)) best = Math.min(best, offer[needs.length] + least(prices, offers, left)); } return best; }`, 'likely'],
  ['places that are still free', `function paint(given, cost, i, before) { if (i === given.length) return 0; if (given[i]) return paint(given, cost, i + 1, given[i]); let best = Infinity; for (let c = 1; c <= 3; c++) if (c !== before) best = Math.min(best, cost[i][c] + paint(given, cost, i + 1, c)); return best; }`, 'likely'],
  ['an offset that a product moves', `function nest(shape, from) { const [n, ...rest] = shape; if (!rest.length) return from + n; const step = rest.reduce((all, d) => all * d, 1); let sum = 0; for (let i = 0; i < n; i++) sum += nest(rest, from + i * step); return sum; }`, 'none'],
  ['minors of a matrix', `function det(m) { if (m.length === 0) return 1; const [l, ...r] = m; return l.reduce((sum, n, i) => sum + (i % 2 ? -n : n) * det(r.map((row) => row.toSpliced(i, 1))), 0); }`, 'possible'],
  ['integers of any size', `function ways(n, k) { if (k === 0n) return 1n; return n === k ? 2n ** n : k * ways(n - 1n, k) + ways(n - 1n, k - 1n); }`, 'proven'],
  ['integers of any size, by comparison', `function fib(n) { return n < 2n ? n : fib(n - 1n) + fib(n - 2n); }`, 'proven'],
  ['a tree from two walks over it', `function grow(pre, mid) { if (!pre.length) return null; const at = mid.indexOf(pre[0]); return { key: pre[0], left: grow(pre.slice(1, at + 1), mid.slice(0, at)), right: grow(pre.slice(at + 1), mid.slice(at + 1)) }; }`, 'none'],
]; // prettier-ignore

/** What parameters are, told by hints that are weak alone. */
const hinted: Row[] = [
  ['texts that end the recursion when they are empty', `function merged(s, a, b) { return !s ? !(a || b) : (s[0] === a[0] && merged(s.slice(1), a.slice(1), b)) || (s[0] === b[0] && merged(s.slice(1), a, b.slice(1))); }`, 'proven'],
  ['parts of a text joined again', `function orders(s) { if (s.length === 0) return ['']; const out = []; for (let i = 0; i < s.length; i++) { const rest = s.slice(0, i) + s.slice(i + 1); orders(rest).forEach((tail) => { out.push(s[i] + tail); }); } return out; }`, 'proven'],
  ['words compared with a part of a text', `function spelled(s, i, n, words) { if (i >= n) return true; for (const w of words) { if (n - i < w.length) continue; if (s.substring(i, i + w.length) != w) continue; if (spelled(s, i + w.length, n, words)) return true; } return false; }`, 'proven'],
  ['a letter kept in a variable', `function texts(s) { if (s.length === 0) return ['']; const first = s[0]; const out = []; if (first === '(') { const end = s.indexOf(')'); for (let i = 1; i < end; i++) for (const rest of texts(s.slice(end + 1))) out.push(s[i] + rest); } else for (const rest of texts(s.slice(1))) out.push(first + rest); return out; }`, 'proven'],
  ['asked once for each of several words', `function sentences(words, same) { if (words.length === 0) return [[]]; const first = words[0]; const options = first in same ? same[first] : [first]; const out = []; for (const option of options) for (const rest of sentences(words.slice(1), same)) out.push([option, ...rest]); return out; }`, 'likely'],
  ['three texts read from positions', `function woven(a, i, b, j, c, k) { if (i === a.length) return b.substring(j) === c.substring(k); if (j === b.length) return a.substring(i) === c.substring(k); if (a[i] != c[k] && b[j] != c[k]) return false; if (a[i] === c[k] && b[j] === c[k]) return woven(a, i + 1, b, j, c, k + 1) || woven(a, i, b, j + 1, c, k + 1); return a[i] != c[k] ? woven(a, i, b, j + 1, c, k + 1) : woven(a, i + 1, b, j, c, k + 1); }`, 'proven'],
]; // prettier-ignore

/** Recursions that end at one number only, so that most inputs never end. */
const lattices: Row[] = [
  ['steps of four down to 0', `function f(n, k) { if (n === 0) return k; return f(n - 4, k) + f(n - 4, k + 1); }`, 'proven'],
  ['steps of six down to 1', `function f(n, k) { if (n === 1) return k; return f(n - 6, k) + f(n - 6, k + 1); }`, 'proven'],
  ['steps of three up to the size', `function f(i, n, k) { if (i === n) return k; return f(i + 3, n, k) + f(i + 3, n, k + 1); }`, 'proven'],
  ['two sides in steps of two', `function f(a, b) { if (a === 0 || b === 0) return 1; return f(a - 2, b) + f(a, b - 2); }`, 'proven'],
  ['integers of any size in steps of five', `function f(n, k) { if (n === 0n) return k; return f(n - 5n, k) + f(n - 5n, k + 1n); }`, 'proven'],
  ['steps of four that do not branch', `function f(n) { return n === 0 ? 0 : 1 + f(n - 4); }`, 'none'],
]; // prettier-ignore

/** A local function begins as it is called, with what is around it as it will be by then. */
// prettier-ignore
const entries: Row[] = [
  ['sums of four, which never meet on the way to the last two', `function sums(a, goal) { const from = (goal, i, k) => { const out = []; if (i === a.length) return out; if (k === 2) return pairs(a, goal, i); for (let j = i; j < a.length; j++) { if (j > i && a[j] === a[j - 1]) continue; for (const rest of from(goal - a[j], j + 1, k - 1)) out.push([a[j], ...rest]); } return out; }; return from(goal, 0, 4); }`, 'none'],
  ['sums of any number', `function sums(a, goal, k) { const from = (goal, i, k) => { const out = []; if (k === 0) return goal === 0 ? [[]] : out; for (let j = i; j < a.length; j++) for (const rest of from(goal - a[j], j + 1, k - 1)) out.push([a[j], ...rest]); return out; }; return from(goal, 0, k); }`, 'likely'],
  ['products of parts, beginning at 1', `function parts(a, goal) { const from = (i, product) => i === a.length ? product === goal : from(i + 1, product) || from(i + 1, product * a[i]); return from(0, 1); }`, 'likely'],
  ['an amount, and nothing else', `function sample() { const make = (depth, at = 0) => ({ at, kids: depth > 0 ? new Array(2).fill().map(() => make(depth - 1, at + 1)) : [] }); return make(10); }`, 'proven'],
  ['a list that is filled before', `function fewest(n) { const squares = []; for (let i = 1; i * i <= n; i++) squares.push(i * i); const sum = (n, k) => { if (k === 1) return squares.includes(n); for (const s of squares) if (sum(n - s, k - 1)) return true; return false; }; for (let k = 1; k <= n; k++) if (sum(n, k)) return k; }`, 'proven'],
  ['a large number by default', `const shares = (names, total = 100) => { if (names.length === 1) return [[total]]; const all = []; for (let i = 0; i <= total; i++) shares(names.slice(1), total - i).forEach((rest) => all.push([i, ...rest])); return all; };`, 'likely'],
  ['a parser that goes on where its last call stopped', `function value(s) { const from = (i) => { let sum = 0; for (; i < s.length; i++) { if (s[i] === '(') { const [inner, end] = from(i + 1); sum += inner; i = end; } else if (s[i] === ')') break; else sum += Number(s[i]); } return [sum, i]; }; return from(0)[0]; }`, 'none'],
  ['queens on a board of texts', `function queens(row, board, n) { if (row === n) return [[...board]]; let all = []; for (let col = 0; col < n; col++) { const next = [...board]; next[row] = next[row].substring(0, col) + 'Q' + next[row].substring(col + 1); all = all.concat(queens(row + 1, next, n)); } return all; }`, 'possible'],
];

describe('overlap: which recursions solve subproblems again', () => {
  for (const [title, text, found] of [...parts, ...texts, ...made, ...kinds, ...hinted, ...lattices, ...entries]) {
    it(title, () => {
      const { findings } = checkFile({ path: 'a.js', text }).report;
      const overlaps = findings.filter((finding) => finding.rule === 'overlapping-subproblems');
      assert.equal(overlaps[overlaps.length - 1]?.verdict ?? 'none', found);
    });
  }
});

describe('overlap: the input that shows it', () => {
  it('shows lists as they were when they were given, though they are changed later', () => {
    const text = `function piles(p) { let best = 0; const next = [...p]; for (let i = 0; i < p.length; i++) if (next[i] > 0) { next[i]--; best = Math.max(best, 1 + piles(next)); next[i]++; } return best; }`; // prettier-ignore
    const [finding] = checkFile({ path: 'a.js', text }).report.findings;
    for (const path of finding!.witness!.paths) {
      const sums = path.map(([list]) => (list as number[]).reduce((sum, n) => sum + n, 0));
      for (let i = 1; i < sums.length; i++) assert.equal(sums[i], sums[i - 1]! - 1, JSON.stringify(path));
    }
  });

  it('coins are tried without taking for granted that they are integers, and shown as integers', () => {
    const text = `function fewest(coins, amount) { if (amount === 0) return 0; let best = Infinity; for (const coin of coins) if (coin <= amount) best = Math.min(best, 1 + fewest(coins, amount - coin)); return best; }`;
    const [finding] = checkFile({ path: 'a.js', text }).report.findings;
    assert.equal(finding?.verdict, 'proven');
    assert.deepEqual(finding?.assumptions ?? [], []);
    const coins = [1, 2, 3, 4, 5];
    assert.deepEqual(finding?.witness?.paths, [
      [[coins, 5], [coins, 4], [coins, 3]],
      [[coins, 5], [coins, 3]],
    ]); // prettier-ignore
  });

  it('an argument that the first call leaves out is shown where it is given', () => {
    const text = `function rob(a, i = a.length - 1) { return i < 0 ? 0 : Math.max(rob(a, i - 2) + a[i], rob(a, i - 1)); }`;
    const [finding] = checkFile({ path: 'a.js', text }).report.findings;
    assert.match(finding?.message ?? '', /rob\(…\) reaches rob\(…, 1\) by \(\)→3→1 and by \(\)→2→1\./);
  });

  it('entries that are alike are no proof', () => {
    const text = `function far(near, from, at) { let most = 0; for (const to of near[at]) if (to !== from) most = Math.max(most, 1 + far(near, at, to)); return most; }`;
    const { findings } = checkFile({ path: 'a.js', text }).report;
    assert.ok(findings.every(({ verdict }) => verdict === 'possible'));
  });
});
