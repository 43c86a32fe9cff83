import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { makerIn } from '../../../src/probe/caches/announced.ts';
import { announceSymbol, type CacheHandle } from '../../../src/protocol/announce.ts';

async function bundle(code: string, format: 'esm' | 'cjs' | 'iife', more: object = {}): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: path.resolve('.'), loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    legalComments: 'none',
    platform: 'neutral',
    target: 'es2022',
    format,
    mainFields: ['module', 'main'],
    ...more,
  });
  return outputFiles[0]!.text;
}
const gzip = (text: string): number => gzipSync(text, { level: 9 }).length;

describe('runtime: what is shipped', () => {
  it('has a core of less than 2.5 kB gzip', async () => {
    const size = gzip(await bundle(`export { memoizePlain } from './dist/runtime.mjs'`, 'esm'));
    assert.ok(size < 2500, `${size} bytes`);
  });

  it('has all of memoize in less than 5.3 kB gzip, and leaves out what is not imported', async () => {
    const memoize = await bundle(`export { memoize } from './dist/runtime.mjs'`, 'esm');
    assert.ok(gzip(memoize) < 5300, `${gzip(memoize)} bytes`);
    assert.doesNotMatch(memoize, /AbortSignal|cacheCall|maxDepth|namespace|not decorated/);
    const everything = await bundle(`export * from './src/runtime/index.ts'`, 'esm');
    assert.match(everything, /cacheCall/);
  });

  it('asks for no module of Node in the core', async () => {
    const all = await bundle(`export * from './src/runtime/index.ts'`, 'esm');
    assert.doesNotMatch(all, /\b(import|require)\s*\(?["'{]/);
  });

  it('runs where there is neither process nor module, and announces by the symbol there', async () => {
    const code = await bundle(`import * as all from './src/runtime/index.ts'; globalThis.library = all`, 'iife');
    const handles: CacheHandle[] = [];
    const context = createContext({
      performance,
      structuredClone,
      setTimeout,
      [Symbol.for(announceSymbol)]: (handle: CacheHandle) => handles.push(handle),
    });
    runInContext(code, context);
    const value: unknown = runInContext(
      `const fib = library.memoize((n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)), { name: 'fib' }); fib(50)`,
      context,
    );
    assert.equal(value, 12586269025);
    assert.equal(handles[0]?.name, 'fib');
    runInContext(`library.memoize((n) => n, { ttl: 5, clock: 'coarse' })(1)`, context);
  });

  it('finds the channel of a Node that has no getBuiltinModule', async () => {
    const code = await bundle(`import { memoize } from './src/runtime/index.ts'; globalThis.memoize = memoize`, 'iife');
    const asked: string[] = [];
    const published: unknown[] = [];
    const require = (id: string): unknown => {
      asked.push(id);
      return { channel: () => ({ hasSubscribers: true, publish: (handle: unknown) => published.push(handle) }) };
    };
    const context = createContext({ process: { mainModule: { require } } });
    runInContext(`${code}; memoize((n) => n)`, context);
    assert.deepEqual(asked, ['node:diagnostics_channel']);
    assert.equal(published.length, 1);
  });

  it('names the line of the program that makes a cache, in a bundle too', async () => {
    const made = [
      'memoize(f)',
      'memoize(f, { maxSize: 2 })',
      'memoize(f, { key: String })',
      'memoizePlain(f)',
      'memoizeAsync(f)',
      'memoizeAsync(f, { ttl: 5 })',
      'memoizeRecursive(() => f)',
      'memoizeDisk(f, { dir: folder })',
      'decorated.call(box(), 1)',
      'limited.call(box(), 1)',
      'later.call(box(), 1)',
      'cacheOf(decorated, box()).cacheInfo()',
    ];
    const code = await bundle(
      `import { cacheOf, memoize, memoizeAsync, memoizePlain, memoizeRecursive, memoized, memoizedAsync } from './src/runtime/index.ts';
      import { memoizeDisk } from './src/runtime/disk.ts';
      function f(n) { return n; }
      const box = () => ({});
      const decorated = memoized(f, { kind: 'method' });
      const limited = memoized({ maxSize: 2 })(f, { kind: 'method' });
      const later = memoizedAsync(f, { kind: 'method' });
      globalThis.make = [\n${made.map((call) => `() => { ${call}; }`).join(',\n')}]`,
      'cjs',
      { minify: false, platform: 'node' },
    );
    const folder = mkdtempSync(path.join(tmpdir(), 'memoscope-'));
    const handles: CacheHandle[] = [];
    const context = createContext({
      performance,
      folder,
      process: { env: {} },
      require: createRequire(import.meta.url),
      [Symbol.for(announceSymbol)]: (handle: CacheHandle) => handles.push(handle),
    });
    runInContext(code, context, { filename: '/app/bundle.js' });
    const lines = code.split('\n');
    runInContext('for (const one of make) one()', context);
    rmSync(folder, { recursive: true });
    const texts = handles.map(({ stack }) => {
      const site = makerIn(stack!);
      assert.equal(site?.file, '/app/bundle.js');
      return lines[site.line - 1]!.trim();
    });
    assert.deepEqual(
      texts,
      made.map((call) => `${call};`),
    );
  });
});
