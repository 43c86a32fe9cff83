import assert from 'node:assert/strict';
import { checkFile } from '../../../src/service/check.ts';

/** A body that asks twice, and ends with `leaf`. */
const twice = (leaf: string, f = 'f'): string => `n < 2 ? ${leaf} : ${f}(n - 1) + ${f}(n - 2)`;

/** What runs without being called, or was found to go unnoticed: the source, and the verdict on `f`. */
const rows: readonly (readonly [string, string, 'unsafe' | 'unknown' | 'scoped' | 'safe' | 'none'])[] = [
  ['a getter of another object', `const o = { c: 0, get x() { return this.c++; } };\nfunction f(n) { return ${twice('o.x')}; }`, 'unsafe'], // prettier-ignore
  ['a getter taken apart', `let c = 0;\nconst o = { get x() { return c++; } };\nfunction f(n) { if (n < 2) { const { x } = o; return x; } return f(n - 1) + f(n - 2); }`, 'unsafe'], // prettier-ignore
  ['a getter that only reads', `const o = { c: 1, get x() { return Math.abs(this.c); } };\nfunction f(n) { return ${twice('o.x * 2')}; }`, 'safe'], // prettier-ignore
  ['a static getter', `class E { static n = 0; static get x() { return E.n++; } static f(n) { return ${twice('E.x', 'E.f')}; } }`, 'unsafe'], // prettier-ignore
  ['a getter of an instance', `class C { c = 0; get up() { return ++this.c; } }\nconst k = new C();\nfunction f(n) { return ${twice('k.up')}; }`, 'unsafe'], // prettier-ignore
  ['a proxy', `const o = new Proxy({}, { get: (t, k) => (t[k] = (t[k] || 0) + 1) });\nfunction f(n) { return ${twice('o.x')}; }`, 'unknown'], // prettier-ignore
  ['valueOf', `let c = 0;\nconst o = { valueOf() { return c++; } };\nfunction f(n) { return ${twice('n + +o')}; }`, 'unsafe'], // prettier-ignore
  ['toString in a text', `let c = 0;\nconst o = { toString() { return String(c++); } };\nfunction f(n) { return ${twice('`${o}`')}; }`, 'unsafe'], // prettier-ignore
  ['toString by String', `let c = 0;\nconst o = { toString() { return String(c++); } };\nfunction f(n) { return ${twice('String(o)')}; }`, 'unsafe'], // prettier-ignore
  ['toJSON', `let c = 0;\nconst o = { toJSON() { return c++; } };\nfunction f(n) { return ${twice('JSON.stringify(o)')}; }`, 'unsafe'], // prettier-ignore
  ['an iterable that acts, spread', `let c = 0;\nconst o = { *[Symbol.iterator]() { yield c++; } };\nfunction f(n) { return ${twice('[...o][0]')}; }`, 'unsafe'], // prettier-ignore
  ['an iterable that acts, taken apart', `let c = 0;\nconst o = { [Symbol.iterator]() { return { next: () => ({ value: c++, done: false }) }; } };\nfunction f(n) { if (n < 2) { const [x] = o; return x; } return f(n - 1) + f(n - 2); }`, 'unsafe'], // prettier-ignore
  ['a generator that is used up', `function* make() { let i = 0; while (true) yield i++; }\nconst g = make();\nfunction f(n) { if (n < 2) { for (const x of g) return x; return 0; } return f(n - 1) + f(n - 2); }`, 'unsafe'], // prettier-ignore
  ['a list that is walked', `const g = [1, 2];\nfunction f(n) { if (n < 2) { for (const x of g) return x; return 0; } return f(n - 1) + f(n - 2); }`, 'safe'], // prettier-ignore
  ['a field that counts', `let c = 0;\nclass P { id = c++; }\nfunction f(n) { return ${twice('new P().id')}; }`, 'unsafe'], // prettier-ignore
  ['a base class that counts', `let c = 0;\nclass B { constructor() { this.id = c++; } }\nclass P extends B {}\nfunction f(n) { return ${twice('new P().id')}; }`, 'unsafe'], // prettier-ignore
  ['a class with data only', `class B { list = new Map(); }\nclass P extends B { id = 1; }\nfunction f(n) { return ${twice('new P().id')}; }`, 'safe'], // prettier-ignore
  ['a pattern in a field that remembers', `const lex = { re: /a/y };\nfunction f(s, i) { if (i >= s.length) return 0; return (lex.re.test(s) ? 1 : 0) + f(s, i + 1) + f(s, i + 2); }`, 'unsafe'], // prettier-ignore
  ['parts of a result changed in a loop', `function f(n) { if (n === 0) return [[]]; return f(n - 1).concat(n > 1 ? f(n - 2) : []); }\nfor (const x of f(3)) x.push(9);`, 'unsafe'], // prettier-ignore
  ['parts of a result changed in a callback', `function f(n) { if (n === 0) return [[]]; return f(n - 1).concat(n > 1 ? f(n - 2) : []); }\nf(3).forEach((x) => x.push(9));`, 'unsafe'], // prettier-ignore
  ['a part of a result taken and changed', `function f(n) { if (n === 0) return [[]]; return f(n - 1).concat(n > 1 ? f(n - 2) : []); }\nconst [first] = f(3);\nfirst.push(9);`, 'unsafe'], // prettier-ignore
  ['a set that helpers change', `const seen = new Set();\nfunction mark(x) { seen.add(x); }\nfunction drop(x) { seen.delete(x); }\nfunction f(k) { if (k === 5) return 1; let c = 0; for (let i = 0; i < 5; i++) { if (seen.has(i)) continue; mark(i); c += f(k + 1); drop(i); } return c; }`, 'none'], // prettier-ignore
  ['a set that a helper asks', `const seen = new Set();\nconst free = (x) => !seen.has(x);\nfunction f(k) { if (k === 5) return 1; let c = 0; for (let i = 0; i < 5; i++) { if (!free(i)) continue; seen.add(i); c += f(k + 1); seen.delete(i); } return c; }`, 'none'], // prettier-ignore
  ['a cache behind helpers of several statements', `const t = new Map();\nfunction load(k) { if (t.has(k)) { return t.get(k); } return undefined; }\nfunction save(k, v) { t.set(k, v); return v; }\nfunction f(n) { const hit = load(n); if (hit !== undefined) return hit; if (n < 2) return save(n, 1); return save(n, f(n - 1) + f(n - 2)); }`, 'none'], // prettier-ignore
  ['a budget that runs out', `let fuel = 20;\nfunction f(n) { if (--fuel < 0) return 0; return ${twice('1')}; }`, 'none'], // prettier-ignore
  ['a count that nobody reads', `let calls = 0;\nfunction f(n) { calls++; return ${twice('1')}; }`, 'unsafe'], // prettier-ignore
];

describe('what is easily overlooked', () => {
  for (const [name, text, expected] of rows) {
    it(`${expected}: ${name}`, () => {
      const { findings } = checkFile({ path: 'a.ts', text }).report;
      assert.equal(findings.find((finding) => finding.function === 'f')?.safety ?? 'none', expected);
    });
  }
});
