import assert from 'node:assert/strict';
import * as path from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
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
    const size = gzip(await bundle(`export { memoizePlain } from './src/runtime/plain.ts'`, 'esm'));
    assert.ok(size < 2500, `${size} bytes`);
  });

  it('has all of memoize in less than 5.3 kB gzip, and leaves out what is not imported', async () => {
    const memoize = await bundle(`export { memoize } from './src/runtime/index.ts'`, 'esm');
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
});
