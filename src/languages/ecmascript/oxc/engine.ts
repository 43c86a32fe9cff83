import { instantiateNapiModuleSync } from 'emnapi-core';
import { asyncWork, tsfn } from 'emnapi-core/plugins';
import { createContext } from 'emnapi-runtime';

export interface OxcOptions {
  readonly lang: 'js' | 'jsx' | 'ts' | 'tsx';
  readonly sourceType: 'module' | 'script' | 'unambiguous';
  readonly astType: 'ts';
  readonly range: true;
  readonly preserveParens: false;
}

/** What `parseSync` gives; each getter does its work when it is read. */
export interface OxcResult {
  /** JSON of `{ node, fixes }`: the tree, and the paths in it to values that JSON cannot hold. */
  readonly program: string;
  readonly errors: readonly unknown[];
}

/** One instance of oxc's parser, compiled to WebAssembly, in its own memory. */
export interface OxcEngine {
  parseSync(path: string, text: string, options: OxcOptions): OxcResult;
}

/** Pages of 64 KB: what the module declares as its least; it grows by itself. */
const pages = 1024;

/**
 * Makes an instance. It reads no files, starts no threads and sees no environment: the few system calls that the module
 * imports are answered here, since Node's own `node:wasi` prints a warning.
 */
export function createEngine(module: WebAssembly.Module): OxcEngine {
  const memory = new WebAssembly.Memory({ initial: pages, maximum: 65536 });
  const view = (): DataView => new DataView(memory.buffer);
  const wasiImport = {
    random_get(at: number, length: number): number {
      globalThis.crypto.getRandomValues(new Uint8Array(memory.buffer, at, length));
      return 0;
    },
    environ_get: (): number => 0,
    environ_sizes_get(count: number, size: number): number {
      view().setUint32(count, 0, true);
      view().setUint32(size, 0, true);
      return 0;
    },
    /** The message of a panic: the error that follows is enough. */
    fd_write(_fd: number, vectors: number, count: number, written: number): number {
      let length = 0;
      for (let i = 0; i < count; i++) length += view().getUint32(vectors + 8 * i + 4, true);
      view().setUint32(written, length, true);
      return 0;
    },
    proc_exit(code: number): never {
      throw new Error(`the parser ended with ${code}`);
    },
  };
  const { napiModule } = instantiateNapiModuleSync(module, {
    context: createContext() as never,
    asyncWorkPoolSize: 0,
    plugins: [asyncWork, tsfn],
    wasi: {
      wasiImport,
      initialize: (instance: WebAssembly.Instance) => (instance.exports._initialize as () => void)(),
    } as never,
    overwriteImports(imports) {
      imports.env = { ...imports.env, ...imports.napi, ...imports.emnapi, memory };
      return imports;
    },
    beforeInit({ instance }) {
      for (const [name, register] of Object.entries(instance.exports)) {
        if (name.startsWith('__napi_register__')) (register as () => void)();
      }
    },
  });
  return napiModule.exports as OxcEngine;
}
