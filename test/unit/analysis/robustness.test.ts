import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mock } from 'node:test';
import fc from 'fast-check';
import type { FileReport } from '../../../src/protocol/finding.ts';
import { checkFile } from '../../../src/service/check.ts';

const root = new URL('../../../', import.meta.url);
const fibonacci = 'function fib(n) {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}\n';

/** Checks a text and requires what every report owes its reader. */
function report(path: string, text: string, budgetMs?: number): FileReport {
  const { report: made } = checkFile({ path, text }, budgetMs);
  for (const { message, line } of made.errors) {
    assert.ok(Number.isInteger(line) && line >= 1);
    assert.doesNotMatch(message, /Memoscope failed|Maximum call stack|^\s*at |undefined/m, text.slice(0, 2_000));
  }
  return made;
}

function sources(): { path: string; text: string }[] {
  const found: { path: string; text: string }[] = [];
  for (const folder of ['examples', 'src']) {
    for (const entry of fs.readdirSync(new URL(folder, root), { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.[jt]s$/.test(entry.name) || /node_modules|\bout\b/.test(entry.parentPath)) continue;
      found.push({ path: entry.name, text: fs.readFileSync(`${entry.parentPath}/${entry.name}`, 'utf8') });
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

describe('any input gives a report', function () {
  this.timeout(300_000);

  it('sources cut, changed and spliced', () => {
    const files = sources().filter((f) => f.text.length < 12_000);
    assert.ok(files.length > 50);
    const bits = ['(', ')', '{', '}', '[', ']', '`', "'", '/', '=>', ' f(n - 1) ', ' return ', '...', '?.', '\0', '\u2028', '\ud800', 'await ', 'yield ', '#x', '@a ', '<T>', 'class A { static { ', '/*', '${']; // prettier-ignore
    let broken = 0;
    const run = fc.property(
      fc.constantFrom(...files),
      fc.array(fc.tuple(fc.constantFrom('cut', 'drop', 'insert', 'repeat'), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(60), fc.constantFrom(...bits)), { minLength: 1, maxLength: 3 }),
      ({ path, text }, changes) => {
        let changed = text;
        for (const [how, where, length, bit] of changes) {
          const at = Math.floor(where * changed.length);
          const [before, after] = [changed.slice(0, at), changed.slice(at)];
          if (how === 'cut') changed = before;
          else if (how === 'drop') changed = before + after.slice(length);
          else if (how === 'insert') changed = before + bit + after;
          else changed = before + after.slice(0, length) + after;
        }
        if (report(path, changed).errors.length > 0) broken++;
      },
    ); // prettier-ignore
    fc.assert(run, {
      numRuns: Number(process.env.RUNS ?? 150),
      seed: Number(process.env.SEED ?? 11),
      endOnFailure: true,
    });
    // The changes must not all be harmless, nor all fatal.
    assert.ok(broken > 20 && broken < 149, String(broken));
  });

  describe('nested 10,000 deep', () => {
    const deep = 10_000;
    const nest = (open: string, middle: string, close: string): string =>
      open.repeat(deep) + middle + close.repeat(deep);
    const shapes: Record<string, string> = {
      parentheses: `x = ${nest('(', '1', ')')};`,
      arrays: `x = ${nest('[', '1', ']')};`,
      objects: `x = ${nest('{a:', '1', '}')};`,
      ifs: nest('if (a) { ', 'b();', ' }'),
      'else-ifs': `if (a) b();${' else if (a) b();'.repeat(deep)}`,
      blocks: nest('{', 'b();', '}'),
      'a sum': `x = a${' + a'.repeat(deep)};`,
      'a sum in the recursion': `function g(n) { return n < 2 ? n : g(n - 1) + g(n - 2)${' + 1'.repeat(deep)}; }`,
      'calls in a sum': `function g(n) { return n < 2 ? n : g(n - 1)${' + g(n - 2)'.repeat(deep)}; }`,
      members: `x = a${'.b'.repeat(deep)};`,
      'optional members': `x = a${'?.b'.repeat(deep)};`,
      calls: `x = a${'()'.repeat(deep)};`,
      functions: nest('function f() { ', 'f();', ' }'),
      arrows: `x = ${'() => '.repeat(deep)}1;`,
      ternaries: `x = ${'a ? b : '.repeat(deep)}c;`,
      'logical operators': `x = ${'a && '.repeat(deep)}b;`,
      negations: `x = ${'!'.repeat(deep)}a;`,
      templates: `x = ${nest('`${', '1', '}`')};`,
      classes: nest('class A { m() { ', 'b();', ' } }'),
      patterns: `var ${nest('[', 'a', ']')} = b;`,
      labels: `${'l: '.repeat(deep)};`,
      types: `type A = ${nest('Array<', 'string', '>')};`,
    };
    for (const [title, text] of Object.entries(shapes)) {
      it(title, () => {
        const { findings, errors } = report('deep.ts', fibonacci + text);
        assert.ok(findings.length > 0 || errors.length > 0);
        for (const { message } of errors) assert.match(message, /nested too deeply|expected|Duplicate/i);
      });
    }
    it('does not touch the next file', () => {
      assert.equal(report('good.js', fibonacci).findings[0]?.verdict, 'proven');
    });
  });

  it('nested 300 deep: the recursion beside is still found', () => {
    const text = `${fibonacci}if (a) x = ${'('.repeat(300)}1${')'.repeat(300)} + a${'.b'.repeat(300)}${' + a'.repeat(300)};`;
    assert.equal(report('a.ts', text).findings[0]?.verdict, 'proven');
  });

  it('a cycle of 3,000 functions', () => {
    const cycle = Array.from({ length: 3_000 }, (_, i) => `function f${i}(n) { return f${(i + 1) % 3_000}(n - 1) + f${(i + 7) % 3_000}(n - 2); }`); // prettier-ignore
    assert.deepEqual(report('a.js', cycle.join('\n')).errors, []);
  });

  it('a minified bundle of 1 MB', () => {
    let text = '!function(){';
    for (let i = 0; text.length < 1_000_000; i++) {
      text += `var a${i}=function(e,t){return e<2?t:e>9?a${i}(e-1,t)+a${i}(e-2,t):b${i}(e,[t,{x:e}].map((function(r){return r&&r.x||0})))},b${i}=function(e,t){for(var r=0,n=t.length;r<n;r++)e+=t[r];return e?"${'s'.repeat(20)}"+e:void 0};`;
    }
    const { errors } = report('bundle.min.js', `${text}}();`);
    for (const { message } of errors) assert.match(message, /Only part of the file was checked/);
  });

  it('50,000 lines', () => {
    const lines = Array.from(
      { length: 50_000 },
      (_, i) => `export const value${i}: number = compute(${i}, [${i}, ${i + 1}]);`,
    );
    lines[25_000] = fibonacci.trim().replaceAll('\n', ' ');
    const { findings, errors } = report('generated.ts', lines.join('\n'), 60_000);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      findings.map((f) => [f.function, f.line, f.verdict]),
      [['fib', 25_001, 'proven']],
    );
  });

  it('a file with more work than its budget: as much of it each time, however slow the machine', () => {
    const text = Array.from({ length: 40 }, (_, i) => fibonacci.replaceAll('fib', `f${i}`)).join('');
    const whole = report('many.js', text).findings.length;
    const first = report('many.js', text, 200);
    assert.ok(first.findings.length > 0 && first.findings.length < whole, `${first.findings.length} of ${whole}`);
    assert.match(first.errors[0]!.message, /Only part of the file was checked/);
    let passed = 0;
    const clock = mock.method(performance, 'now', () => (passed += 20));
    try {
      assert.deepEqual(report('many.js', text, 200), first);
      assert.ok(clock.mock.callCount() > 0);
    } finally {
      clock.mock.restore();
    }
  });

  describe('programs that would not end, or fill the memory', () => {
    const bodies: Record<string, string> = {
      'an endless loop': 'while (true) n++;',
      'doubled text': `let s = 'ab'; for (let i = 0; i < 100; i++) s += s;`,
      'doubled text in a template': 'let s = `a`; for (let i = 0; i < 60; i++) s = `${s}${s}`;',
      'doubled text by concat': `let s = 'a'; for (let i = 0; i < 60; i++) s = s.concat(s);`,
      'repeated text': `let s = 'a'.repeat(1000).repeat(1000).repeat(1000);`,
      'joined text': `let s = 'ab'; for (let i = 0; i < 60; i++) s = [s, s].join('');`,
      'a long list': 'let a = new Array(1e9).fill(0);',
      'doubled list': 'let a = [1]; for (let i = 0; i < 100; i++) a = [...a, ...a];',
      'a list in itself': 'let a = []; for (let i = 0; i < 1000; i++) a.push(a);',
      'answers made from answers': 'let a = n; for (let i = 0; i < 100; i++) a = ask(a, a);',
      'squared integers': 'let b = 3n; for (let i = 0; i < 60; i++) b = b * b;',
      'a power of integers': 'let b = 2n ** 1000000000n;',
      'records in records': 'let a = {}; for (let i = 0; i < 1000; i++) { a[i] = { ...a }; }',
      'maps in maps': 'let a = new Map(); for (let i = 0; i < 1000; i++) a.set(a, new Map(a));',
      'a sorted list': 'let a = Array.from({ length: 5000 }, (_, i) => -i); for (let i = 0; i < 1e6; i++) a.sort();',
      'calls in callbacks': '[1, 2, 3].map((x) => [1, 2, 3].map((y) => f(n + x + y)));',
      'a cycle': 'f(n);',
      'a step away from the base': 'f(n + 1);',
    };
    for (const [title, body] of Object.entries(bodies)) {
      it(title, () => {
        report('a.js', `function f(n) { ${body} return n < 2 ? n : f(n - 1) + f(n - 2); }`);
        report('a.js', `function f(n, kept) { ${body} kept.push(a); return n < 2 ? n : f(n - 1, kept) + f(n - 2, [...kept, ...kept]); }`); // prettier-ignore
      });
    }
  });
});
