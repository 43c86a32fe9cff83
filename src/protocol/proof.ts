/** A proof by execution: what is run, and what came of it. Everything here is JSON. */

/** Limits of one proof. */
export interface ProofLimits {
  /** Results that the original may compute for one input; above, the input is left out. 1 or more. */
  readonly calls: number;
  /** Milliseconds for one run of one version. */
  readonly runMs: number;
  /** Milliseconds for everything, after which the thread is ended. */
  readonly totalMs: number;
  /** Old-generation heap of the thread in MB. */
  readonly heapMb: number;
}

export interface ProofInput {
  /** JavaScript source of each argument. */
  readonly args: readonly string[];
  /** Step of the ladder of sizes; -1 for the arguments of a call that the file has, -2 for odd ones. */
  readonly size: number;
}

/** Files beside the one whose function is proven, as they were read. */
export interface ProofSources {
  /** Path → text; none for packages. */
  readonly files: Readonly<Record<string, string>>;
  /** Path → specifier → path; '' for what is not found. Of packages the file that Node loads. */
  readonly links: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What must be read before a proof can be planned. */
export interface ProofNeeds {
  readonly needs: readonly { readonly from: string; readonly specifier: string }[];
}

const harmless = new Set('assert assert/strict buffer path path/posix path/win32 punycode querystring string_decoder url util util/types'.split(' ')); // prettier-ignore

/** Modules of Node that reach for nothing outside. */
export const isHarmless = (specifier: string): boolean => harmless.has(specifier.replace(/^node:/, ''));

/** Compiled programs: bodies of functions of `require`, `exports`, `module`, `count` and `give`. */
export interface ProofPlan {
  /** The original, calling `count()` for every result it computes. */
  readonly before: string;
  readonly after: string;
  /** The rewritten function with the same counter, behind its lookup. */
  readonly counted: string;
  readonly inputs: readonly ProofInput[];
  /** Calls of the functions that it recurses through, which are given after it: the index of each, from 0, and its input. */
  readonly others?: readonly { readonly fn: number; readonly args: readonly string[] }[];
  readonly limits: ProofLimits;
  /** Modules that the programs may load: name → file. */
  readonly modules: Readonly<Record<string, string>>;
  /**
   * Other files of the project, cut down to what is needed: by their paths, with the files that each names by a specifier.
   * That of the programs themselves is ''.
   */
  readonly files?: Readonly<
    Record<string, { readonly code: string; readonly links: Readonly<Record<string, string>> }>
  >;
  /**
   * The fix takes a cache away: `before` is the rewritten function with its counter, `after` and `counted` the function
   * as it is, so that fuel is given to the slower of both.
   */
  readonly removes?: boolean;
}

export interface ProofRow {
  readonly args: readonly string[];
  /**
   * `equal` results; `different`; both `threw` the same; `left-out`: the original needs too many calls, too long or too
   * deep a stack.
   */
  readonly outcome: 'equal' | 'different' | 'threw' | 'left-out';
  /** Results computed; undefined where the run did not end or has no counter. */
  readonly before?: number;
  readonly after?: number;
  /** Results that the rewritten function computed when it was called once more with equal arguments. */
  readonly again?: number;
  readonly detail?: string;
}

/** Whether the cache answered on this input: something that the original computes was not computed. */
export const isHit = ({ outcome, before = 0, after = before, again = after }: ProofRow): boolean =>
  outcome === 'equal' && (after < before || again < before);

/** A sequence of calls in which a wrong cache shows although single calls are right. */
export interface ProofProbe {
  readonly name:
    'other-arguments' | 'other-functions' | 'one-object' | 'changed-argument' | 'changed-result' | 'after-error';
  readonly equal: boolean;
  readonly detail?: string;
}

export interface ProofReport {
  readonly rows: readonly ProofRow[];
  readonly probes: readonly ProofProbe[];
  /** Inputs on which the cache answered at least once; undefined for a fix that takes a cache away. */
  readonly hits?: number;
  /** Results were compared, nothing differed, and the cache answered in some of them. */
  readonly proven: boolean;
}
