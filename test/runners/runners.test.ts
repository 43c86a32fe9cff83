import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { SavedRun } from '../../src/profile/savedRun.ts';

const root = resolve(import.meta.dirname, '../..');
const folder = join(import.meta.dirname, '.work');
const installed = join(import.meta.dirname, 'node_modules');

const table = (number: string): string => `
const memo${number && ': Map<number, number>'} = new Map();
export function fib(n${number})${number} {
  const known = memo.get(n);
  if (known !== undefined) return known;
  const result${number} = n < 2 ? n : fib(n - 1) + fib(n - 2);
  memo.set(n, result);
  return result;
}
`;
const commonJs = `${table('').replace('export ', '')}exports.fib = fib;`;
const test = `
const square = memoize((n) => n * n, { name: 'square' });
test('fib', () => {
  if (fib(20) !== 6765 || [square(3), square(3), square(4)].join() !== '9,9,16') throw new Error('wrong');
});
`;
const required = `const { memoize } = require('memoscope');\nconst { fib } = require('./fib.cjs');\n${test}`;
const imported = (more = '', file = './fib.mjs'): string =>
  `${more}import { memoize } from 'memoscope';\nimport { fib } from '${file}';\n${test}`;

const files: Record<string, string> = {
  'package.json': '{ "private": true }',
  'tsconfig.json': '{ "compilerOptions": { "module": "commonjs", "target": "es2022", "rootDir": "." } }',
  'jest.config.json':
    '{ "testMatch": ["**/*.jest.*js"], "transform": {}, "moduleFileExtensions": ["js", "cjs", "mjs", "json"], "cacheDirectory": "./cache" }',
  'fib.ts': table(': number'),
  'fib.mjs': table(''),
  'fib.cjs': commonJs,
  'vitest.test.ts': imported("import { test } from 'vitest';\n", './fib.ts').replace('(n)', '(n: number)'),
  'a.jest.cjs': required,
  'b.jest.cjs': required,
  'c.jest.mjs': imported(),
  'a.mocha.cjs': required.replace('test(', 'it('),
  'b.mocha.mjs': imported().replace('test(', 'it('),
  'node.mjs': imported("import { test } from 'node:test';\n"),
  'run.ts': `import { fib } from './fib';\n${test.replace(/^const square.*$/m, 'const test = (name: string, run: () => void) => run(), square = (n: number) => n * n;')}`,
};

const bin = (name: string): string => join(installed, name);
const mocha = join(root, 'node_modules/mocha/bin/mocha.js');
const jest = [bin('jest/bin/jest.js'), '--config', 'jest.config.json'];

interface Case {
  readonly title: string;
  readonly command: readonly string[];
  /** Files with a table of their own, and how many processes or threads ran; 0 where that depends. */
  readonly tables: readonly string[];
  readonly processes?: number;
  /** Without caches of the library. */
  readonly plain?: boolean;
}

const cases: readonly Case[] = [
  ...['forks', 'threads', 'vmForks', 'vmThreads'].map((pool) => ({
    title: `Vitest, ${pool}`,
    command: [bin('vitest/vitest.mjs'), 'run', `--pool=${pool}`],
    tables: ['fib.ts'],
  })),
  { title: 'Jest, in band', command: [...jest, '--runInBand', 'a.jest.cjs'], tables: ['fib.cjs'] },
  {
    title: 'Jest, processes',
    command: [...jest, '--maxWorkers=2', '[ab].jest.cjs'],
    tables: ['fib.cjs', 'fib.cjs'],
    processes: 2,
  },
  {
    title: 'Jest, worker threads',
    command: [...jest, '--maxWorkers=2', '--workerThreads', '[ab].jest.cjs'],
    tables: ['fib.cjs', 'fib.cjs'],
    processes: 2,
  },
  {
    title: 'Jest, modules',
    command: ['--experimental-vm-modules', ...jest, '--runInBand', 'c.jest.mjs'],
    tables: ['fib.mjs'],
  },
  {
    title: 'mocha, CommonJS and modules',
    command: [mocha, '--no-config', 'a.mocha.cjs', 'b.mocha.mjs'],
    tables: ['fib.cjs', 'fib.mjs'],
  },
  {
    title: 'mocha, parallel',
    command: [mocha, '--no-config', '--parallel', 'a.mocha.cjs', 'b.mocha.mjs'],
    tables: ['fib.cjs', 'fib.mjs'],
    processes: 0,
  },
  { title: 'node:test, a process for each file', command: ['--test', 'node.mjs'], tables: ['fib.mjs'] },
  { title: 'node:test, in the program itself', command: ['node.mjs'], tables: ['fib.mjs'] },
  { title: 'ts-node', command: [bin('ts-node/dist/bin.js'), 'run.ts'], tables: ['fib.ts'], plain: true },
];

describe('memoscope run around test runners', () => {
  before(() => {
    ok(existsSync(bin('vitest')), 'npm run test:runners installs the runners');
    rmSync(folder, { recursive: true, force: true });
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    mkdirSync(join(folder, 'node_modules'));
    symlinkSync(root, join(folder, 'node_modules/memoscope'));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const { title, command, tables, processes = 1, plain } of cases)
    it(title, () => {
      rmSync(join(folder, 'cache'), { recursive: true, force: true });
      const env = { ...process.env, NODE_OPTIONS: '', NODE_PATH: '', CI: '1' };
      const run = [join(root, 'dist/cli.js'), 'run', '--json', 'run.json', '--', process.execPath, ...command];
      const { status, stdout, stderr } = spawnSync(process.execPath, run, { cwd: folder, env, encoding: 'utf8' });
      equal(status, 0, stdout + stderr);
      const { caches } = JSON.parse(readFileSync(join(folder, 'run.json'), 'utf8')) as SavedRun;
      const of = (kind: string): SavedRun['caches'] => caches.filter((cache) => cache.kind === kind);
      const seen = of('memo-table').map(({ name, file, line, hits, misses, size }) => [file!.slice(folder.length + 1), name, line, hits, misses, size]); // prettier-ignore
      deepEqual(
        seen.sort(),
        [...tables].sort().map((file) => [file, 'fib', 2, 18, 21, 21]),
        stderr,
      );
      const memoized = of('memoscope').map(({ name, hits, misses }) => [name, hits, misses]);
      deepEqual(memoized, plain ? [] : tables.map(() => ['square', 1, 2]));
      if (processes > 0) equal(new Set(caches.map((cache) => cache.process)).size, processes, stderr);
    });
});
