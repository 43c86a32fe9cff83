import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import { standIn } from '../functionText.ts';
import { instrumentText } from './instrumentText.ts';
import { prefix } from '../names.ts';

/** Options of `new vm.Script`, of the functions that run a text, and of `new vm.SourceTextModule`. */
interface Options {
  readonly filename?: unknown;
  readonly identifier?: unknown;
}
type Construct = new (code: unknown, options?: unknown) => object;
type Run = (this: unknown, code: unknown, ...rest: unknown[]) => unknown;

const hooked = vm as unknown as {
  Script: Construct;
  SourceTextModule?: Construct;
  createContext: Run;
  runInThisContext: Run;
  runInContext: Run;
};

/** Contexts that may come to run counting code, as far as they are alive. */
const contexts: WeakRef<object>[] = [];
let counts = false;

/**
 * Test runners load files themselves and run their text by `node:vm`, often in a context of its own, which has none of
 * our globals: they are put there as soon as there is something to count. Scripts are wrapped where they only compile;
 * what `runInThisContext` and `runInContext` of `node:vm` itself run has one frame of ours below it.
 */
export function hookVm(): void {
  const { Script, SourceTextModule, createContext, runInThisContext, runInContext } = hooked;
  const creating = function (this: unknown, ...args: unknown[]): object {
    const context = Reflect.apply(createContext, this, args) as object;
    contexts.push(new WeakRef(context));
    if (counts) prepare(context);
    return context;
  };
  hooked.createContext = standIn(creating as Run, createContext);
  hooked.Script = compiling(Script, 'commonjs') as typeof Script;
  if (SourceTextModule) hooked.SourceTextModule = compiling(SourceTextModule, 'module');
  // these only make a function, as a rule: the text of a module as a whole
  const running = (run: Run, at: number): Run => {
    const wrapper: Run = function (code, ...rest) {
      return Reflect.apply(run, this, [withCounting(code, rest[at], 'commonjs') ?? code, ...rest]);
    };
    return standIn(wrapper, run);
  };
  hooked.runInThisContext = running(runInThisContext, 0);
  hooked.runInContext = running(runInContext, 1);
}

function compiling(original: Construct, format: 'commonjs' | 'module'): Construct {
  const wrapper = new Proxy(original, {
    construct(target, args: [unknown, unknown?], made) {
      const text = withCounting(args[0], args[1], format);
      const script = Reflect.construct(target, text === undefined ? args : [text, args[1]], made) as object;
      if (text !== undefined && 'runInNewContext' in script) throughPrepared(script as vm.Script);
      return script;
    },
  });
  // `prototype.constructor` stays: V8 takes the name in stack frames (`Script.runInThisContext`) from it, and from no proxy
  return standIn(wrapper, original);
}

/** A script with counting makes its new contexts where they get our globals. All others keep the method of their class. */
function throughPrepared(script: vm.Script): void {
  const run: Run = (sandbox, ...rest) => {
    const context = hooked.createContext(sandbox ?? {}) as vm.Context;
    return script.runInContext(context, ...(rest as [vm.RunningScriptOptions?]));
  };
  const value = standIn(run, script.runInNewContext);
  Object.defineProperty(script, 'runInNewContext', { value, writable: true, enumerable: false, configurable: true });
}

/** Text with counting put in, when it is that of a file that holds something to count. */
function withCounting(code: unknown, options: unknown, format: 'commonjs' | 'module'): string | undefined {
  if (typeof code !== 'string') return undefined;
  const file = fileOf(options);
  const text = file === undefined ? undefined : instrumentText(code, file, format);
  if (text === undefined || counts) return text;
  counts = true;
  for (const context of contexts) prepare(context.deref());
  return text;
}

function fileOf(options: unknown): string | undefined {
  const { filename, identifier } = (typeof options === 'object' && options !== null ? options : {}) as Options;
  const name = typeof options === 'string' ? options : (filename ?? identifier);
  if (typeof name !== 'string') return undefined;
  try {
    const path = name.startsWith('file:') ? fileURLToPath(name) : name.replace(/\?.*$/, '');
    return isAbsolute(path) ? path : undefined;
  } catch {
    return undefined;
  }
}

/** Our globals in a context: the same objects, so that counts come together. */
function prepare(context: object | undefined): void {
  if (!context) return;
  try {
    for (const name of Object.getOwnPropertyNames(globalThis)) {
      if (!name.startsWith(prefix) || Object.hasOwn(context, name)) continue;
      const { value, writable } = Object.getOwnPropertyDescriptor(globalThis, name)!;
      const get = (): unknown => Reflect.get(globalThis, name);
      const set = (next: unknown): void => void Reflect.set(globalThis, name, next);
      const shared = writable ? { get, set } : { value: value as unknown, writable: false };
      Object.defineProperty(context, name, { ...shared, enumerable: false, configurable: true });
    }
  } catch {
    // a frozen context cannot run anything that defines a global either
  }
}
