import { inspect } from 'node:util';
import vm from 'node:vm';
import { createRequire } from 'node:module';
import ts from 'typescript';
import * as disk from '../../../src/runtime/disk.ts';
import * as runtime from '../../../src/runtime/index.ts';

const installed = createRequire(import.meta.url);

function load(name: string): unknown {
  if (name === 'memoscope') return runtime;
  if (name === 'memoscope/disk') return disk;
  return installed(name);
}

/**
 * Runs a module, then expressions in its scope one after the other; each outcome as text that tells -0, NaN, holes,
 * prototypes and thrown errors apart.
 */
export async function outcomes(path: string, text: string, expressions: readonly string[]): Promise<string[]> {
  const cells = expressions.map((e) => `() => (${e})`).join(', ');
  const source = `${text.replace(/^\uFEFF?(#!.*)?/, '')}\n;globalThis.cells = [${cells}];`;
  const compiled = ts.transpileModule(/\bawait 3\b/.test(text) ? source.replace('await 3', '3') : source, {
    fileName: path.replace(/\.[cm](ts|js)$/, '.$1'),
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, jsx: ts.JsxEmit.React, allowJs: true, esModuleInterop: true, alwaysStrict: !/\.c[jt]s$/.test(path) }, // prettier-ignore
  }).outputText;
  const module = { exports: {} };
  const context = vm.createContext({
    module,
    exports: module.exports,
    require: load,
    setTimeout,
    structuredClone,
    process,
    console,
  });
  try {
    vm.runInContext(compiled, context, { timeout: 15_000 });
  } catch (error) {
    return [`module threw ${String(error)}`];
  }
  const out: string[] = [];
  for (const cell of (context as { cells?: (() => unknown)[] }).cells!) {
    try {
      out.push(inspect(await cell(), { depth: 9, showHidden: false }));
    } catch (error) {
      out.push(`threw ${String(error)}`);
    }
  }
  return out;
}
