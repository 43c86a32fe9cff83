import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import ts from 'typescript';
import type { SavedRun } from '../../../src/profile/savedRun.ts';
import { build, Folder } from './command.ts';

const program = `interface Unused { a: number }

export const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2));
export function hanoi(n: number, a: string, b: string, c: string): number {
  return n === 0 ? 0 : hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a);
}

export const draw = (n: number): number => (n < 1 ? Math.random() : draw(n - 1) + draw(n - 2));
const twice = (n: number): number => (n < 1 ? 0 : twice(n - 1) + twice(n - 1));
console.log(fib(20), hanoi(4, 'a', 'b', 'c'), draw(8) > 0, twice(1));
`;
const printed = '6765 15 true 0\n';

describe('memoscope run --candidates', () => {
  let folder: Folder;
  before(build);
  beforeEach(() => (folder = new Folder()));
  afterEach(() => folder.remove());

  const rows = (stderr: string): string[][] =>
    stderr
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(/ {2,}/));

  it('prints what a cache would do beside the verdict, also through tsx and source maps', () => {
    folder.write('src/a.ts', program);
    const { outputText, sourceMapText } = ts.transpileModule(program, {
      fileName: 'a.ts',
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2020, sourceMap: true, removeComments: true }, // prettier-ignore
    });
    folder.write('out/a.js', outputText);
    folder.write('out/a.js.map', sourceMapText!.replace('"sources":["a.ts"]', '"sources":["../src/a.ts"]'));
    const tsx = createRequire(import.meta.url).resolve('tsx/cli');
    for (const program of [[tsx, 'src/a.ts'], ['out/a.js']]) {
      const { status, stdout, stderr } = folder.run([
        'run',
        '--candidates',
        '--json',
        'run.json',
        '--',
        'node',
        ...program,
      ]);
      deepEqual([status, stdout], [0, printed]);
      match(stderr, /^not cached yet +place +analysis +calls +arguments +calls with a cache +would-be hit rate +saves/);
      const found = rows(stderr);
      deepEqual(found.find(([name]) => name === 'fib')?.slice(0, 7), ['fib', 'src/a.ts:3', 'proven, safe', '21,891', '21', '39', '46.2 %']); // prettier-ignore
      match(found.find(([name]) => name === 'fib')![8]!, /a cache would pay/);
      match(found.find(([name]) => name === 'draw')!.join(' '), /unsafe .*different results/);
      // called too rarely to say more than the analysis
      match(found.find(([name]) => name === 'twice')!.join(' '), /too few calls/);
      const saved = JSON.parse(readFileSync(join(folder.path, 'run.json'), 'utf8')) as SavedRun;
      const fib = saved.caches.find(({ name }) => name === 'fib')!;
      deepEqual(
        [fib.kind, fib.calls, fib.distinctKeys, fib.hits, fib.misses, fib.verdict],
        ['candidate', 21891, 21, 18, 21, { verdict: 'proven', safety: 'safe' }],
      );
      const [{ snapshot }] = saved.processes as [SavedRun['processes'][0]];
      ok(snapshot.caches.find(({ name }) => name === 'fib')!.curve!.length > 0);
      const shown = folder.run(['stats', 'run.json']);
      deepEqual(rows(shown.stdout.slice(shown.stdout.indexOf('\n') + 1)), found);
    }
  });

  it('measures nothing without the option, and says when there is nothing', () => {
    folder.write('a.mts', program);
    folder.write('b.cjs', 'console.log(1)');
    equal(folder.run(['run', '--', 'node', 'b.cjs']).stderr, 'memoscope: no cache was used.\n');
    match(folder.run(['run', '--candidates', '--', 'node', 'b.cjs']).stderr, /no function was called that a cache/);
    folder.write('c.cjs', 'const f = (n) => n < 2 ? n : f(n - 1) + f(n - 2); console.log(f(20));');
    equal(folder.run(['run', '--', 'node', 'c.cjs']).stderr, 'memoscope: no cache was used.\n');
  });

  it('a candidate is no cache: it does not count for the threshold', () => {
    folder.write('c.cjs', 'const f = (n) => n < 2 ? n : f(n - 1) + f(n - 2); console.log(f(20));');
    const { status, stderr } = folder.run(['run', '--candidates', '--min-hit-rate', '99', '--', 'node', 'c.cjs']);
    equal(status, 3);
    match(stderr, /no cache was called/);
  });
});
