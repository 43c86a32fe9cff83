import assert from 'node:assert/strict';
import { prove } from '../../../src/worker/proof/prove.ts';
import { sameValue } from '../../../src/worker/proof/equality.ts';
import { plan } from './proofWorker.ts';

/** Whether results of two programs, given by expressions, count as equal. */
function isEqual(a: string, b: string): boolean {
  const [row] = prove(plan(`const f = () => (${a})`, `const f = () => (${b})`, [[]])).rows;
  return row!.outcome === 'equal';
}

describe('equality of results', () => {
  for (const value of [
    'NaN', '-0', 'undefined', '10n', '[1, [2, { a: null }]]', '[, 1]', 'new Map([[{ a: 1 }, [2]]])', 'new Set([1, [2]])',
    'new Date(5)', '/a/g', "new RangeError('x')", "new Error('x', { cause: [1] })", 'new Uint8Array([1, 2])', 'new Uint8Array([1]).buffer',
    'Object(1)', "Object('a')", "Symbol('a')", "({ [Symbol('a')]: 1 })", 'Object.create(null)', 'Math.max', '(() => { const a = {}; a.a = a; return a; })()',
    '(class A { #x = 1; y = 2 }, new (class B { y = [1] })())',
  ]) it(`${value} is itself`, () => assert.ok(isEqual(value, value))); // prettier-ignore

  for (const [a, b] of [
    ['0', '-0'], ['NaN', 'undefined'], ['1', "'1'"], ['1', '1n'], ['null', 'undefined'], ['[1]', '[1, undefined]'], ['[, 1]', '[undefined, 1]'],
    ['({ a: undefined })', '({})'], ['[]', '({})'], ['new Map([[1, 2]])', 'new Map([[1, 3]])'], ['new Map([[1, 2]])', 'new Map([[2, 2]])'],
    ['new Set([[1]])', 'new Set([[2]])'], ['new Date(5)', 'new Date(6)'], ['/a/g', '/a/'], ["new RangeError('x')", "new RangeError('y')"], ["new RangeError('x')", "new TypeError('x')"],
    ['new Uint8Array([1])', 'new Uint8Array([2])'], ['new Uint8Array([1])', 'new Int8Array([1])'], ['new Uint8Array([1]).buffer', 'new Uint8Array([2]).buffer'],
    ['Object(1)', 'Object(2)'], ['Object(0)', 'Object(-0)'], ["Symbol('a')", "Symbol('b')"], ["({ [Symbol('a')]: 1 })", "({ [Symbol('a')]: 2 })"],
    ['Object.create(null)', '({})'], ['Object.freeze([1])', '[1]'], ['({ a: 1, b: 2 })', '({ b: 2, a: 1 })'], ["Symbol.for('a')", "Symbol('a')"], ['Math.max', 'Math.min'], ['new (class A {})()', 'new (class B {})()'],
    ['new (class Node { constructor(n) { this.n = n; this.next = n < 1 ? null : new Node(n - 1); } })(3)', 'new (class Node { constructor(n) { this.n = n % 2; this.next = n < 1 ? null : new Node(n - 1); } })(3)'],
  ] as const) it(`${a} is not ${b}`, () => assert.ok(!isEqual(a, b))); // prettier-ignore

  it('cycles of another length', () => {
    const [a, b, c] = [{}, {}, {}].map((o) => o as { x: unknown });
    [a!.x, b!.x, c!.x] = [a, c, b];
    assert.equal(sameValue(a, b), true, 'no walk tells them apart');
  });
});
