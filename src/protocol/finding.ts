/** What a check says of one function: the shape shared by every face and by `--format json`. */

/** How sure the overlap is: executed witness, named assumption about data, or unknown sharing. */
export type Verdict = 'proven' | 'likely' | 'possible';

/** Whether caching keeps the program's meaning; `scoped` means only in a cache per outermost call. */
export type Safety = 'safe' | 'scoped' | 'unsafe' | 'unknown';

export const ruleIds = [
  'overlapping-subproblems',
  'bypassed-cache',
  'incomplete-key',
  'colliding-key',
  'prototype-key',
  'falsy-cache-check',
  'ephemeral-cache',
  'disconnected-memo',
  'shared-row',
  'impure-memo',
  'unkeyed-this',
  'cached-rejection',
  'async-stampede',
  'mutable-result',
  'undersized-cache',
  'unbounded-cache',
  'unused-disable',
] as const;
export type RuleId = (typeof ruleIds)[number];

/** The rules that are built so far: the others are reserved names. */
export const builtRuleIds = ['overlapping-subproblems', 'unused-disable'] as const satisfies readonly RuleId[];

export const fixIds = [
  'memoize-scoped',
  'memoize-module',
  'memoize-wrap',
  'memoize-lru',
  'memoize-ttl',
  'memoize-disk',
  'memoize-async',
  'memoize-method',
  'memoize-library',
  'tabulate',
  'tabulate-rolling',
  'repair',
  'unmemoize',
] as const;
export type FixId = (typeof fixIds)[number];

/** The fixes that are built so far. */
export const builtFixIds = fixIds.filter((id) => !['tabulate', 'tabulate-rolling', 'repair'].includes(id));

/** A place in a file; lines and columns count from 1, `end` is exclusive. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A state as written to JSON: one entry an argument; values JSON cannot carry are text. */
export type StateText = readonly unknown[];

/** An input whose recursion was executed and reached `state` by each of `paths`. */
export interface Witness {
  readonly input: StateText;
  readonly state: StateText;
  /** Each path lists the states from the input to the repeated state. */
  readonly paths: readonly (readonly StateText[])[];
}

/**
 * `exact`: the counts themselves, checked on several sizes; `rate`: their order of growth, from the maps of the
 * arguments; `fitted`: a curve through counts, which says "about".
 */
export type FormulaKind = 'exact' | 'rate' | 'fitted';

export interface Growth {
  /** Number of calls without a cache, as a formula. */
  readonly calls: string;
  readonly callsKind: FormulaKind;
  /** Number of different states, as a formula. */
  readonly states: string;
  readonly statesKind: FormulaKind;
  /** The outermost call that the formulas count, in terms of their variable: `fib(n)`, `paths(n, n)`. */
  readonly of: string;
  /** Exact counts for one input, as decimal integers (they may exceed 2^53). */
  readonly example: { readonly input: StateText; readonly calls: string; readonly states: string };
}

/** `proven`: sound for every input; `plausible`: sound under the assumption that the title names. */
export type FixGrade = 'proven' | 'plausible';

export interface FixOffer {
  readonly id: FixId;
  readonly title: string;
  readonly grade: FixGrade;
}

/** A further place that explains a finding: a call site, the line that makes a function unsafe. */
export interface RelatedPlace extends Span {
  readonly message: string;
}

export interface Finding extends Span {
  readonly rule: RuleId;
  readonly verdict: Verdict;
  readonly safety: Safety;
  /** Relative to the working directory in reports; as given otherwise. */
  readonly file: string;
  /** Name of the function, `(anonymous)` if it has none. */
  readonly function: string;
  /** Line on which the function (not its name) starts. */
  readonly functionLine: number;
  readonly message: string;
  /** One sentence each: why the function is safe, scoped, unsafe or unknown. */
  readonly safetyReasons: readonly string[];
  /** What the verdict takes for granted about data, a clause each; empty for proven. */
  readonly assumptions: readonly string[];
  readonly witness?: Witness;
  readonly growth?: Growth;
  readonly fixes: readonly FixOffer[];
  readonly related: readonly RelatedPlace[];
}

/** Why a file could not be checked, or only in part. */
export interface FileError {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** What one file's check gives. */
export interface FileReport {
  readonly findings: readonly Finding[];
  readonly errors: readonly FileError[];
}

/** The object that `memoscope check --format json` prints. */
export interface CheckReport extends FileReport {
  readonly version: 1;
  readonly files: number;
  readonly durationMs: number;
}
