/** Names that probe and instrumented code share. */

/** `globalThis[Symbol.for(hubSymbol)]`: the hub that a debugger asks. */
export const hubSymbol = 'memoscope.probe';

/** Beginning of every global that instrumented code calls. A file that holds this text already is left alone. */
export const prefix = '$memoscope_';

/** Before and after everything that is put into a text. */
export const mark = '/*$*/';

/** What one memo table is, told by the instrumenter. Line and column from 1, in the text that was loaded. */
export interface TableDescription {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** Keys of one lookup: 2 for a table of tables. */
  readonly depth: number;
  /** Every lookup counts as a hit until it turns out to be a miss. */
  readonly asked: boolean;
  /** Stores have a count of their own; else each miss ends in one, or the table says itself what it holds. */
  readonly countsStores: boolean;
  /** Falsy values count as absent in the program's own test. */
  readonly falsyAbsent: boolean;
  /** The text of the value that stands for nothing, `null` for undefined too; where it can be told. */
  readonly absent?: string;
  /** The table is shown where it is made, a new one there or whatever the expression gives; else where it is used. */
  readonly made?: 'new' | 'any';
  /** Beginnings and ends of misses are told. */
  readonly timed: boolean;
  /** The function calls itself, so misses lie within misses. */
  readonly nested: boolean;
}

/** One function that calls itself more than once and has no memo table. Line and column are those of its name. */
export interface CandidateDescription {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** The id of the first of the functions that call each other. */
  readonly group: number;
  /** Every call among them is marked, so that an unmarked one is an outermost call. */
  readonly marked: boolean;
}

/** What is counted in one loaded file. */
export interface FileDescription {
  /** Path, not URL. */
  readonly file: string;
  readonly tables: readonly TableDescription[];
  readonly candidates?: readonly CandidateDescription[];
  /** The `sourceMappingURL` of the loaded text, if any. */
  readonly mapUrl?: string;
}
