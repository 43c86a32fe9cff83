/** Requests to the analysis worker and their answers; one method a line. */
import type { FixResult, TextEdit } from './edit.ts';
import type { FileReport, Finding, FixId, FixOffer, Span, Verdict } from './finding.ts';
import type { RecursionPicture } from './picture.ts';
import type { ProofNeeds, ProofPlan, ProofSources } from './proof.ts';

export interface SourceFile {
  /** Path or URI as text; its extension tells the language (`.ts .tsx .mts .cts .js .jsx .mjs .cjs`). */
  readonly path: string;
  readonly text: string;
  /** Names and versions of `dependencies` in the nearest package.json, where the caller read it. */
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** Names one function of a file: by name, or by the position of its finding (from 1). */
export interface FunctionRef {
  readonly name?: string;
  readonly line?: number;
  readonly column?: number;
}

/** One of several fixes that are made together. */
export interface FixTarget {
  readonly target: FunctionRef;
  readonly fix: FixId;
}

export interface FixAllResult {
  /** Of the given text; empty when nothing could be fixed. */
  readonly edits: readonly TextEdit[];
  /** Names of the functions that are fixed. */
  readonly fixed: readonly string[];
  /** The others, with one sentence why. */
  readonly left: readonly { readonly function: string; readonly reason: string }[];
  /** What the fixes take for granted and what they cost, a sentence each, each once. */
  readonly notes: readonly string[];
}

/** A function whose cache can be taken away; the place is that of its name. */
export interface CachedFunction extends Span {
  readonly function: string;
  readonly functionLine: number;
  readonly fixes: readonly FixOffer[];
}

/** An input that a person asks about. */
export interface AskedInput {
  /** Arguments, as JSON carries them. */
  readonly args: readonly unknown[];
  /** Values of variables around the function, by name. */
  readonly captured?: Readonly<Record<string, unknown>>;
}

/** Exact counts for one input, as decimal integers, or why there are none. */
export type InputCount =
  | {
      readonly calls: string;
      readonly states: string;
      /** Longest chain of nested calls. */
      readonly depth: number;
      /** Every branch depended on the given data and on code that is known. */
      readonly exact: boolean;
    }
  | { readonly refused: string };

/** What a fix would do to the file, or one sentence why it cannot be made. */
export type FixPreview = FixOffer & {
  /** Lines that it adds and takes away. */
  readonly added: number;
  readonly removed: number;
  /** These lines, with `+` and `-` before them. */
  readonly diff: readonly string[];
  /** What it takes for granted and what it costs, a sentence each. */
  readonly notes: readonly string[];
};

export interface FixRefusal {
  readonly id: FixId;
  readonly title: string;
  readonly refused: string;
}

export interface Explanation {
  readonly text: string;
  readonly finding: Finding;
  /** The recursive calls as written. */
  readonly recurrence: readonly { readonly caller: string; readonly call: string }[];
  /** Of the example: nested calls; part of the box of its arguments that is reached; an LRU cache of this size loses nothing. */
  readonly depth: number;
  readonly density?: number;
  readonly reuseDistance: number;
  readonly input?: { readonly args: readonly unknown[]; readonly count: InputCount };
  /** Each fix that answers to the finding, best first. */
  readonly fixes: readonly (FixPreview | FixRefusal)[];
}

export interface AnalysisMethods {
  /** Every finding of one file. Never rejects for bad input: a syntax error is an entry of `errors`. */
  /**
   * @param params.unsettled the tokens were read before, and did not settle the file
   * @param params.least the least sure verdict that will be shown, `possible` if it is left out: overlap that never would
   *   be is not searched for
   */
  check(params: { file: SourceFile; budgetMs?: number; unsettled?: boolean; least?: Verdict }): FileReport;
  /** The edits of one fix, computed on the text that is given. */
  fix(params: { file: SourceFile; target: FunctionRef; fix: FixId }): FixResult;
  /** Several fixes of one file as one change. */
  fixAll(params: { file: SourceFile; targets: readonly FixTarget[] }): FixAllResult;
  /** Every way to memoize one function, with a finding or without, best first. */
  strategies(params: { file: SourceFile; target: FunctionRef }): readonly FixOffer[];
  /** The functions that keep a cache which `unmemoize` can take away. */
  cached(params: { file: SourceFile }): readonly CachedFunction[];
  /** What `memoscope explain` prints, as text and as data; `input`: count this one as well. */
  explain(params: {
    file: SourceFile;
    target: FunctionRef;
    input?: AskedInput;
  }): Explanation | { readonly refused: string };
  /** The recursion of a function on a small input; `line` (from 1) is near the function or its cache. */
  picture(params: { file: SourceFile; name: string; line: number }): RecursionPicture | { readonly refused: string };
  /**
   * What to execute to prove a fix, or which files must be known first. `modules`: files of modules that rewritten code
   * imports, by name; `sources`: what was read for the same question.
   */
  plan(params: {
    file: SourceFile;
    target: FunctionRef;
    fix: FixId;
    modules?: Readonly<Record<string, string>>;
    sources?: ProofSources;
  }): ProofPlan | ProofNeeds | { readonly refused: string };
}

export type AnalysisMethod = keyof AnalysisMethods;

export interface WorkerRequest<M extends AnalysisMethod = AnalysisMethod> {
  readonly id: number;
  readonly method: M;
  readonly params: Parameters<AnalysisMethods[M]>[0];
}

export type WorkerReply =
  | { readonly id: number; readonly result: unknown }
  | { readonly id: number; readonly error: { readonly message: string; readonly stack?: string } };
