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
  /** Step of the ladder of sizes; -1 for the arguments of a call that the file has. */
  readonly size: number;
}

/** Compiled programs: bodies of functions of `require`, `exports`, `module`, `count` and `give`. */
export interface ProofPlan {
  /** The original, calling `count()` for every result it computes. */
  readonly before: string;
  readonly after: string;
  /** The rewritten function with the same counter, behind its lookup. */
  readonly counted: string;
  readonly inputs: readonly ProofInput[];
  readonly limits: ProofLimits;
  /** Modules that the programs may load: name → file. */
  readonly modules: Readonly<Record<string, string>>;
}

export interface ProofRow {
  readonly args: readonly string[];
  /**
   * `equal` results; `different`; both `threw` the same; `left-out`: the original needs too many calls, too long or too
   * deep a stack.
   */
  readonly outcome: 'equal' | 'different' | 'threw' | 'left-out';
  /** Results computed; undefined where the run did not end. */
  readonly before?: number;
  readonly after?: number;
  readonly detail?: string;
}

/** A sequence of calls in which a wrong cache shows although single calls are right. */
export interface ProofProbe {
  readonly name: 'other-arguments' | 'changed-argument' | 'changed-result';
  readonly equal: boolean;
  readonly detail?: string;
}

export interface ProofReport {
  readonly rows: readonly ProofRow[];
  readonly probes: readonly ProofProbe[];
  /** Something was compared, and nothing differed. */
  readonly proven: boolean;
}
