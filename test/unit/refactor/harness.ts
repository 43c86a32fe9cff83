import { inspect } from 'node:util';
import vm from 'node:vm';
import ts from 'typescript';
import { recurrences } from '../../../src/analysis/callGraph.ts';
import { memoization } from '../../../src/analysis/memoized.ts';
import type { Kind } from '../../../src/analysis/skeleton.ts';
import { EcmaModule, type EcmaFunction } from '../../../src/languages/ecmascript/module.ts';
import { typescriptParser } from '../../../src/languages/ecmascript/parser.ts';
import type { FixId, Safety } from '../../../src/protocol/finding.ts';
import { type FixRequest, applyEdits, fix } from '../../../src/refactor/index.ts';
import { readParameters } from '../../../src/refactor/subject/parameters.ts';

export interface Options {
  readonly safety?: Safety;
  readonly safetyReasons?: readonly string[];
  readonly kinds?: readonly Kind[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly reuseDistance?: number;
  readonly onlyWaits?: boolean;
}

/** The request for one function of a source text, as the service would make it. */
export function request(path: string, text: string, name: string, options: Options = {}): FixRequest {
  const module = new EcmaModule(text, typescriptParser(path, text).program);
  for (const recurrence of recurrences(module.functions)) {
    const target = recurrence.functions.find((f) => f.name === name) as EcmaFunction | undefined;
    if (target)
      return { module, recurrence, target, safety: 'safe', varying: [], path, parser: typescriptParser, ...options };
  }
  throw new Error(`no recurrence of ${name} in ${path}`);
}

/** The rewritten text. */
export function rewritten(
  path: string,
  text: string,
  name: string,
  id: FixId = 'memoize-scoped',
  options?: Options,
): string {
  // prettier-ignore
  const result = fix(id, request(path, text, name, options));
  if ('refused' in result) throw new Error(`refused: ${result.refused}`);
  return applyEdits(text, result.edits);
}

export function refusal(
  path: string,
  text: string,
  name: string,
  id: FixId = 'memoize-scoped',
  options?: Options,
): string {
  // prettier-ignore
  const result = fix(id, request(path, text, name, options));
  if ('edits' in result) throw new Error(`not refused:\n${applyEdits(text, result.edits)}`);
  return result.refused;
}

/** Runs a module and evaluates expressions in its scope, each on its own; a thrown error is a value. */
export function evaluate(
  path: string,
  text: string,
  expressions: readonly string[],
  globals: object = {},
  require?: unknown,
): unknown[] {
  // prettier-ignore
  const source = `${text.replace(/^\uFEFF?(#!.*)?/, '')}\n;globalThis.cells = [${expressions.map((e) => `() => (${e})`).join(', ')}];`; // prettier-ignore
  const compiled = ts.transpileModule(source, {
    fileName: path.replace(/\.[cm](ts|js)$/, '.$1'),
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, jsx: ts.JsxEmit.React, allowJs: true }, // prettier-ignore
  }).outputText;
  const out: unknown[] = [];
  const module = { exports: {} };
  const context = vm.createContext({ module, exports: module.exports, console, require, ...globals });
  vm.runInContext(compiled, context, { timeout: 15_000 });
  const { cells } = context as { cells: (() => unknown)[] };
  for (const cell of cells) {
    try {
      out.push(structuredClone(cell())); // into this realm, where deepEqual knows the prototypes
    } catch (error) {
      out.push(`threw ${(error as Error).message}`);
    }
  }
  return out;
}

/** The text with a counter in the body of each named function: it sees results that are computed, not looked up. */
export function counted(path: string, text: string, names: string): string {
  return names.split(' ').reduce((source, name) => countedOne(path, source, name), text);
}

function countedOne(path: string, text: string, name: string): string {
  const module = new EcmaModule(text, typescriptParser(path, text).program);
  const fn = module.functions.find((f) => f.name === name);
  if (!fn) throw new Error(`no ${name}`);
  const { body } = fn.node;
  const state = readParameters(fn, false).flatMap((p) => p.names.map((n) => n.name)); // prettier-ignore
  const call = `count('${name}', ${state.join(', ')})`;
  if (body.type !== 'BlockStatement') {
    return applyEdits(text, [
      { start: body.range[0], end: body.range[0], newText: `(${call}, ` },
      { start: body.range[1], end: body.range[1], newText: ')' },
    ]);
  }
  const first = body.body.find((s) => !('directive' in s && s.directive !== undefined))!;
  return applyEdits(text, [{ start: first.range[0], end: first.range[0], newText: `${call}; ` }]);
}

export interface Count {
  readonly computed: number;
  readonly states: number;
}

/** Runs each expression in a new copy of the module: results computed by counted functions, and different states. */
export function countCalls(path: string, text: string, expressions: readonly string[], require?: unknown): Count[] {
  return expressions.map((expression) => {
    const states: string[] = [];
    evaluate(path, text, [expression], { count: (...state: unknown[]) => void states.push(inspect(state)) }, require);
    return { computed: states.length, states: new Set(states).size };
  });
}

/**
 * Compiler errors of a text under `strict`, without those about names that it does not declare.
 * @param folder where the file would be: libraries are looked for from there
 */
export function typeErrors(path: string, text: string, folder = '/virtual'): string[] {
  const options: ts.CompilerOptions = {
    strict: true, target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Preserve, moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.Preserve, noEmit: true, skipLibCheck: true, types: [], lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'], allowImportingTsExtensions: true,
    noUncheckedIndexedAccess: false, experimentalDecorators: false, allowJs: true, checkJs: false,
    paths: { memoscope: ['./src/runtime/index.ts'], 'memoscope/disk': ['./src/runtime/disk.ts'] },
  }; // prettier-ignore
  const host = sharedHost(options);
  const file = `${folder}/${path}`;
  host.files.set(file, text);
  const program = ts.createProgram([file], options, host.host, host.last);
  host.last = program;
  return program
    .getSyntacticDiagnostics(program.getSourceFile(file))
    .concat(program.getSemanticDiagnostics(program.getSourceFile(file)) as ts.DiagnosticWithLocation[])
    .map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'));
}

interface Shared {
  readonly host: ts.CompilerHost;
  readonly files: Map<string, string>;
  last?: ts.Program;
}
let shared: Shared | undefined;
/** Library declarations are parsed once. */
function sharedHost(options: ts.CompilerOptions): Shared {
  if (shared) return shared;
  const host = ts.createCompilerHost(options);
  const files = new Map<string, string>();
  const parsed = new Map<string, ts.SourceFile | undefined>();
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (name, target) => {
    const text = files.get(name);
    if (text !== undefined) return ts.createSourceFile(name, text, target);
    if (!parsed.has(name)) parsed.set(name, getSourceFile.call(host, name, target));
    return parsed.get(name);
  };
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  return (shared = { host, files });
}

/** Recurrences of a text that are not memoized, by the names of their functions. */
export function naive(path: string, text: string): string[] {
  const module = new EcmaModule(text, typescriptParser(path, text).program);
  return recurrences(module.functions)
    .filter((r) => !memoization(r)?.complete)
    .map((r) => r.functions.map((f) => f.name).join());
}
