import assert from 'node:assert/strict';
import { Inference } from '../../../src/analysis/inference.ts';
import { methodKinds } from '../../../src/languages/ecmascript/builtins/kinds.ts';
import { parse } from './conformanceVariants.ts';

/** The kinds of the parameters of the first function. */
function kinds(source: string, path = 'a.js'): string[] {
  const { functions } = parse(path, source);
  const inference = new Inference(functions, methodKinds);
  return functions[0]!.parameters.map((p) => (p.op === 'variable' ? inference.kindOf(p.variable) : '?'));
}

const rows: readonly (readonly [title: string, source: string, expected: string[]])[] = [
  ['arithmetic', `function f(n) { return f(n - 1); }`, ['number']],
  ['guard', `function f(n) { return n <= 0 ? 1 : f(g(n)); }`, ['number']],
  ['annotation outweighs use', `function f(s: string) { return f(s) * 1; }`, ['string']],
  ['text methods', `function f(s) { return s.charAt(0) + f(s.substring(1)); }`, ['string']],
  ['compared with a text', `function f(s) { return s === '' ? 1 : f(s.slice(1)); }`, ['string']],
  ['list methods', `function f(a) { return a.map((x) => x); }`, ['list']],
  ['walked over', `function f(a) { for (const x of a) g(x); }`, ['list']],
  ['through a local', `function f(n) { const m = n; return m - 1; }`, ['number']],
  ['through a call', `function f(a, n) { return g(n); } function g(k) { return k * 2; }`, ['unknown', 'number']],
  ['called', `function f(visit) { visit(1); }`, ['function']],
  ['documented', `/** @param {string} s */\nfunction f(s) { return s; }`, ['string']],
  ['nothing known', `function f(x) { return x; }`, ['unknown']],
]; // prettier-ignore

describe('kinds of inputs', () => {
  for (const [title, source, expected] of rows) {
    it(title, () => assert.deepEqual(kinds(source, source.includes(': string') ? 'a.ts' : 'a.js'), expected));
  }
});
