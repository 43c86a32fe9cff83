import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, extname, join } from 'node:path';
import { describeFile } from './counting.ts';
import { instrumenter } from './lazy.ts';
import { mayHoldTable } from './scan.ts';

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
let lastTable = 0;

/** @returns a new even number; odd ones belong to the module hooks' thread */
export const nextTable = (): number => (lastTable += 2);

export const isUserFile = (file: string): boolean => !/[\\/]node_modules[\\/]/.test(file) && !file.startsWith('node:');

function instrumented(content: string, filename: string): string | undefined {
  try {
    if (!isUserFile(filename) || !mayHoldTable(content)) return undefined;
    const result = instrumenter()?.instrument(content, filename, 'commonjs', nextTable);
    if (!result) return undefined;
    describeFile(result.description);
    return result.text;
  } catch {
    return undefined; // a file that we fail at runs as it is
  }
}

/** `format` as Node's own loader passes it, known only for what it reads itself. */
function formatOf(filename: string): 'commonjs' | 'module' | undefined {
  if (extname(filename) === '.cjs') return 'commonjs';
  for (let folder = dirname(filename); ; folder = dirname(folder)) {
    try {
      const { type } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { type?: string };
      return type === 'module' || type === 'commonjs' ? type : undefined;
    } catch {
      if (dirname(folder) === folder) return undefined;
    }
  }
}

/** Text from disk as Node passes it on, when nobody stands between Node and the file. */
function plainText(filename: string): string | undefined {
  const extension = extname(filename);
  if (extension !== '.js' && extension !== '.cjs') return undefined;
  if (loader._extensions['.js'] !== native['.js'] || loader._extensions['.cjs'] !== native['.cjs']) return undefined;
  const text = readFileSync(filename, 'utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

/**
 * Instruments CommonJS modules as they are compiled, after any transpiler.
 *
 * A wrapper around `_compile` would stand as a frame in every stack trace of a module's top level. So `_compile`
 * becomes an accessor: it is read just before it is called, and gives the original, or the original bound to the
 * instrumented text. Only a file that another loader transforms needs the wrapper.
 */
export function hookCommonJs(): void {
  let compile: Compile = loader.prototype._compile;
  const wrapper: Compile = function (content, filename, ...rest) {
    const text = typeof content === 'string' ? instrumented(content, filename) : undefined;
    return Reflect.apply(compile, this, [text ?? content, filename, ...rest]);
  };
  const choose = (module: LoadedModule): Compile => {
    const { filename } = module;
    if (typeof filename !== 'string' || !isUserFile(filename)) return compile;
    try {
      const plain = plainText(filename);
      if (plain === undefined) return wrapper;
      const text = instrumented(plain, filename);
      if (text === undefined) return compile;
      const format = compile.length > 2 ? [formatOf(filename)] : [];
      return format[0] === 'module' ? compile : (compile.bind(module, text, filename, ...format) as Compile);
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
