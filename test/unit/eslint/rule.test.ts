import { type Linter, RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import plugin from '../../../src/eslint/index.ts';
import { applyEdits, fix } from '../../../src/refactor/index.ts';
import { checkFile } from '../../../src/service/check.ts';

const rule = plugin.rules['overlapping-subproblems'];
const fib = 'function fib(n) {\n  return n < 2 ? n : fib(n - 1) + fib(n - 2);\n}\n';
const typed = fib.replace('(n)', '(n: number): number');
const impure = 'function f(n) {\n  console.log(n);\n  return n < 2 ? n : f(n - 1) + f(n - 2);\n}\n';
const memoized = `function fib(n) {
  const memo = new Map();
  const visit = (n) => {
    const known = memo.get(n);
    if (known !== undefined) return known;
    const result = n < 2 ? n : visit(n - 1) + visit(n - 2);
    memo.set(n, result);
    return result;
  };
  return visit(n);
}
`;

RuleTester.describe = describe;
RuleTester.it = it;
RuleTester.itOnly = it.only;

const valid = [
  { name: 'one call', code: 'function f(n) { return n < 1 ? 0 : 1 + f(n - 1); }' },
  { name: 'disjoint halves', code: 'function f(a, i, j) { if (j - i < 2) return a[i]; const m = (i + j) >> 1; return f(a, i, m) + f(a, m, j); }' }, // prettier-ignore
  { name: 'memoized', code: memoized },
  { name: 'unsafe, unasked', code: impure },
  { name: 'silenced', code: `// memoscope-disable-next-line overlapping-subproblems\n${fib}` },
  { name: 'silenced in vain', code: '// memoscope-disable-next-line overlapping-subproblems\nlet a;' },
  { name: 'empty', code: '' },
];

/** What the service says of the first finding and of the text after each of its fixes. */
function expected(path: string, text: string) {
  const [{ finding, request }] = checkFile({ path, text }).functions as [ReturnType<typeof checkFile>['functions'][0]];
  const { message, line, column, endLine, endColumn } = finding;
  const suggestions = finding.fixes.map(({ id, title }) => {
    const result = fix(id, request);
    if ('refused' in result) throw new Error(result.refused);
    return { desc: title, output: applyEdits(text, result.edits) };
  });
  return { message, line, column, endLine, endColumn, suggestions };
}

for (const sourceType of ['module', 'script', 'commonjs'] as const) {
  describe(`espree, ${sourceType}`, () => {
    new RuleTester({ languageOptions: { sourceType, ecmaVersion: 2022 } }).run('overlapping-subproblems', rule, {
      valid,
      invalid: [
        { name: 'a declaration, with a suggestion for every fix', code: fib, errors: [expected('a.js', fib)] },
        { name: 'an arrow', code: 'const f = (n) => (n < 2 ? n : f(n - 1) + f(n - 2));', errors: 1 },
        { name: 'a method', code: 'class A { f(n) { return n < 2 ? n : this.f(n - 1) + this.f(n - 2); } }', errors: 1 },
        { name: 'two functions', code: 'function a(n) { return n < 2 ? 1 : b(n - 1) + a(n - 2); }\nfunction b(n) { return n < 2 ? 1 : a(n - 1) + b(n - 2); }', errors: 2 }, // prettier-ignore
        { name: 'unsafe, when asked for', code: impure, options: [{ verdict: 'possible' }], errors: 1 },
      ],
    });
  });
}

describe('typescript-eslint', () => {
  const parser = tseslint.parser as Linter.Parser;
  new RuleTester({ languageOptions: { parser } }).run('overlapping-subproblems', rule, {
    valid: [...valid, { name: 'declared alone', code: 'export declare function f(n: number): number;' }],
    invalid: [{ name: 'a typed function', code: typed, filename: 'a.ts', errors: [expected('a.ts', typed)] }],
  });
});

/** As parsers of components do it: the tree of the script, whose places are those of the whole file. */
const ofComponents: Linter.Parser = {
  parseForESLint: (text, options) => {
    const start = text.indexOf('<script>') + '<script>'.length;
    const blank = (part: string) => part.replace(/\S/g, ' ');
    const end = text.indexOf('</script>');
    const script = blank(text.slice(0, start)) + text.slice(start, end) + blank(text.slice(end));
    const { parseForESLint } = tseslint.parser as { parseForESLint(text: string, options?: unknown): unknown };
    return parseForESLint(script, options) as Linter.ESLintParseResult;
  },
};

describe('the script of a component', () => {
  for (const [name, indent, above] of [
    ['alone', '', ''],
    ['indented, with an import', '  ', "import { x } from './x.ts';\n\n"],
  ] as const) {
    const script = `${above}${typed}`.replace(/^(?=.)/gm, indent);
    const whole = (code: string) => `<template>{{ fib(5) }}</template>\n<script>\n${code}</script>\n`;
    const found = expected('a.ts', script);
    const suggestions = found.suggestions.map(({ desc, output }) => ({ desc, output: whole(output) }));
    const error = { message: found.message, line: found.line + 2, column: found.column, suggestions };
    new RuleTester({ languageOptions: { parser: ofComponents } }).run('overlapping-subproblems', rule, {
      valid: [],
      invalid: [{ name, code: whole(script), filename: 'a.vue', errors: [error] }],
    });
  }
});
