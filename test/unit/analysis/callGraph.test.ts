import assert from 'node:assert/strict';
import { read } from './recurrence.ts';

type Row = readonly [title: string, source: string, members: string, sites?: number];

/** Each source holds one recurrence: its members, and how many sites ask for a subproblem. */
const bindings: Row[] = [
  ['declaration', `function f(n) { return f(n - 1) + f(n - 2); }`, 'f'],
  ['named expression', `const g = function f(n) { return f(n - 1) + f(n - 2); };`, 'g'],
  ['expression by its binding', `const f = function (n) { return f(n - 1) + f(n - 2); };`, 'f'],
  ['arrow', `const f = (n) => n < 2 ? n : f(n - 1) + f(n - 2);`, 'f'],
  ['typed arrow', `const f: (n: number) => number = (n) => f(n - 1) + f(n - 2);`, 'f'],
  ['arrow assigned later', `let f; f = (n) => f(n - 1) + f(n - 2);`, 'f'],
  ['object method', `const o = { f(n) { return this.f(n - 1) + this.f(n - 2); } };`, 'f'],
  ['object method by the name of the object', `const o = { f(n) { return o.f(n - 1) + o.f(n - 2); } };`, 'f'],
  ['arrow in an object', `const o = { f: (n) => o.f(n - 1) + o.f(n - 2) };`, 'f'],
  ['class method', `class A { f(n) { return this.f(n - 1) + this.f(n - 2); } }`, 'f'],
  ['static method through this', `class A { static f(n) { return this.f(n - 1) + this.f(n - 2); } }`, 'f'],
  ['static method through the class', `class A { static f(n) { return A.f(n - 1) + A.f(n - 2); } }`, 'f'],
  ['private method', `class A { #f(n) { return this.#f(n - 1) + this.#f(n - 2); } }`, '#f'],
  ['private static method', `class A { static #f(n) { return A.#f(n - 1) + A.#f(n - 2); } }`, '#f'],
  ['class field', `class A { f = (n) => this.f(n - 1) + this.f(n - 2); }`, 'f'],
  ['method of a class expression', `const A = class { f(n) { return this.f(n - 1) + this.f(n - 2); } };`, 'f'],
  ['method through an alias of this', `class A { f(n) { const self = this; return self.f(n - 1) + self.f(n - 2); } }`, 'f'],
  ['method inside a callback', `class A { f(n) { return [1, 2].map((d) => this.f(n - d)); } }`, 'f', 1],
  ['prototype method', `function A() {} A.prototype.f = function (n) { return this.f(n - 1) + this.f(n - 2); };`, 'f'],
  ['default export', `export default function f(n) { return f(n - 1) + f(n - 2); }`, 'f'],
  ['exported', `export function f(n) { return f(n - 1) + f(n - 2); }`, 'f'],
  ['exports.f', `exports.f = function (n) { return exports.f(n - 1) + exports.f(n - 2); };`, 'f'],
  ['module.exports.f', `module.exports.f = (n) => module.exports.f(n - 1) + module.exports.f(n - 2);`, 'f'],
  ['module.exports.f by exports.f', `module.exports.f = (n) => exports.f(n - 1) + exports.f(n - 2);`, 'f'],
  ['overloads', `function f(n: number): number; function f(n: string): number; function f(n: any): number { return f(n - 1) + f(n - 2); }`, 'f'],
  ['async', `async function f(n) { return (await f(n - 1)) + (await f(n - 2)); }`, 'f'],
  ['generator', `function* f(n) { yield* f(n - 1); yield* f(n - 2); }`, 'f'],
  ['local helper', `function outer(w) { function f(i) { return f(i - 1) + f(i - w[i]); } return f(w.length); }`, 'f'],
  ['local arrow', `function outer(w) { const f = (i) => f(i - 1) + f(i - w[i]); return f(w.length); }`, 'f'],
  ['mutual pair', `function f(n) { return g(n - 1) + f(n - 2); } function g(n) { return f(n - 1) + g(n - 2); }`, 'f g', 4],
  ['mutual methods', `class A { f(n) { return this.g(n - 1); } g(n) { return this.f(n - 1) + this.f(n - 2); } }`, 'f g', 3],
  ['mutual triple', `const f = (n) => g(n) + g(n - 1); const g = (n) => h(n); const h = (n) => f(n - 1);`, 'f g h', 4],
  ['const alias', `function f(n) { return again(n - 1) + again(n - 2); } const again = f;`, 'f'],
  ['alias of an alias', `function f(n) { return b(n - 1) + b(n - 2); } const a = f; const b = a;`, 'f'],
  ['.call', `function f(n) { return f.call(this, n - 1) + f.call(null, n - 2); }`, 'f'],
  ['.apply', `function f(n) { return f.apply(this, [n - 1]) + f.apply(null, [n - 2]); }`, 'f'],
  ['.bind', `function f(n) { return f.bind(this)(n - 1) + f.bind(null)(n - 2); }`, 'f'],
  ['method .call', `class A { f(n) { return this.f.call(this, n - 1) + this.f.call(this, n - 2); } }`, 'f'],
  ['optional call', `const f = (n) => f?.(n - 1) + f?.(n - 2);`, 'f'],
  ['optional method call', `class A { f(n) { return this?.f(n - 1) + this.f?.(n - 2); } }`, 'f'],
  ['handed to map', `function f(node) { return node.children.map(f); }`, 'f', 1],
  ['handed to map with another', `function f(node) { return node.a.map(f).concat(node.b.map(f)); }`, 'f'],
  ['inside reduce', `const f = (xs) => xs.reduce((sum, x) => sum + f(x), 0);`, 'f', 1],
  ['in a default value', `function f(n, rest = f(n - 1, 0)) { return rest + f(n - 2); }`, 'f'],
  ['in a template', 'const f = (n) => `${f(n - 1)}${f(n - 2)}`;', 'f'],
  ['in a spread', `const f = (n) => [...f(n - 1), ...f(n - 2)];`, 'f'],
  ['in JSX', `const f = ({ n }) => <ul>{f({ n: n - 1 })}{f({ n: n - 2 })}</ul>;`, 'f'],
  ['with a cast', `const f = ((n: number) => (f as Function)(n - 1) + f!(n - 2)) as Fn;`, 'f'],
]; // prettier-ignore

/** No recurrence at all. */
const none: readonly (readonly [title: string, source: string])[] = [
  ['a getter', `class A { get f() { return this.f + this.f; } }`],
  ['another object of that method name', `class A { f(n) { return other.f(n - 1) + other.f(n - 2); } }`],
  ['a parameter hides the function', `function f(f) { return f(1) + f(2); }`],
  ['a local hides the function', `function f(n) { const f = other; return f(n - 1) + f(n - 2); }`],
  ['a reassigned binding', `let f = (n) => f(n - 1) + f(n - 2); f = wrap(f);`],
  ['a property of the function', `function f(n) { return f.table[n] + f.length; }`],
  ['static and instance methods of one name', `class A { static f(n) { return n; } f(n) { return A.f(n - 1) + A.f(n - 2); } }`],
  ['the parent class', `class A extends B { f(n) { return super.f(n - 1) + super.f(n - 2); } }`],
  ['calls one way', `function f(n) { return g(n - 1) + g(n - 2); } function g(n) { return n; }`],
]; // prettier-ignore

function membersOf(source: string): string[] {
  return read(source, 'a.tsx').recurrences.map((r) => r.functions.map((f) => f.name).sort().join(' ')); // prettier-ignore
}

describe('call graph', () => {
  for (const [title, source, members, sites = 2] of bindings) {
    it(title, () => {
      assert.deepEqual(membersOf(source), [members]);
      assert.equal(read(source, 'a.tsx').recurrences[0]!.sites.length, sites);
    });
  }
  for (const [title, source] of none) it(`none: ${title}`, () => assert.deepEqual(membersOf(source), []));
});
