import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import {
  getEnvironmentData,
  isMainThread,
  MessageChannel,
  type MessagePort,
  receiveMessageOnPort,
  setEnvironmentData,
} from 'node:worker_threads';
import { describeFile, onUnknownTable } from '../caches/counting.ts';
import { hideCounting } from '../functionText.ts';
import { instrumentText, packageType } from './instrumentText.ts';
import type { FileDescription } from '../names.ts';
import { isUserFile } from '../scan.ts';

interface LoadResult {
  readonly format?: string | null | undefined;
  readonly source?: string | ArrayBuffer | Uint8Array | null;
}
type NextLoad = (url: string, context: object) => LoadResult;
interface SyncHooks {
  load(url: string, context: object, nextLoad: NextLoad): LoadResult;
}
interface Hookable {
  register: (specifier: string | URL, ...rest: unknown[]) => unknown;
  registerHooks?: (hooks: SyncHooks) => { deregister(): void };
  stripTypeScriptTypes?: (source: string) => string;
}

const module = Module as unknown as Hookable;

/** Whether Node lets hooks run in the program's own thread, for `require` too (22.15 and later). */
export const hasSyncHooks = typeof module.registerHooks === 'function';

/** Instruments ES modules: at once where that is cheap, else as soon as the program looks like having any. */
export function hookModules(): void {
  if (hasSyncHooks) hookInThread();
  else {
    followRegister();
    if (!isMainThread ? getEnvironmentData(workersToo) === true : startsWithModule()) registerThread();
  }
}

// ---- Node 22.15 and later

function hookInThread(): void {
  const registerHooks = module.registerHooks!;
  let own = registerHooks({ load: loadInThread });
  // Hooks registered last see the text last. Ours must be last whoever comes.
  module.registerHooks = function (hooks) {
    const theirs = Reflect.apply(registerHooks, this, [hooks]);
    own.deregister();
    own = registerHooks({ load: loadInThread });
    return theirs;
  };
}

let loading = (): void => {};

/** @param callback runs before each module is loaded, where hooks run in the program's thread */
export function onLoad(callback: () => void): void {
  loading = callback;
}

function loadInThread(url: string, context: object, nextLoad: NextLoad): LoadResult {
  loading();
  const loaded = nextLoad(url, context);
  const { format, source } = loaded;
  const typed = typeof format === 'string' && format.endsWith('typescript');
  // plain `typescript`, or no format at all, leaves it to the syntax whether the file is a module
  const plain = typed ? format.replace(/-?typescript$/, '') : (format ?? '');
  if (!source || !/^(?:module|commonjs|)$/.test(plain) || !url.startsWith('file:')) return loaded;
  try {
    const file = fileURLToPath(url);
    if (!isUserFile(file) || dirname(file) === __dirname) return loaded;
    const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
    // types are blanked in place, so lines and columns stay
    const strip = typed ? stripTypes : undefined;
    const result =
      plain === 'module' || plain === 'commonjs'
        ? instrumentText(text, file, plain, strip)
        : (instrumentText(text, file, 'commonjs', strip) ?? instrumentText(text, file, 'module', strip));
    return result === undefined ? loaded : { ...loaded, format: plain || format, source: result };
  } catch {
    return loaded;
  }
}

function stripTypes(text: string): string {
  const { emitWarning } = process;
  process.emitWarning = () => {}; // the program itself did not ask for anything experimental
  try {
    return module.stripTypeScriptTypes!(text);
  } finally {
    process.emitWarning = emitWarning;
  }
}

// ---- Node 20: hooks run on a thread of their own

const workersToo = 'memoscope.modules';
const { register } = module;
let port: MessagePort | undefined;
let registering = false;

function registerThread(): void {
  if (registering) return;
  registering = true;
  try {
    const url = pathToFileURL(join(__dirname, 'probeHooks.mjs')).href;
    if (port) register.call(Module, url);
    else {
      const channel = new MessageChannel();
      port = channel.port1;
      port.unref();
      onUnknownTable(drain);
      hideCounting(); // the other thread does not wait for us to hear of a file
      register.call(Module, url, { data: { port: channel.port2 }, transferList: [channel.port2] });
      setEnvironmentData(workersToo, true);
    }
  } finally {
    registering = false;
  }
}

/** Takes in what the hooks' thread has said. It said it before the module could run. */
function drain(): void {
  for (;;) {
    const received = port && (receiveMessageOnPort(port) as { message: FileDescription } | undefined);
    if (!received) return;
    describeFile(received.message);
  }
}

// No `syncBuiltinESMExports`: it reads every property of every built-in module, and so opens stdin and stdout. An import
// of `node:module` comes after us and finds the new function anyway.

/** A transpiler that registers hooks gets ours registered again after it: the last one sees the final text. */
function followRegister(): void {
  module.register = function (specifier, ...rest) {
    const result: unknown = Reflect.apply(register, this, [specifier, ...rest]);
    if (!registering) registerThread();
    return result;
  };
}

const dynamicImport = /\bimport\s*\(/;
const moduleSyntax = /^\s*(?:import\s*[\w{*'"]|export\s+[\w{*])/m;

function startsWithModule(): boolean {
  const options = [...process.execArgv, process.env.NODE_OPTIONS ?? ''].join(' ');
  if (/--import|loader|--input-type/.test(options)) return true;
  const entry = process.argv[1];
  if (!entry) return dynamicImport.test((process as { _eval?: string })._eval ?? '');
  const extension = extname(entry);
  if (/^\.m[jt]s$/.test(extension)) return true;
  if (/^\.c[jt]s$/.test(extension)) return false;
  // a tool, such as a test runner, that is to load the modules of the folder it works in
  if (/[\\/]node_modules[\\/]/.test(entry) && loadsModules(process.argv.slice(2))) return true;
  const type = packageType(dirname(entry));
  if (type) return type === 'module';
  try {
    return moduleSyntax.test(readFileSync(entry, 'utf8')); // Node may take it for a module by its syntax
  } catch {
    return false;
  }
}

/** Told to the processes that a tool starts to do its work. */
const inherited = 'MEMOSCOPE_MODULES';

function loadsModules(arguments_: readonly string[]): boolean {
  const { env } = process;
  if (env[inherited]) return true;
  const found = arguments_.some((argument) => /\.m[jt]s$/.test(argument)) || packageType(process.cwd()) === 'module';
  if (found) env[inherited] = '1';
  return found;
}

/** A CommonJS file about to run may bring in modules later. */
export function foreseeModules(text: string): void {
  if (hasSyncHooks || port) return;
  if (dynamicImport.test(text)) registerThread();
  else if (text.includes('.mjs')) setEnvironmentData(workersToo, true);
}
