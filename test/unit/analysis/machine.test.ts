import assert from 'node:assert/strict';
import { countCalls, valueOf } from '../../../src/analysis/count.ts';
import { recurrences } from '../../../src/analysis/callGraph.ts';
import { languageOf } from '../../../src/service/check.ts';
import { parse, reallyRun } from './conformanceVariants.ts';

type Row = readonly [title: string, source: string, args: readonly unknown[], calls: number];

/** What runs in one activation: the interpreter must make the calls that the program makes. */
const coExecution: Row[] = [
  ['exclusive branches', `function f(n) { if (n < 1) return 0; if (n % 2) { return f(n - 1); } else { return f(n - 2); } }`, [9], 6],
  ['early return', `function f(n) { if (n < 1) return 0; if (n > 4) return f(n - 1); return f(n - 1) + f(n - 2); }`, [8], 19],
  ['both branches run', `function f(n) { if (n < 1) return 0; let r = 0; if (n > 0) r += f(n - 1); if (n > 1) r += f(n - 2); return r; }`, [6], 33],
  ['ternary', `function f(n) { return n < 1 ? 0 : n % 3 ? f(n - 1) : f(n - 3); }`, [9], 4],
  ['&& stops at false', `function f(n) { if (n < 1) return false; return f(n - 1) && f(n - 2); }`, [6], 7],
  ['|| goes on after false', `function f(n) { if (n < 1) return false; return f(n - 1) || f(n - 2); }`, [6], 41],
  ['|| stops at true', `function f(n) { if (n < 1) return true; return f(n - 1) || f(n - 2); }`, [6], 7],
  ['?? goes on after null', `function f(n) { if (n < 1) return null; return f(n - 1) ?? f(n - 2); }`, [6], 41],
  ['?? stops at 0', `function f(n) { if (n < 1) return 0; return f(n - 1) ?? f(n - 2); }`, [6], 7],
  ['switch', `function f(n) { switch (n) { case 0: case 1: return 1; case 7: return f(2); default: return f(n - 1) + f(n - 2); } }`, [7], 4],
  ['switch falls through', `function f(n) { let r = 0; switch (true) { case n < 1: break; case n % 2 === 0: r += f(n - 2); default: r += f(n - 1); } return r; }`, [6], 22],
  ['for loop', `function f(n) { let r = 1; for (let i = 0; i < n; i++) r += f(i); return r; }`, [8], 256],
  ['while with break', `function f(n) { let i = 0, r = 1; while (true) { if (i >= n || i === 3) break; r += f(n - 1 - i); i++; } return r; }`, [6], 52],
  ['continue', `function f(n) { let r = 1; for (let i = 0; i < n; i++) { if (i % 2) continue; r += f(i); } return r; }`, [8], 16],
  ['labelled loops', `function f(n) { let r = 1; out: for (let i = 0; i < n; i++) { for (let j = 0; j < 2; j++) { if (j === 1) continue out; r += f(i); } } return r; }`, [6], 64],
  ['do while', `function f(n) { let i = n, r = 0; do { i--; if (i >= 0) r += f(i); } while (i > 0); return r; }`, [6], 64],
  ['for…of', `function f(n) { if (n < 1) return 1; let r = 0; for (const d of [1, 2, 3]) r += f(n - d); return r; }`, [6], 85],
  ['for…of with break', `function f(n) { let r = 1; for (const d of [1, 2, 3]) { if (d > n) break; r += f(n - d); } return r; }`, [6], 52],
  ['for…in', `function f(n) { if (n < 1) return 1; let r = 0; for (const key in { 1: 0, 2: 0 }) r += f(n - key); return r; }`, [6], 41],
  ['map', `function f(n) { return n < 1 ? [0] : [1, 2].map((d) => f(n - d)); }`, [6], 41],
  ['reduce', `function f(n) { return n < 1 ? 1 : [1, 2].reduce((sum, d) => sum + f(n - d), 0); }`, [6], 41],
  ['some stops at true', `function f(n) { return n < 1 ? n === 0 : [1, 2].some((d) => f(n - d)); }`, [6], 7],
  ['some goes on after false', `function f(n) { return n < 1 ? false : [1, 2].some((d) => f(n - d)); }`, [6], 41],
  ['every goes on after true', `function f(n) { return n < 1 ? true : [1, 2].every((d) => f(n - d)); }`, [6], 41],
  ['every stops at false', `function f(n) { return n < 1 ? false : [1, 2].every((d) => f(n - d)); }`, [6], 7],
  ['find stops', `function f(n) { return n < 1 ? 1 : [1, 2].find((d) => f(n - d)); }`, [6], 7],
  ['filter and length', `function f(n) { return n < 1 ? 1 : [1, 2].filter((d) => f(n - d) > 0).length; }`, [6], 41],
  ['flatMap', `function f(n) { return n < 1 ? [n] : [1, 2].flatMap((d) => f(n - d)); }`, [6], 41],
  ['forEach', `function f(n) { let r = n < 1 ? 1 : 0; if (n > 0) [1, 2].forEach((d) => { r += f(n - d); }); return r; }`, [6], 41],
  ['Array.from', `function f(n) { return n < 1 ? [] : Array.from({ length: 2 }, (_, i) => f(n - 1 - i)); }`, [6], 41],
  ['spread of results', `function f(n) { return n < 1 ? [n] : [...f(n - 1), ...f(n - 2)]; }`, [6], 41],
  ['arguments by spread', `function f(n) { return n < 1 ? 1 : Math.max(...[f(n - 1), f(n - 2)]); }`, [6], 41],
  ['Math.max of two', `function f(n) { return n < 1 ? 1 : Math.max(f(n - 1), f(n - 2)); }`, [6], 41],
  ['try and finally', `function f(n) { if (n < 1) return 0; let r = 0; try { r = f(n - 1); } finally { r += f(n - 2); } return r; }`, [6], 41],
  ['catch runs after a throw', `function f(n) { if (n < 1) throw new Error(); try { return f(n - 1); } catch { return n > 1 ? f(n - 2) : 0; } }`, [5], 6],
  ['a throw skips the rest', `function f(n) { if (n < 0) throw n; if (n === 0) return 0; try { return f(n - 2) + f(n - 1); } catch (e) { return 0; } }`, [4], 12],
  ['defaults', `function f(n, d = 1) { return n < 1 ? 1 : f(n - d) + f(n - 1, 2); }`, [6], 73],
  ['destructured', `function f({ n, m = 1 }) { return n < 1 ? m : f({ n: n - 1 }) + f({ n: n - 2 }); }`, [{ n: 6 }], 41],
  ['rest', `function f(n, ...more) { return n < 1 ? more.length : f(n - 1, ...more) + f(n - 2, 0); }`, [6], 41],
  ['reassigned parameter', `function f(n) { n -= 1; if (n < 0) return 0; return f(n) + f(n - 1); }`, [5], 25],
  ['postfix', `function f(n) { if (n < 1) return 1; let k = n; return f(--k) + f(k-- - 1) + k * 0; }`, [6], 41],
  ['a variable declared in a loop starts afresh', `function f(n) { let r = 0; for (let i = 1; i <= 2; i++) { let seen; if (seen === undefined && n >= i) { seen = 1; r += f(n - i); } } return r; }`, [6], 33],
  ['rounding', `function f(n) { return n < 1 ? 0 : f(n >> 1) + f((n / 3) | 0) + f(Math.trunc(n / 4)); }`, [40], 157],
  ['a list of all arguments', `function least() { let m = Infinity; for (const x of Array.prototype.slice.call(arguments)) if (x < m) m = x; return m; } function f(n) { return n < 1 ? 1 : f(least(n - 1, 5)) + f(least(n - 2, 3)); }`, [6], 35],
  ['the greatest of a list', `function f(n) { return n < 1 ? 1 : Math.max.apply(null, [f(n - 1), f(n - 2)]); }`, [6], 41],
  ['slices of text', `function f(s) { return s === '' ? 1 : f(s.slice(1)) + f(s.substring(0, s.length - 1)); }`, ['abcdef'], 127],
  ['slices of a list', `function f(a) { return a.length < 1 ? 1 : f(a.slice(1)) + f(a.slice(0, -1)); }`, [[1, 2, 3, 4]], 31],
]; // prettier-ignore

describe('co-execution: the calls that the program makes', () => {
  for (const [title, text, args, calls] of coExecution) {
    it(title, () => {
      assert.equal(
        reallyRun('a.js', { text, call: 'f(...args)' }, ['f'], args, false).calls,
        calls,
        'the row is wrong',
      );
      const module = parse('a.js', text);
      const own = recurrences(module.functions)[0]!;
      const counted = countCalls(own, own.functions[0]!, args.map(valueOf), languageOf(module));
      if (!('calls' in counted)) assert.fail(JSON.stringify(counted));
      assert.equal(Number(counted.calls), calls);
    });
  }

  it('awaited together', () => {
    const module = parse('a.js', `async function f(n) { if (n < 1) return 1; const [a, b] = await Promise.all([f(n - 1), f(n - 2)]); return a + b; }`); // prettier-ignore
    const own = recurrences(module.functions)[0]!;
    const counted = countCalls(own, own.functions[0]!, [6], languageOf(module));
    assert.equal('calls' in counted && Number(counted.calls), 41);
  });
});
