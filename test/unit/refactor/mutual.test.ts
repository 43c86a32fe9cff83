import assert from 'node:assert/strict';
import * as runtime from '../../../src/runtime/index.ts';
import type { FixId } from '../../../src/protocol/finding.ts';
import { fix, offers } from '../../../src/refactor/index.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { counted, countCalls, evaluate, naive, refusal, request, rewritten, typeErrors } from './harness.ts';

const load = (name: string): unknown => {
  if (name === 'memoscope') return runtime;
  throw new Error(`Cannot find module '${name}'`);
};

const full =
  'export function full(n: number): number {\n  if (n < 1) return n === 0 ? 1 : 0;\n  return full(n - 2) + 2 * notched(n - 1);\n}\n';
const notched = 'export function notched(n: number): number {\n  return n < 1 ? 0 : full(n - 1) + notched(n - 2);\n}\n';
const tiles = full + notched;
const plain = (text: string): string => text.replace(/: number|: Promise<number>|export /g, '');
const members = plain(tiles)
  .replaceAll('function ', '')
  .replace(/(full|notched)\(n - /g, 'this.$1(n - ');
const methods = `class Board {\n${members}}\n`;
const waits = tiles
  .replaceAll('function', 'async function')
  .replaceAll(': number {', ': Promise<number> {')
  .replace(/(full|notched)\(n - \d\)/g, '(await $&)');

/** Every state of every function is computed once in each outermost call. */
function check(id: FixId, path: string, source: string, calls: readonly string[], once = true): string {
  const after = rewritten(path, source, 'full', id);
  assert.equal(after, rewritten(path, source, 'notched', id), 'the same change from each function');
  assert.deepEqual(evaluate(path, after, calls, {}, load), evaluate(path, source, calls, {}, load), after);
  assert.deepEqual(naive(path, after), [], after);
  const withCounter = counted(path, source, 'full notched');
  const before = countCalls(path, withCounter, calls, load);
  const now = countCalls(path, rewritten(path, withCounter, 'full', id), calls, load);
  now.forEach(({ computed }, i) => {
    assert.ok(computed < before[i]!.computed);
    if (once) assert.equal(computed, before[i]!.states, calls[i]);
  });
  if (/ts$/.test(path)) assert.deepEqual(typeErrors(path, after), [], after);
  return after;
}

describe('mutual recursion', () => {
  const calls = ['full(14)', '[full(9), notched(12), full(11)]'];

  it('memoize-module: tables of all before the first', () => {
    const after = check('memoize-module', 'a.ts', `const k = 1;\nexport { k };\n\n/** Doc. */\n${tiles}`, calls);
    assert.match(after, /const fullMemo = new Map<number, number>\(\);\nconst notchedMemo = new Map<number, number>\(\);\n\n\/\*\* Doc/); // prettier-ignore
    check('memoize-module', 'a.cjs', plain(tiles).replaceAll(';', ''), calls);
  });

  it('memoize-module: code between the functions may call them', () => {
    check('memoize-module', 'a.ts', `${full}export const early = full(7);\n${notched}`, ['early + full(8)']);
    check('memoize-module', 'a.js', 'const full = (n) => (n < 1 ? 1 : full(n - 1) + notched(n - 2)), notched = (n) => (n < 1 ? 2 : full(n - 2) + notched(n - 1));\n', ['full(12)']); // prettier-ignore
  });

  it('memoize-module: an undefined that comes from another member is kept', () => {
    const source =
      'function full(n) {\n  if (n > 20) return 1;\n  full(n + 2);\n  return notched(n + 1);\n}\nfunction notched(n) {\n  if (n > 20) return n % 2 ? undefined : 2;\n  notched(n + 2);\n  return full(n + 1);\n}\n';
    check('memoize-module', 'a.js', source, ['full(4)', 'full(5)']);
  });

  it('memoize-wrap: every function is wrapped, with one import', () => {
    const after = check('memoize-wrap', 'a.ts', tiles, calls);
    assert.equal(after.match(/memoize\(function/g)?.length, 2);
    assert.equal(after.match(/import/g)?.length, 1);
    const arrows = 'const full = function step(n) {\n  return n < 1 ? 1 : step(n - 2) + notched(n - 1);\n};\nconst notched = (n) => (n < 1 ? 0 : full(n - 1) + notched(n - 2));\n'; // prettier-ignore
    check('memoize-wrap', 'a.cjs', arrows, calls);
  });

  it('memoize-method: a table a method, by instance', () => {
    const instances = ['new Board().full(14)', '[new Board(), new Board()].map((b) => b.full(9) + b.notched(10))'];
    const after = check('memoize-method', 'a.js', methods, instances, false);
    assert.match(after, /^const fullMemo = new WeakMap\(\);\nconst notchedMemo = new WeakMap\(\);\n\nclass/);
    const [one] = countCalls('a.js', rewritten('a.js', counted('a.js', methods, 'full notched'), 'full', 'memoize-method'), ['new Board().full(14)']); // prettier-ignore
    assert.equal(one!.computed, one!.states);
    check('memoize-method', 'a.js', methods.replace(/^ *(full|notched)\(n\)/gm, 'static $1(n)'), ['Board.full(14)'], false); // prettier-ignore
  });

  it('memoize-async: promises of all, started by the outermost call', async () => {
    const after = rewritten('a.ts', waits, 'notched', 'memoize-async');
    assert.deepEqual(typeErrors('a.ts', after), [], after);
    assert.deepEqual(naive('a.ts', after), [], after);
    const states: string[] = [];
    const found: unknown[] = [];
    const globals = { found, count: (...state: unknown[]) => void states.push(state.join()) };
    const withCounter = rewritten('a.ts', counted('a.ts', waits, 'full notched'), 'full', 'memoize-async');
    evaluate('a.ts', withCounter, ['void full(14).then((v) => found.push(v))'], globals);
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(found, evaluate('a.ts', tiles, ['full(14)']));
    assert.equal(states.length, new Set(states).size);
  });

  it('memoize-async: a rejection reaches the caller and is not kept', async () => {
    const source = `let bad = true;\n${plain(waits).replace('if (n < 1)', "if (n === 0 && bad) throw new Error('no');\n  if (n < 1)")}`; // prettier-ignore
    const log: string[] = [];
    const call = 'void full(6).catch((e) => { log.push(e.message); bad = false; return full(6); }).then((v) => log.push(String(v)))'; // prettier-ignore
    evaluate('a.js', rewritten('a.js', source, 'full', 'memoize-async'), [call], { log });
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual(log, ['no', String(evaluate('a.ts', tiles, ['full(6)'])[0])]);
  });

  it('is offered by every strategy that keeps one cache a function', () => {
    const ids = (text: string, safety?: 'scoped'): string[] =>
      offers(request('a.js', text, 'notched', safety && { safety, onlyWaits: true })).map((o) => o.id);
    assert.deepEqual(ids(plain(tiles)), ['memoize-scoped', 'memoize-module', 'memoize-wrap']);
    assert.deepEqual(ids(plain(waits), 'scoped'), ['memoize-async', 'memoize-wrap']);
    assert.deepEqual(ids(methods), ['memoize-scoped', 'memoize-method']);
  });

  it('is refused in one sentence where one of the functions cannot', () => {
    const js = plain(tiles);
    const of = (id: FixId, source: string, dependencies = {}): string => refusal('a.js', source, 'full', id, { dependencies }); // prettier-ignore
    const mixed = plain(
      full.replace('full(n - 2)', '(await full(n - 2))').replace('function', 'async function') + notched,
    );
    assert.match(of('memoize-async', mixed), /`notched` is not async/);
    assert.match(of('memoize-wrap', mixed), /`notched` is not async, unlike `full`/);
    assert.match(of('memoize-scoped', plain(waits)), /async/);
    assert.match(of('memoize-module', plain(waits)), /`full` is async/);
    assert.match(
      of('memoize-wrap', `${plain(full)}full(3);\n${plain(notched)}`),
      /`notched` may be called above its line/,
    );
    assert.match(of('memoize-wrap', js.replace('function notched(n)', 'let notched = (n) =>')), /`notched` is not constant/); // prettier-ignore
    const outer =
      'class A {\n  static full(n) {\n    return n < 1 ? 1 : A.full(n - 2) + notched(n - 1);\n  }\n}\nfunction notched(n) {\n  return n < 1 ? 0 : A.full(n - 1) + notched(n - 2);\n}\n';
    for (const id of ['memoize-method', 'memoize-scoped', 'memoize-wrap'] as const) assert.match(of(id, outer), /`full` is a method and `notched`, .* is not/); // prettier-ignore
    const split = 'class A {\n  static full(n) {\n    return n < 1 ? 1 : A.full(n - 2) + B.half(n - 1);\n  }\n}\nclass B {\n  static half(n) {\n    return n < 1 ? 0 : A.full(n - 1) + B.half(n - 2);\n  }\n}\n'; // prettier-ignore
    assert.match(of('memoize-method', split), /through `half`, which is not a method of the same class/);
    const two = js.replace('notched(n) {', 'notched(n, k) {').replace(/notched\(n - (\d)\)/g, 'notched(n - $1, 1)');
    assert.match(of('memoize-library', two, { lodash: '4' }), /several arguments/);
    assert.ok('edits' in fix('memoize-library', request('a.js', js, 'full', { dependencies: { lodash: '4' } })));
  });

  it('one function is as safe as the worst of them', () => {
    const text =
      'export function total(n) {\n  return n < 1 ? 1 : parts(n - 1).length + total(n - 2);\n}\nexport function parts(n) {\n  return n < 1 ? [1] : [total(n - 1), total(n - 2)];\n}\nexport function use() {\n  const xs = parts(3);\n  xs.push(1);\n  return xs;\n}\n';
    assert.equal(requestFor({ path: 'a.js', text }, { name: 'total' })!.safety, 'unsafe');
  });
});
