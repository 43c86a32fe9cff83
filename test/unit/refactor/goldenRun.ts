import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { EcmaModule } from '../../../src/languages/ecmascript/module.ts';
import { typescriptParser } from '../../../src/languages/ecmascript/parser.ts';
import { applyEdits } from '../../../src/refactor/index.ts';
import { counter, countingEdits } from '../../../src/refactor/proof/count.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));

export interface Executed {
  /** What each call returned or threw, as text. */
  readonly results: string[];
  /** Results that the counted functions computed. */
  readonly computed: number;
}

/** A folder in which modules are run by Node as files of a package, beside the real libraries. */
export class Workshop {
  readonly #folder = mkdtempSync(join(tmpdir(), 'memoscope-golden-'));
  readonly #cache = process.env.XDG_CACHE_HOME;
  readonly #beside: string;
  #runs = 0;

  /** @param beside modules that the fixtures import, copied next to each */
  constructor(beside: string, libraries: readonly string[]) {
    this.#beside = beside;
    process.env.XDG_CACHE_HOME = join(this.#folder, 'cache'); // where memoizeDisk writes
    const modules = join(this.#folder, 'node_modules');
    const own = join(modules, 'memoscope');
    mkdirSync(own, { recursive: true });
    const entry = (name: string): object => ({ import: `./${name}.mts`, require: `./${name}.cts` });
    const exports = { '.': entry('index'), './disk': entry('disk') };
    writeFileSync(join(own, 'package.json'), JSON.stringify({ name: 'memoscope', exports }));
    for (const name of ['index', 'disk']) {
      const from = join(root, 'src', 'runtime', `${name}.ts`);
      writeFileSync(join(own, `${name}.mts`), `export * from ${JSON.stringify(pathToFileURL(from))};\n`);
      writeFileSync(join(own, `${name}.cts`), `module.exports = require(${JSON.stringify(from)});\n`);
    }
    for (const name of libraries) {
      const installed = join(root, 'node_modules', name);
      if (existsSync(installed)) symlinkSync(installed, join(modules, name), 'junction');
    }
  }

  /** Runs a new copy of a module and evaluates `calls`, in which its exports are `m`. */
  async run(file: string, text: string, calls: readonly string[]): Promise<Executed> {
    const folder = join(this.#folder, String(++this.#runs));
    cpSync(this.#beside, folder, { recursive: true });
    writeFileSync(join(folder, file), text);
    const scope = globalThis as { [counter]?: () => void };
    let computed = 0;
    scope[counter] = () => void computed++;
    try {
      const loaded = (await import(pathToFileURL(join(folder, file)).href)) as Record<string, unknown>;
      const isCommonJs = /\.(cjs|js|cts)$/.test(file);
      const m = isCommonJs && loaded.default !== undefined ? loaded.default : loaded;
      const results: string[] = [];
      for (const call of calls) {
        try {
          const value: unknown = await new Function('m', `return ${call}`)(m);
          results.push(inspect(value));
        } catch (error) {
          results.push(`threw ${String(error)}`);
        }
      }
      return { results, computed };
    } finally {
      delete scope[counter];
    }
  }

  close(): void {
    if (this.#cache === undefined) delete process.env.XDG_CACHE_HOME;
    else process.env.XDG_CACHE_HOME = this.#cache;
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The text with a counter in the body of each named function: it sees results that are computed, not looked up. */
export function counted(path: string, text: string, names: string): string {
  const { functions } = new EcmaModule(text, typescriptParser(path, text).program);
  const found = names.split(' ').map((name) => functions.find((f) => f.name === name));
  return applyEdits(text, countingEdits(found.map((f, i) => f ?? missing(names.split(' ')[i]!))));
}

function missing(name: string): never {
  throw new Error(`no ${name}`);
}
