import { fileURLToPath } from 'node:url';
import ts from 'typescript';

/** A file of the library, which fixes may import. */
export const runtime = (name: string): string =>
  fileURLToPath(new URL(`../../src/runtime/${name}.ts`, import.meta.url));

/**
 * Compiler messages under `strict` of a file if its text were `text`; JavaScript is checked by its JSDoc types
 * (`checkJs`), where a parameter without a type is no error.
 */
export class TypeChecker {
  #last: ts.Program | undefined;
  readonly #parsed = new Map<string, ts.SourceFile | undefined>();

  diagnostics(path: string, text: string): { code: number; message: string }[] {
    const isJs = /\.[cm]?jsx?$/i.test(path);
    const options: ts.CompilerOptions = {
      strict: true,
      noImplicitAny: !isJs,
      allowJs: true,
      checkJs: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.Preserve,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      allowImportingTsExtensions: true,
      jsx: ts.JsxEmit.Preserve,
      noEmit: true,
      skipLibCheck: true,
      types: [],
      lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
      paths: { memoscope: [runtime('index')], 'memoscope/disk': [runtime('disk')] },
    };
    const host = ts.createCompilerHost(options);
    const { getSourceFile } = host;
    host.getSourceFile = (name, language) => {
      if (name === path) return ts.createSourceFile(name, text, language);
      if (!this.#parsed.has(name)) this.#parsed.set(name, getSourceFile.call(host, name, language));
      return this.#parsed.get(name);
    };
    const program = ts.createProgram([path], options, host, this.#last);
    this.#last = program;
    const file = program.getSourceFile(path);
    return [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)].map((d) => ({
      code: d.code,
      message: ts.flattenDiagnosticMessageText(d.messageText, '\n'),
    }));
  }

  /** Messages of the second text that the first has not, or not so often. */
  fresh(path: string, before: string, after: string): string[] {
    const known = this.diagnostics(path, before);
    const fresh: string[] = [];
    for (const { code, message } of this.diagnostics(path, after)) {
      const at = known.findIndex((k) => k.message === message);
      if (at < 0) fresh.push(message);
      // A name that the checkout lacks may be written once more.
      else if (!unresolved.has(code)) known.splice(at, 1);
    }
    return fresh;
  }
}

/** Cannot find name, module. */
const unresolved: ReadonlySet<number> = new Set([2304, 2307, 2552, 2792]);
