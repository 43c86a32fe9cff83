import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptTarget, transpile } from 'typescript';
import type { Explanation } from '../../../src/protocol/worker.ts';
import { rewrite } from '../../../src/cli/rewrite.ts';
import { Folder, build, fib } from './command.ts';

describe('memoscope explain, fix and prove', function () {
  this.timeout(180_000);
  let folder: Folder;
  before(() => build());
  afterEach(() => folder.remove());
  const read = (name: string) => readFileSync(join(folder.path, name), 'utf8');
  const two = `${fib}\nexport function g(n: number): number {\n  return n < 3 ? 1 : g(n - 1) + g(n - 3);\n}\n`;

  it('explain says why', () => {
    folder = new Folder({ 'a.ts': fib });
    for (const target of ['a.ts:fib', 'a.ts:1', 'a.ts', join(folder.path, 'a.ts:fib')]) {
      const { stdout, status } = folder.run(['explain', target]);
      assert.equal(status, 0, target);
      assert.match(stdout, /^fib {2}a\.ts:1:17\n[^]*Witness[^]*Growth[^]*memoize-scoped/);
    }
  });

  it('explain takes the line of the name and that of the function', () => {
    folder = new Folder({ 'a.ts': 'export const f =\n  (n: number): number => (n < 2 ? n : f(n - 1) + f(n - 2));\n' });
    for (const line of [1, 2]) assert.match(folder.run(['explain', `a.ts:${line}`]).stdout, /^f {2}a\.ts:1:14/);
    assert.equal(folder.run(['explain', 'a.ts:3']).status, 2);
  });

  it('explain shows what each fix would do, and why the others cannot be made', () => {
    folder.write(
      'a.ts',
      `export function fib(n: bigint): bigint {\n  return n < 2n ? n : fib(n - 1n) + fib(n - 2n);\n}\n`,
    );
    const { stdout, status } = folder.run(['explain', 'a.ts:fib']);
    assert.equal(status, 0);
    assert.match(stdout, /path {4}\[5n\] → \[4n\] → \[3n\]/);
    assert.match(
      stdout,
      /memoize-scoped {3}Memoize `fib` \(cache per outermost call\) \(proven\): \d+ lines in, 1 out/,
    );
    assert.match(stdout, /\+ {3}const memo = new Map<bigint, bigint>\(\);/);
    assert.match(stdout, /Not offered\n[^]*memoize-async {4}`fib` is not async\./);
    const [json] = JSON.parse(folder.run(['explain', 'a.ts:fib', '--format', 'json']).stdout) as [
      { fixes: { id: string; diff?: string[]; refused?: string }[] },
    ];
    assert.ok(json.fixes.find((fix) => fix.id === 'memoize-scoped')?.diff?.length);
    assert.equal(json.fixes.find((fix) => fix.id === 'memoize-async')?.refused, '`fib` is not async.');
  });

  it('explain says that no key would come back where the safety is no hindrance', () => {
    folder.write(
      'c.js',
      `export function score(board, next) {
  let best = board.includes('') ? -1 : 0;
  for (let i = 0; i < board.length; i++) {
    if (board[i] === '') best = Math.max(best, -score([...board.slice(0, i), next, ...board.slice(i + 1)], next === 'x' ? 'o' : 'x'));
  }
  return best;
}
`,
    );
    assert.match(folder.run(['explain', 'c.js:score']).stdout, /memoize-scoped {3}.*no key would come back/);
  });

  it('explain counts an input, as text and as JSON', () => {
    const helper = `export function grid(cells: number[]) {
  const walk = (i: number): number => (i >= cells.length ? 1 : walk(i + 1) + walk(i + 2));
  return walk(0);
}\n`;
    folder = new Folder({ 'a.ts': fib, 'b.ts': helper });
    const { stdout, status } = folder.run(['explain', 'a.ts:fib', '--input', '40']);
    assert.equal(status, 0);
    assert.match(stdout, /Input \[40\]\n {2}calls {3}331160281\n {2}states {2}41\n {2}depth {3}40 nested calls\n/);
    assert.match(stdout, /density 100 % [^]*reuse {3}a bounded cache of 39 entries/);
    const json = folder.run(['explain', 'a.ts:fib', '--input', '[24]', '--format', 'json']);
    const [{ input, reuseDistance, finding }] = JSON.parse(json.stdout) as [Explanation];
    assert.deepEqual(input, { args: [24], count: { calls: '150049', states: '25', depth: 24, exact: true } });
    assert.equal(reuseDistance, 39);
    assert.equal(finding.function, 'fib');
    const cells = ['explain', 'b.ts:walk', '--input', '0'];
    assert.match(folder.run(cells).stderr, /not counted: it needs `cells`, which is not an argument/);
    const given = folder.run([...cells, '--captured', '{"cells": [0, 0, 0, 0]}']);
    assert.deepEqual(
      [given.status, /calls {3}(\d+)\n {2}states {2}6/.exec(given.stdout.split('Input')[1]!)?.[1]],
      [0, '15'],
    );
    assert.equal(folder.run(['explain', 'a.ts:fib', '--input', '[']).status, 2);
  });

  it('fix prints a diff that git applies, and changes nothing', () => {
    folder = new Folder({ 'src/a.ts': two });
    const { stdout, status } = folder.run(['fix', 'src/a.ts:fib', '--fix', 'memoize-scoped']);
    assert.equal(status, 0);
    assert.match(stdout, /^--- a\/src\/a\.ts\n\+\+\+ b\/src\/a\.ts\n@@ -1,/);
    assert.equal(read('src/a.ts'), two);
    execFileSync('git', ['apply'], { cwd: folder.path, input: stdout });
    assert.deepEqual(folder.found([]), ['src/a.ts']);
    assert.match(read('src/a.ts'), /g\(n - 1\) \+ g\(n - 3\)/);
  });

  it('fix --write rewrites every function of a file, keeps its line ends and mark, and check is satisfied', () => {
    const windows = `\uFEFF${two.replace(/\n/g, '\r\n')}`;
    folder = new Folder({ 'a.ts': windows });
    const { stdout, status } = folder.run(['fix', 'a.ts', '--write']);
    assert.equal(status, 0);
    assert.equal(stdout, '');
    assert.deepEqual(folder.found(['--verdict', 'possible']), []);
    assert.match(read('a.ts'), /^\uFEFFexport function fib[^]*memo[^]*export function g[^]*memo/);
    assert.equal(/[^\r]\n/.test(read('a.ts')), false);
  });

  it('fix of every function: one import, and functions that call each other once', () => {
    const pair = `export function even(n: number): number {\n  return n < 2 ? 1 : odd(n - 1) + odd(n - 2);\n}\nexport function odd(n: number): number {\n  return n < 2 ? 0 : even(n - 1) + even(n - 2);\n}\n`;
    folder = new Folder({ 'a.ts': two, 'pair.ts': pair });
    assert.equal(folder.run(['fix', 'a.ts', '--fix', 'memoize-wrap', '--write']).status, 0);
    assert.match(read('a.ts'), /^import \{ memoize \}[^]*fib = memoize\([^]*g = memoize\(/);
    assert.equal(read('a.ts').match(/import/g)?.length, 1);
    const { status, stderr } = folder.run(['fix', 'pair.ts', '--write']);
    assert.equal(status, 0);
    assert.doesNotMatch(stderr, /already/);
    assert.deepEqual(folder.found(['--verdict', 'possible']), []);
  });

  it('fix of every function: inside one another, in one statement, methods of one class', () => {
    const text = `export function outer(n: number): number {
  const inner = (k: number): number => (k < 2 ? k : inner(k - 1) + inner(k - 2));
  return n < 2 ? inner(n) : outer(n - 1) + outer(n - 2);
}
export const p = (n: number): number => (n < 2 ? n : p(n - 1) + p(n - 2)), q = (n: number): number => (n < 2 ? 1 : q(n - 1) + q(n - 3)); export const o = { r: (n: number): number => (n < 2 ? n : o.r(n - 1) + o.r(n - 2)) };
class Board {
  full(n: number): number { return n < 1 ? 1 : this.full(n - 2) + this.notched(n - 1); }
  notched(n: number): number { return n < 1 ? 0 : this.full(n - 1) + this.notched(n - 2); }
}
export const full = (n: number): number => new Board().full(n);
`;
    const results = (): string => {
      const all = 'outer p q full'.split(' ').map((name) => `m.${name}(11)`);
      const code = transpile(read('a.ts'), { target: ScriptTarget.ES2022 }).replace(
        /^export (const|function) /gm,
        '$1 ',
      );
      return String(new Function(`${code.replace(/; export /g, '; ')}; const m = { outer, p, q, full }; return [${all.join()}, o.r(11)].join()`)()); // prettier-ignore
    };
    folder = new Folder({ 'a.ts': text });
    const before = results();
    const { status, stderr } = folder.run(['fix', 'a.ts', '--write']);
    assert.equal(status, 0);
    assert.equal(stderr, '');
    assert.equal(results(), before);
    assert.deepEqual(folder.found(['--verdict', 'possible']), []);
    folder.write('a.ts', text);
    const some = folder.run(['fix', 'a.ts', '--fix', 'memoize-wrap', '--write']);
    assert.equal(some.status, 0);
    assert.match(some.stderr, /inner: `inner` is made anew in every call of `outer`/);
    assert.match(some.stderr, /full: `full` is a method/);
    assert.match(read('a.ts'), /const inner = \(k[^]*p = memoize\([^]*q = memoize\([^]*r: memoize\(/);
  });

  it('fix --write leaves a file alone that was changed meanwhile', () => {
    folder = new Folder({ 'a.ts': fib });
    const full = join(folder.path, 'a.ts');
    assert.equal(rewrite(full, fib, 'one'), true);
    assert.equal(rewrite(full, fib, 'two'), false);
    assert.equal(read('a.ts'), 'one');
  });

  it('fix and prove take a function that does not recurse, by name or line', () => {
    const source =
      'let rate = 2;\nexport const setRate = (r: number): void => void (rate = r);\nexport function price(net: number): number {\n  return net * rate;\n}\n';
    folder = new Folder({ 'a.ts': source });
    const { stdout, stderr, status } = folder.run(['fix', 'a.ts:3', '--fix', 'memoize-ttl']);
    assert.equal(status, 0, stderr);
    assert.match(stdout, /\+export const price = memoize\(function \(net: number\): number \{/);
    assert.match(stderr, /For a minute callers get what it read then/);
    assert.match(folder.run(['fix', 'a.ts:price', '--fix', 'memoize-wrap']).stderr, /assigned elsewhere/);
    assert.match(folder.run(['fix', 'a.ts:price', '--fix', 'memoize-scoped']).stderr, /does not call itself/);
    const proof = folder.run(['prove', 'a.ts:price', '--fix', 'memoize-ttl']);
    assert.equal(proof.status, 0, proof.stderr);
    assert.match(proof.stdout, /calls before │ calls after │ called again/);
    assert.match(proof.stdout, /Proven: the results are the same on (\d+) inputs; the cache answered on \1 of them\./);
  });

  it('prove runs both versions', () => {
    folder = new Folder({ 'a.ts': fib });
    const { stdout, status } = folder.run(['prove', 'a.ts:fib', '--fix', 'memoize-scoped']);
    assert.equal(status, 0);
    assert.match(stdout, / 12 +│ +465 │ +13 │ equal/);
    assert.match(stdout, / same {2}the caller changes the first result in between/);
    assert.match(stdout, /Proven: the results are the same on \d+ inputs; the cache answered on \d+ of them\.\n/);
  });

  it('prove runs a version that imports the library', () => {
    folder = new Folder({ 'a.ts': fib });
    const { stdout, stderr, status } = folder.run(['prove', 'a.ts:fib', '--fix', 'memoize-wrap']);
    assert.equal(status, 0, stderr);
    // one cache for all inputs: what 10 has left, 12 does not compute again
    assert.match(stdout, / 12 +│ +465 │ +2 │ +0 │ equal/);
    assert.match(stdout, /Proven: /);
  });

  it('fix takes a cache away from a function in which nothing is found', () => {
    folder = new Folder({ 'a.ts': fib });
    folder.run(['fix', 'a.ts:fib', '--fix', 'memoize-module', '--write']);
    assert.match(read('a.ts'), /Memo/);
    const { status, stderr } = folder.run(['fix', 'a.ts:fib', '--fix', 'unmemoize', '--write']);
    assert.equal(status, 0, stderr);
    assert.equal(read('a.ts').includes('Memo'), false);
    assert.deepEqual(folder.found([]), ['a.ts']);
  });

  for (const [args, message] of [
    [['explain', 'none.ts:fib'], /ENOENT/],
    [['explain', 'a.ts:none'], /No overlapping subproblems were found in `none` of a\.ts\. Found in: fib/],
    [['explain', 'bad.ts'], /bad\.ts:2: /],
    [['explain', 'a.txt'], /not a JavaScript or TypeScript file/],
    [['fix', 'a.ts:fib', '--fix', 'nonsense'], /fix/],
    [['fix', 'a.ts:fib', '--fix', 'memoize-method'], /fib/],
    [['fix', 'impure.ts'], /name the function/],
    [['prove', 'none.ts:fib', '--fix', 'memoize-scoped'], /ENOENT/],
    [['explain'], /Not enough/],
    [['run'], /give a command after --/],
    [['run', process.execPath, 'a.js'], /give a command after --/],
    [['run', '--min-hit-rate', '101', '--', process.execPath], /percentage/],
    [['run', '--json', 'none/run.json', '--', process.execPath, '-e', 'console.log(1)'], /^memoscope run: ENOENT/],
  ] as const) {
    it(`is refused: memoscope ${args.join(' ')}`, () => {
      const impure =
        'export function f(n: number): number {\n  console.log(n);\n  return n < 2 ? n : f(n - 1) + f(n - 2);\n}\n';
      folder = new Folder({
        'a.ts': fib,
        'a.txt': '',
        'bad.ts': '\nconst = 1; function f(n) { return f(n - 1) + f(n - 2); }',
        'impure.ts': impure,
      });
      const { stdout, stderr, status } = folder.run(args);
      assert.equal(status, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
    });
  }

  it('fix leaves a file alone that is not UTF-8, and check reads it', () => {
    folder = new Folder();
    const latin = Buffer.from(`// caf\xe9\n${fib}`, 'latin1');
    writeFileSync(join(folder.path, 'a.ts'), latin);
    const { status, stdout, stderr } = folder.run(['fix', 'a.ts:fib', '--write']);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /a\.ts is not UTF-8/);
    assert.deepEqual(readFileSync(join(folder.path, 'a.ts')), latin);
    assert.deepEqual(folder.found([]), ['a.ts']);
  });

  it('run passes the status of the program on', () => {
    folder = new Folder({ 'a.js': 'console.log(process.argv[2]); process.exit(7);' });
    const { stdout, status } = folder.run(['run', '--', process.execPath, 'a.js', '--version']);
    assert.equal(status, 7);
    assert.equal(stdout, '--version\n');
  });

  it('says its version and its help', () => {
    folder = new Folder();
    assert.match(folder.run(['--version']).stdout, /^\d+\.\d+\.\d+\n$/);
    assert.match(folder.run(['--help']).stdout, /memoscope check/);
    assert.match(folder.run(['check', '--help']).stdout, /--max-findings/);
    assert.equal(folder.run(['check', '--help']).status, 0);
  });
});
