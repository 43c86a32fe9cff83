/** Names that probe and instrumented code share. */

/** `globalThis[Symbol.for(hubSymbol)]`: the hub that a debugger asks. */
export const hubSymbol = 'memoscope.probe';

/** Beginning of every global that instrumented code calls. A file that holds this text already is left alone. */
export const prefix = '$memoscope_';

/** Bits below the site number in the number that instrumented code passes. */
export const hitWhenTrue = 1;
export const hitElsewhere = 2;
export const missElsewhere = 4;
export const codeShift = 3;

/** What one memo table is, told by the instrumenter. Line and column from 1, in the text that was loaded. */
export interface TableDescription {
  readonly id: number;
  readonly name: string;
  readonly line: number;
  readonly column: number;
  /** Keys of one lookup: 2 for a table of tables. */
  readonly depth: number;
  /** Falsy values count as absent in the program's own test. */
  readonly falsyAbsent: boolean;
}

/** The memo tables of one loaded file. */
export interface FileDescription {
  /** Path, not URL. */
  readonly file: string;
  readonly tables: readonly TableDescription[];
  /** The `sourceMappingURL` of the loaded text, if any. */
  readonly mapUrl?: string;
}
