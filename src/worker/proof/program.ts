import { createRequire } from 'node:module';
import vm from 'node:vm';
import { type ProofPlan, isHarmless } from '../../protocol/proof.ts';

/** How one call ended. */
export type Ending =
  | { readonly how: 'returned'; readonly value: unknown; readonly calls: number; readonly promised: boolean }
  | { readonly how: 'threw'; readonly error: string; readonly thrown: unknown; readonly calls: number; readonly promised: boolean } // prettier-ignore
  | { readonly how: 'gave-up'; readonly why: string };

export type Program = (...args: unknown[]) => unknown;

/** The function that is proven, and those that it recurses through. */
export type Given = readonly [Program, ...Program[]];

/** Declarations are evaluated within so many milliseconds. */
const loadMs = 5_000;

/** The context of one program. */
export class Stage {
  readonly #context: vm.Context;
  readonly #plan: ProofPlan;
  readonly #runMs: number;
  calls = 0;
  #fuel = Infinity;
  #spent = false;
  #onSpent: () => void = () => undefined;

  /** @param patience a call may take so many times `runMs` */
  constructor(plan: ProofPlan, patience = 1) {
    this.#plan = plan;
    this.#runMs = plan.limits.runMs * patience;
    const quiet = { log() {}, info() {}, warn() {}, error() {}, debug() {} };
    // What a program waits for by the clock comes at once, in both versions alike.
    const soon = (run: (...args: unknown[]) => void, _ms: unknown, ...args: unknown[]): number => {
      setImmediate(() => run(...args));
      return 0;
    };
    const timers = { setTimeout: soon, clearTimeout() {}, queueMicrotask };
    const usual = { structuredClone, performance, URL, URLSearchParams, TextEncoder, TextDecoder, Buffer, atob, btoa };
    this.#context = vm.createContext({ console: quiet, ...usual, ...timers });
  }

  /** Evaluates a compiled program anew. */
  load(code: string): Given {
    let given: Given | undefined;
    this.#fuel = Infinity;
    this.#spent = false;
    this.#loaded.clear();
    this.#evaluate(code, '', { exports: {} }, (...all) => (given = all));
    if (!given) throw new Error('the program gave no function');
    return given;
  }

  #evaluate(code: string, path: string, module: { exports: unknown }, give: (...all: Given) => void): void {
    const make = vm.runInContext(
      `(function (require, exports, module, __memoscope_count, __memoscope_give) {${code}\n})`,
      this.#context,
      { timeout: loadMs },
    ) as (...args: unknown[]) => void;
    const count = (): void => {
      if (++this.calls <= this.#fuel) return;
      this.#spent = true;
      this.#onSpent();
      throw new Error('too many calls');
    };
    this.#context['__memoscope_run'] = () => make((name: string) => this.#require(name, path), module.exports, module, count, give); // prettier-ignore
    vm.runInContext('__memoscope_run()', this.#context, { timeout: loadMs });
  }

  readonly #loaded = new Map<string, { exports: unknown }>();

  #require(name: string, from: string): unknown {
    const path = this.#plan.files?.[from]?.links[name];
    if (path !== undefined) {
      const known = this.#loaded.get(path);
      if (known) return known.exports;
      const module = { exports: {} };
      this.#loaded.set(path, module);
      this.#evaluate(this.#plan.files![path]!.code, path, module, () => undefined);
      return module.exports;
    }
    if (isHarmless(name)) return createRequire(__filename)(name);
    const file = this.#plan.modules[name];
    if (file === undefined) throw new Error(`no module ${name}`);
    return createRequire(file)(file);
  }

  /** New values from their source. */
  values(sources: readonly string[]): unknown[] {
    return vm.runInContext(`[${sources.map((s) => `(${s})`).join(', ')}]`, this.#context) as unknown[];
  }

  /**
   * Calls within fuel and time.
   * @param isCrowded most of the stack is taken already
   */
  call(fn: Program, args: readonly unknown[], fuel = Infinity, isCrowded = false): Ending {
    this.calls = 0;
    this.#fuel = fuel;
    this.#spent = false;
    this.#context['__memoscope_run'] = () => fn(...args);
    try {
      const run = (): unknown => vm.runInContext('__memoscope_run()', this.#context, { timeout: this.#runMs });
      const value = isCrowded ? below(0.8, run) : run();
      return this.#returned(value);
    } catch (error) {
      return this.#threw(error);
    }
  }

  /** What a promise came to, within the fuel and the time of its call; other endings as they are. */
  async settled(ending: Ending): Promise<Ending> {
    if (ending.how !== 'returned' || !isThenable(ending.value)) return ending;
    const late = Symbol();
    let timer: NodeJS.Timeout | undefined;
    const limit = new Promise<unknown>((resolve) => {
      timer = setTimeout(resolve, this.#runMs, late);
      // What catches the lack of fuel goes on: nobody waits for its end.
      this.#onSpent = () => resolve(undefined);
      if (this.#spent) resolve(undefined);
    });
    try {
      const value = await Promise.race([ending.value, limit]);
      return value === late ? { how: 'gave-up', why: 'too long' } : this.#returned(value, true);
    } catch (error) {
      return this.#threw(error, true);
    } finally {
      clearTimeout(timer);
      // What is still under way comes to its end before the next call counts.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** What is still under way gets no further: each call that it makes fails. */
  abandon(): void {
    this.#fuel = -1;
  }

  #returned(value: unknown, promised = false): Ending {
    if (this.#spent) return { how: 'gave-up', why: 'too many calls' };
    return { how: 'returned', value, calls: this.calls, promised };
  }

  #threw(error: unknown, promised = false): Ending {
    if (this.#spent) return { how: 'gave-up', why: 'too many calls' };
    const { name, message, code } = (error ?? {}) as { name?: string; message?: string; code?: string };
    if (code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return { how: 'gave-up', why: 'too long' };
    if (name === 'RangeError' && /call stack/.test(message ?? '')) return { how: 'gave-up', why: 'too deep' };
    return { how: 'threw', error: `${name ?? typeof error}: ${message ?? String(error)}`, thrown: error, calls: this.calls, promised }; // prettier-ignore
  }
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/** Calls with a part of the stack taken. */
function below<T>(part: number, run: () => T): T {
  let deepest = 0;
  const measure = (depth: number): void => {
    deepest = depth;
    measure(depth + 1);
  };
  try {
    measure(1);
  } catch {
    // the end of the stack
  }
  const go = (left: number): T => (left > 0 ? go(left - 1) : run());
  return go(Math.floor(deepest * part));
}
