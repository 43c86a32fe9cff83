import assert from 'node:assert/strict';
import fc from 'fast-check';
import { applyEdits, fix, offers } from '../../../src/refactor/index.ts';
import * as runtime from '../../../src/runtime/index.ts';
import { evaluate, request, typeErrors } from './harness.ts';

/** A random recurrence over small integers, as source in one of several forms. */
interface Recurrence {
  readonly path: string;
  readonly name: string;
  readonly text: string;
  readonly typed: boolean;
  call(args: readonly number[]): string;
}

type Form = 'declaration' | 'arrow' | 'expression' | 'method' | 'nested' | 'mutual';
const forms: readonly Form[] = ['declaration', 'arrow', 'expression', 'method', 'nested', 'mutual'];

const recurrence = fc
  .record({
    form: fc.constantFrom(...forms),
    typed: fc.boolean(),
    arity: fc.integer({ min: 1, max: 3 }),
    /** Each call: by how much each argument goes down; the first always does. */
    calls: fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 })), { minLength: 2, maxLength: 3 }),
    base: fc.constantFrom('1', 'a', '-a', '0', 'a + 1', 'data[0]'),
    early: fc.constantFrom('', 'if (a % 5 === 3) return 2 * a;', 'if (a === 4) {\n  return SELF0;\n}', 'switch (a % 3) {\n  case 1:\n    return SELF0 + 1;\n  default:\n}', 'a -= 1;', 'try {\n  if (a === 2) return 7;\n} finally {\n  /* done */\n}'),
    join: fc.constantFrom('SUM', 'Math.max(ALL)', 'loop', 'SELF0 < SELF1 ? SELF0 : SELF1', 'ternary'),
    invariant: fc.constantFrom('none', 'first', 'last', 'changed'),
    semicolons: fc.boolean(),
  })
  .map(({ form, typed, arity, calls, base, early, join, invariant, semicolons }): Recurrence => {
    const names = ['a', 'b', 'c'].slice(0, arity);
    const t = (type: string): string => (typed ? `: ${type}` : '');
    const list = names.map((n, i) => n + (i === 2 ? ' = 2' : t('number')));
    const dataParameter = `data${t('readonly number[]')}`;
    // Parameters with a default come last.
    const parameters = invariant === 'first' || arity === 3 ? [dataParameter, ...list] : [...list, dataParameter];
    const pass = (args: readonly string[], i: number): string => {
      const data = invariant === 'changed' && i === 0 ? 'other' : 'data';
      return (invariant === 'first' || arity === 3 ? [data, ...args] : [...args, data]).join(', ');
    };
    const self = form === 'method' ? 'this.f' : 'f';
    const callee = (i: number): string => (form === 'mutual' && i % 2 === 0 ? 'g' : self);
    const call = (i: number): string => {
      const shifts = calls[i % calls.length]!;
      const args = names.map((n, k) => (shifts[k] === 0 ? n : `${n} - ${shifts[k]}`));
      return `${callee(i)}(${pass(arity === 3 && i === 1 ? args.slice(0, 2) : args, i)})`;
    };
    const all = calls.map((_, i) => call(i));
    const fill = (s: string): string => s.replaceAll('SELF0', call(0)).replaceAll('SELF1', call(1)).replaceAll('SUM', all.join(' + ')).replaceAll('ALL', all.join(', '));
    const guard = `a < 1${names[1] ? ' || b < 0' : ''}`;
    let body = [`if (${guard}) return ${base};`, early];
    if (join === 'loop') body.push('let sum = data[0];', `for (let i = 0; i < 2; i++) {\n  sum = 2 * sum + ${call(0)};\n}`, `if (sum > 1e9) return sum % 1000;`, `return sum + ${call(1)};`);
    else if (join === 'ternary') body = [`return ${guard} ? ${base} : ${fill('SUM')};`];
    else body.push(`return ${join};`);
    const code = body.map(fill).join('\n').split('\n').filter(Boolean).map((l) => `  ${l}`).join('\n');
    const head = `(${parameters.join(', ')})${t('number')}`;
    const other = `const other${t('readonly number[]')} = [3];\n`;
    let text: string;
    switch (form) {
      case 'arrow':
        text = `${other}const f = ${head} => {\n${code}\n};\n`;
        break;
      case 'expression':
        text = `${other}const f = function ${head} {\n${code}\n};\n`;
        break;
      case 'method':
        text = `${other}class A {\n  f${head} {\n${code.replaceAll(/^/gm, '  ')}\n  }\n}\nconst o = new A();\n`;
        break;
      case 'nested':
        text = `${other}function outer${head} {\n  function f${head} {\n${code.replaceAll(/^/gm, '  ')}\n  }\n  return f(${parameters.map((p) => /\w+/.exec(p)![0]).join(', ')});\n}\n`;
        break;
      case 'mutual':
        text = `${other}function f${head} {\n${code}\n}\n\nfunction g${head} {\n  return ${names[0]} < 2 ? ${call(1)} : 1 + ${call(0)};\n}\n`.replace('a < 2 ?', 'a < 1 ? 3 : a < 2 ?');
        break;
      default:
        text = `${other}function f${head} {\n${code}\n}\n`;
    }
    if (!semicolons) text = text.replaceAll(/;$/gm, '');
    return {
      path: typed ? 'a.ts' : 'a.js',
      name: 'f',
      text,
      typed,
      call: (args) => {
        const list = args.slice(0, arity).map(String);
        const data = '[5, 6]';
        const given = (invariant === 'first' || arity === 3 ? [data, ...list] : [...list, data]).join(', ');
        return `${form === 'method' ? 'o.f' : form === 'nested' ? 'outer' : 'f'}(${given})`;
      },
    };
  }); // prettier-ignore

const inputs = fc.array(fc.tuple(fc.integer({ min: -1, max: 7 }), fc.integer({ min: -1, max: 5 }), fc.integer({ min: 0, max: 5 })), { minLength: 3, maxLength: 5 }); // prettier-ignore

describe('random recurrences', () => {
  it('give the same results after every fix that is offered', function () {
    this.timeout(120_000);
    const seen = new Map<string, number>();
    let runs = 0;
    fc.assert(
      fc.property(recurrence, inputs, (r, args) => {
        const asked = request(r.path, r.text, r.name, { reuseDistance: 100 });
        const offered = offers(asked);
        assert.ok(offered.some((o) => o.id === 'memoize-scoped'), `${fixRefusal(asked)}\n${r.text}`); // prettier-ignore
        const calls = args.map((a) => r.call(a));
        const before = evaluate(r.path, r.text, calls);
        for (const { id } of offered) {
          const result = fix(id, asked);
          assert.ok('edits' in result);
          const after = applyEdits(r.text, result.edits);
          assert.deepEqual(
            evaluate(r.path, after, calls, {}, () => runtime),
            before,
            `${id}\n${after}`,
          );
          // The compiler is slow: a sample.
          if (r.typed && runs++ % 10 === 0 && typeErrors(r.path, r.text).length === 0) {
            assert.deepEqual(typeErrors(r.path, after), [], `${id}\n${after}`);
          }
          seen.set(id, (seen.get(id) ?? 0) + 1);
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 150), seed: Number(process.env.SEED ?? 7) },
    );
    for (const id of ['memoize-scoped', 'memoize-module', 'memoize-method', 'memoize-wrap', 'memoize-lru']) {
      assert.ok((seen.get(id) ?? 0) > 10, `${id}: ${seen.get(id)}`);
    }
  });
});

function fixRefusal(asked: Parameters<typeof fix>[1]): string {
  const result = fix('memoize-scoped', asked);
  return 'refused' in result ? result.refused : '';
}
