import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckReport } from '../../../src/protocol/finding.ts';
import { Folder, build, fib } from './command.ts';

describe('memoscope check', function () {
  this.timeout(180_000);
  let folder: Folder;
  before(() => build());
  afterEach(() => folder.remove());

  it('prints the stable object', () => {
    folder = new Folder({ 'src/b.ts': `\n${fib}`, 'src/a.ts': 'export const x = 1;\n' });
    const { stdout, stderr, status } = folder.run(['check', '--format', 'json']);
    const report = JSON.parse(stdout) as CheckReport;
    assert.equal(stderr, '');
    assert.equal(status, 1);
    assert.equal(report.version, 1);
    assert.equal(report.files, 2);
    assert.equal(typeof report.durationMs, 'number');
    assert.deepEqual(report.errors, []);
    assert.equal(report.findings.length, 1);
    const [finding] = report.findings;
    const { rule, verdict, safety, file, line, column, endLine, endColumn, functionLine, growth, witness, fixes } =
      finding!;
    assert.deepEqual(
      { rule, verdict, safety, file, line, column, endLine, endColumn, functionLine, name: finding!.function },
      {
        rule: 'overlapping-subproblems', verdict: 'proven', safety: 'safe', file: 'src/b.ts',
        line: 2, column: 17, endLine: 2, endColumn: 20, functionLine: 2, name: 'fib',
      },
    ); // prettier-ignore
    assert.deepEqual(growth?.example, { input: [40], calls: '331160281', states: '41' });
    assert.ok(witness!.paths.length >= 2);
    assert.equal(fixes[0]?.id, 'memoize-scoped');
    assert.deepEqual(Object.keys(fixes[0]!).sort(), ['grade', 'id', 'title']);
  });

  it('counts the same lines whatever ends them', () => {
    const text = `// a\n\n${fib}`;
    folder = new Folder({
      'cr.ts': text.replaceAll('\n', '\r'),
      'crlf.ts': text.replaceAll('\n', '\r\n'),
      'lf.ts': text,
    });
    const { findings } = JSON.parse(folder.run(['check', '--format', 'json']).stdout) as CheckReport;
    assert.deepEqual(
      findings.map((f) => [f.file, f.line, f.column, f.endLine, f.endColumn]),
      ['cr.ts', 'crlf.ts', 'lf.ts'].map((file) => [file, 3, 17, 3, 20]),
    );
  });

  it('says nothing was found with status 0', () => {
    folder = new Folder({ 'a.ts': 'export const x = 1;\n' });
    const { stdout, status } = folder.run(['check']);
    assert.equal(status, 0);
    assert.match(stdout, /^Nothing found in 1 file/);
  });

  it('reports a file that cannot be parsed, and checks the others', () => {
    folder = new Folder({
      'a.ts': 'const = 1; function f(n) { return f(n - 1) + f(n - 2); }\n',
      'b.ts': fib,
      'c.ts': 'let a = 1;\nlet b = ; function f(n) { return f(n - 1) + f(n - 2); }\n',
    });
    const { stdout, status } = folder.run(['check', '--format', 'json']);
    const { errors, findings } = JSON.parse(stdout) as CheckReport;
    assert.deepEqual(
      errors.map((e) => [e.file, e.line]),
      [
        ['a.ts', 1],
        ['c.ts', 2],
      ],
    );
    assert.deepEqual(
      findings.map((f) => f.file),
      ['b.ts'],
    );
    assert.equal(status, 1);
  });

  it('gives the same in many threads as in one, in the order of the files', () => {
    const names = Array.from({ length: 40 }, (_, i) => `f${i}.ts`);
    folder = new Folder(
      Object.fromEntries(names.map((name, i) => [name, i % 3 === 0 ? fib : `export const a = ${i};\n`])),
    );
    const found = folder.found(['.']);
    assert.deepEqual(found, names.filter((_, i) => i % 3 === 0).sort());
  });

  it('checks a deep tree in a thread whose stack holds it', () => {
    const sum = Array.from({ length: 4000 }, () => 'x').join(' +\n');
    folder = new Folder({ 'a.ts': `${fib}export const deep = (x: number) => ${sum};\n` });
    assert.deepEqual(folder.found(['a.ts']), ['a.ts']);
  });

  // a hint for whoever looks for more: not safe, so not shown unasked
  const impure =
    'export function f(n: number): number {\n  console.log(n);\n  return n < 2 ? n : f(n - 1) + f(n - 2);\n}\n';
  for (const [verdict, expected] of [
    [[], ['a.ts']],
    [['--verdict', 'proven'], ['a.ts']],
    [
      ['--verdict', 'possible'],
      ['a.ts', 'b.ts'],
    ],
  ] as const) {
    it(`shows ${expected.join(' and ')} with ${verdict.join(' ') || 'no verdict'}`, () => {
      folder = new Folder({ 'a.ts': fib, 'b.ts': impure });
      assert.deepEqual(folder.found([...verdict]), expected);
    });
  }

  it('shows the rules that are named', () => {
    folder = new Folder({ 'a.ts': fib });
    assert.deepEqual(folder.found(['--rule', 'unused-disable']), []);
    assert.deepEqual(folder.found(['--rule', 'unused-disable,overlapping-subproblems', 'a.ts']), ['a.ts']);
  });

  it('knows no rule that is not built yet', () => {
    folder = new Folder({ 'a.ts': fib });
    const { stderr, status } = folder.run(['check', '--rule', 'shared-row']);
    assert.match(stderr, /there is no rule "shared-row"/);
    assert.equal(status, 2);
  });

  it('lists no more than asked for, and still fails', () => {
    folder = new Folder({ 'a.ts': fib, 'b.ts': fib });
    const { stdout, status } = folder.run(['check', '--max-findings', '1']);
    assert.match(stdout, /2 findings \(1 not listed\)/);
    assert.equal(status, 1);
    assert.equal(folder.run(['check', '--max-findings', '0']).status, 1);
  });

  it('reads standard input under a name', () => {
    folder = new Folder();
    const { stdout, status } = folder.run(
      ['check', '--stdin', '--stdin-filename', 'src/x.ts', '--format', 'json'],
      fib,
    );
    assert.equal((JSON.parse(stdout) as CheckReport).findings[0]?.file, 'src/x.ts');
    assert.equal(status, 1);
  });

  it('hides what the baseline knows, though lines have moved, and shows what is new', () => {
    folder = new Folder({ 'src/a.ts': fib });
    assert.equal(folder.run(['check', '--baseline', 'known.json', '--update-baseline']).status, 0);
    folder.write('src/a.ts', `// a comment\n${fib}`);
    assert.equal(folder.run(['check', '--baseline', 'known.json']).status, 0);
    assert.deepEqual(folder.found(['--baseline', '../known.json'], 'src'), []);
    folder.write('src/b.ts', fib);
    assert.deepEqual(folder.found(['--baseline', 'known.json']), ['src/b.ts']);
    folder.write('src/a.ts', `export namespace a {\n${fib}}\nexport namespace b {\n${fib}}\n`);
    assert.deepEqual(folder.found(['--baseline', 'known.json', 'src/a.ts']), ['src/a.ts'], 'the second of that name');
    assert.deepEqual(JSON.parse(readFileSync(join(folder.path, 'known.json'), 'utf8')), {
      version: 1,
      findings: [{ rule: 'overlapping-subproblems', file: 'src/a.ts', function: 'fib', count: 1 }],
    });
  });

  for (const [args, message] of [
    [['check', 'nothing.ts'], /nothing\.ts\n.*No such file or folder/],
    [['check', 'note.txt'], /not a JavaScript or TypeScript file/],
    [['check', '--format', 'xml'], /format/],
    [['check', '--verdict', 'sure'], /verdict/],
    [['check', '--rule', 'nonsense'], /no rule "nonsense"/],
    [['check', '--max-findings', '-1'], /max-findings/],
    [['check', '--max-findings', 'x'], /max-findings/],
    [['check', '--baseline', 'none.json'], /none\.json/],
    [['check', '--baseline', 'note.txt'], /note\.txt/],
    [['check', '--update-baseline'], /baseline/],
    [['check', '--stdin', 'a.ts'], /names? no paths/],
    [['check', '--nonsense'], /nonsense/],
    [['check', '--format', 'json', '--format', 'sarif'], /--format is given more than once/],
    [['check', '--stdin', '--stdin-filename', 'a.py'], /a\.py is not a JavaScript or TypeScript file/],
    [['check', '--update-baseline', '--baseline', 'none/b.json'], /^memoscope check: ENOENT/],
    [['check', '--', 'none.ts', '-x.ts'], /-x\.ts\n.*No such file.*\n\nnone\.ts\n/],
    [['nonsense'], /nonsense/],
    [['chekc'], /Did you mean check/],
    [[], /name a command/],
  ] as const) {
    it(`is wrongly used by: memoscope ${args.join(' ')}`, () => {
      folder = new Folder({ 'note.txt': 'a', 'a.ts': fib });
      const { stdout, stderr, status } = folder.run(args);
      assert.equal(status, 2);
      assert.match(stdout + stderr, message);
    });
  }
});
