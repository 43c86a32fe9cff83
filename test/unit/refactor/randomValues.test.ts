import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, fix, offers } from '../../../src/refactor/index.ts';
import * as runtime from '../../../src/runtime/index.ts';
import { requestFor } from '../../../src/service/requestFor.ts';
import { evaluate } from './harness.ts';

/** A recurrence over a number, a text or a list, with a second argument of any kind, alone or in turn with another. */
interface Recurrence {
  readonly text: string;
  /** Source of the first arguments that it takes. */
  readonly firsts: readonly string[];
}

const shapes = {
  number: { stop: 'x < 1', down: ['x - 1', 'x - 2', 'Math.floor(x / 2)'], read: 'x', firsts: ['0', '3', '6', '9', 'NaN', '-1', 'undefined'] },
  suffix: { stop: '!x', down: ['x.slice(1)', 'x.substring(2)', 'x.slice(3)'], read: 'x[0]', firsts: ["''", "'a'", "'abcabca'", "'aaaaaaa'", "'ünï'", 'undefined'] },
  prefix: { stop: 'x.length === 0', down: ['x.slice(0, -1)', 'x.slice(0, x.length - 2)'], read: 'x[x.length - 1]', firsts: ["''", "'abcabc'", "'bbbbb'"] },
  both: { stop: 'x.length < 2', down: ['x.slice(1)', 'x.slice(0, -1)', 'x.slice(1, -1)'], read: 'x', firsts: ["'abcab'", "'aaaaaa'", "''", "['a', 'b', 'a']"] },
  list: { stop: 'x.length === 0', down: ['x.slice(1)', 'x.slice(2)'], read: 'x[0]', firsts: ['[]', '[1, 2, 1, 2, 1, 2]', '[NaN, -0, undefined, null, 1]', "['1', 1, true, '1', 1]", '[, 1, , 2]'] },
} as const; // prettier-ignore

/** -0 made 0, in lists too: caches key them alike, as a `Map` does. */
function likeMap(value: unknown): unknown {
  return Array.isArray(value) ? value.map(likeMap) : value === 0 ? 0 : value;
}

const shown = 'typeof k + String(k)';

const second = fc.constantFrom('k', 'k', 'undefined', 'NaN', '-k', "String(k)", 'k === undefined ? 1 : k', 'null', ''); // prettier-ignore

/** What of a rest parameter is handed on. */
const handedOn = fc.constantFrom('...more', '...more', '...more', '...more, 1', 'x, ...more', '...more.slice(1)', '');

const recurrence = fc
  .record({
    shape: fc.constantFrom(...(Object.keys(shapes) as (keyof typeof shapes)[])),
    form: fc.constantFrom('declaration', 'arrow', 'method', 'mutual'),
    calls: fc.array(fc.tuple(fc.nat(2), second, handedOn), { minLength: 2, maxLength: 3 }),
    base: fc.constantFrom(shown, 'undefined', 'NaN', '[x, k]', 'k', '0'),
    join: fc.constantFrom('list', 'text', 'either', 'first'),
    initial: fc.constantFrom('', ' = 5', ' = NaN'),
    hasRest: fc.constantFrom(false, false, false, true),
  })
  .map(({ shape, form, calls, base, join, initial, hasRest }): Recurrence => {
    const { stop, down, read, firsts } = shapes[shape];
    const self = form === 'method' ? 'this.f' : 'f';
    const made = calls.map(([at, k, more], i) => {
      const callee = form === 'mutual' && i % 2 === 0 ? 'g' : self;
      return `${callee}(${[down[at % down.length], k, k && hasRest ? more : ''].filter(Boolean).join(', ')})`;
    });
    const joined = {
      list: `JSON.stringify([${read}, ${shown}, ${made.join(', ')}]).length`,
      text: `(${made.join(" + '|' + ")} + ${shown}).slice(-40)`,
      either: `${made[0]} ?? ${made[1]}`,
      first: `${made[0]} === ${made[1]} ? ${made.at(-1)} : k`,
    }[join];
    const body = `{\n  if (${stop}) return ${hasRest ? `${shown} + more.join()` : base};\n  return ${joined};\n}`;
    const parameters = `(x, k${initial}${hasRest ? ', ...more' : ''})`;
    const other = `\nfunction g${parameters} {\n  if (${stop}) return k;\n  return ${self}(${down[0]}, k${hasRest ? ', ...more' : ''});\n}\n`;
    switch (form) {
      case 'arrow':
        return { text: `const f = ${parameters} => ${body};\n`, firsts };
      case 'method':
        return { text: `const o = {\n  f${parameters} ${body},\n};\nconst f = (...args) => o.f(...args);\n`, firsts };
      default:
        return { text: `function f${parameters} ${body}\n${form === 'mutual' ? other : ''}`, firsts };
    }
  });

const seconds = fc.constantFrom(
  '',
  '0',
  '-0',
  'NaN',
  'undefined',
  'null',
  "'1'",
  '1',
  'true',
  '1n',
  "''",
  "'__proto__'",
);
const inputs = fc.array(fc.tuple(fc.nat(20), seconds, fc.constantFrom('', '1', '1, 2')), {
  minLength: 4,
  maxLength: 8,
});

describe('random recurrences over texts, lists and values that are hard to key', () => {
  it('give the same results after every fix that is offered', function () {
    this.timeout(300_000);
    const seen = new Map<string, number>();
    const property = fc.property(recurrence, inputs, ({ text, firsts }, tuples) => {
      const request = requestFor({ path: 'a.js', text }, { name: 'f', line: text.startsWith('const o') ? 2 : 1 });
      assert.ok(request, text);
      const calls = tuples.map(
        ([at, k, more]) => `f(${[firsts[at % firsts.length], k, k && more].filter(Boolean).join(', ')})`,
      );
      const before = likeMap(evaluate('a.js', text, calls)) as unknown[];
      // What the original cannot do says nothing.
      const comparable = calls.filter((_, i) => !/call stack/.test(String(before[i])));
      const expected = before.filter((result) => !/call stack/.test(String(result)));
      for (const { id } of offers(request)) {
        const result = fix(id, request);
        assert.ok('edits' in result);
        const after = applyEdits(text, result.edits);
        assert.deepEqual(likeMap(evaluate('a.js', after, comparable, {}, () => runtime)), expected, `${id} ${comparable.join('; ')}\n${after}`); // prettier-ignore
        seen.set(id, (seen.get(id) ?? 0) + 1);
      }
    });
    fc.assert(property, { numRuns: Number(process.env.RUNS ?? 150), seed: Number(process.env.SEED ?? 5) });
    for (const id of ['memoize-scoped', 'memoize-module', 'memoize-wrap', 'memoize-method']) {
      assert.ok((seen.get(id) ?? 0) > 0, `${id}: ${JSON.stringify([...seen])}`);
    }
  });
});
