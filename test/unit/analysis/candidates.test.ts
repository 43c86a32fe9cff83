import assert from 'node:assert/strict';
import { branchingCandidates } from '../../../src/languages/ecmascript/candidates.ts';
import { typescriptParser } from '../../../src/languages/ecmascript/parser.ts';

function count(source: string): number {
  return branchingCandidates(typescriptParser('a.tsx', source).program).size;
}

/** Files that can hold a recurrence: the quick look must never leave one out. */
const kept: readonly (readonly [title: string, source: string])[] = [
  ['declaration', `function f(n) { return f(n - 1) + f(n - 2); }`],
  ['arrow', `const f = (n) => f(n - 1) + f(n - 2);`],
  ['assigned', `let f; f = (n) => f(n - 1) + f(n - 2);`],
  ['method', `class A { f(n) { return this.f(n - 1) + this.f(n - 2); } }`],
  ['private method', `class A { #f(n) { return this.#f(n - 1) + this.#f(n - 2); } }`],
  ['class field', `class A { f = (n) => this.f(n - 1) + this.f(n - 2); }`],
  ['object method', `const o = { f(n) { return o.f(n - 1) + o.f(n - 2); } };`],
  ['name in brackets', `class A { f(n) { return this['f'](n - 1) + this['f'](n - 2); } }`],
  ['exports', `exports.f = (n) => exports.f(n - 1) + exports.f(n - 2);`],
  ['wrapped', `const f = memo((n) => f(n - 1) + f(n - 2));`],
  ['one call in a loop', `function f(n) { for (const d of [1, 2]) f(n - d); }`],
  ['one call in a callback', `const f = (xs) => xs.map((x) => f(x));`],
  ['mutual', `function f(n) { return g(n - 1); } function g(n) { return f(n - 1) + f(n - 2); }`],
  ['nested helper', `function outer() { const f = (n) => f(n - 1) + f(n - 2); return f(9); }`],
  ['.call', `function f(n) { return f.call(this, n - 1) + f.call(this, n - 2); }`],
]; // prettier-ignore

const left: readonly (readonly [title: string, source: string])[] = [
  ['nothing', `export const a = 1;`],
  ['no recursion', `function f(n) { return g(n) + g(n - 1); } function g(n) { return n; }`],
  ['one call', `function f(n) { return n < 1 ? 0 : f(n - 1); }`],
  ['two functions one way', `const f = (n) => g(n) + g(n); const g = (n) => h(n) + h(n); const h = (n) => n;`],
  ['calls from outside', `function f(n) { return n; } f(1); f(2);`],
  ['types of that name', `function f(n: f.A): f.B { return n as f.B; }`],
]; // prettier-ignore

describe('candidates', () => {
  for (const [title, source] of kept) it(`kept: ${title}`, () => assert.ok(count(source) > 0));
  for (const [title, source] of left) it(`left out: ${title}`, () => assert.equal(count(source), 0));
});
