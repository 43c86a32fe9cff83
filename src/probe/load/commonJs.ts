import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, extname } from 'node:path';
import { isMainThread } from 'node:worker_threads';
import { instrumentText, packageType } from './instrumentText.ts';
import { foreseeModules, hasSyncHooks, onLoad } from './moduleHooks.ts';
import { isUserFile, mayHoldTable, memoizerOf } from '../scan.ts';

type Compile = (this: LoadedModule, content: string, filename: string, ...rest: unknown[]) => unknown;
interface LoadedModule {
  readonly filename: string | null;
}
interface Loader {
  readonly _extensions: Record<string, unknown>;
  readonly prototype: { _compile: Compile };
}

const loader = Module as unknown as Loader;
const native = { ...loader._extensions };

const isUntouched = (): boolean =>
  Object.keys(loader._extensions).every((key) => loader._extensions[key] === native[key]);

/** Nobody stands between Node and the file: what is compiled is the file's text. */
function isPlain(extension: string): boolean {
  const script = extension === '.js' || extension === '.cjs';
  return script && loader._extensions['.js'] === native['.js'] && loader._extensions['.cjs'] === native['.cjs'];
}

/**
 * Instruments CommonJS modules as they are compiled, after any transpiler.
 *
 * A wrapper around `_compile` would stand as a frame in every stack trace of a module's top level. So `_compile`
 * becomes an accessor: it is read just before it is called, and gives the original, or the original bound to the
 * instrumented text. Only a file with a memo table that another loader transforms needs the wrapper.
 */
export function hookCommonJs(): void {
  if (hasSyncHooks) {
    // the load hook sees every file's final text, until a transpiler comes that works behind it
    let hooked = false;
    onLoad(() => {
      if (!hooked && !isUntouched()) {
        hooked = true;
        hookCompile();
      }
    });
  } else hookCompile();
}

function hookCompile(): void {
  let compile: Compile = loader.prototype._compile;
  // in a worker V8 looks for the name of the method, and in stack traces an accessor has none
  if (!isMainThread && compile.name === '') Object.defineProperty(compile, 'name', { value: '_compile' });
  const wrapper: Compile = function (content, filename, ...rest) {
    const text = typeof content === 'string' ? instrumentText(content, filename, 'commonjs') : undefined;
    return Reflect.apply(compile, this, [text ?? content, filename, ...rest]);
  };
  const choose = (module: LoadedModule): Compile => {
    const { filename } = module;
    if (typeof filename !== 'string' || !isUserFile(filename) || dirname(filename) === __dirname) return compile;
    try {
      const extension = extname(filename);
      const plain = isPlain(extension);
      if (plain && hasSyncHooks) return compile; // the load hook has seen to it
      const disk = readFileSync(filename, 'utf8');
      const content = disk.charCodeAt(0) === 0xfeff ? disk.slice(1) : disk;
      if (memoizerOf(filename) === undefined) foreseeModules(content);
      if (!plain) return mayHoldTable(content, filename) ? wrapper : compile;
      const format = extension === '.cjs' ? 'commonjs' : packageType(dirname(filename));
      const text = format === 'module' ? undefined : instrumentText(content, filename, 'commonjs');
      if (text === undefined) return compile;
      return compile.bind(module, text, filename, ...(compile.length > 2 ? [format] : [])) as Compile;
    } catch {
      return compile;
    }
  };
  Object.defineProperty(loader.prototype, '_compile', {
    get(this: LoadedModule) {
      return this === (loader.prototype as unknown) ? compile : choose(this);
    },
    set(this: LoadedModule, value: Compile) {
      if (this === (loader.prototype as unknown)) compile = value;
      else Object.defineProperty(this, '_compile', { value, writable: true, enumerable: true, configurable: true });
    },
    enumerable: true,
    configurable: true,
  });
}
