import type { Range } from '../analysis/skeleton.ts';
import type { Span } from '../protocol/finding.ts';

/** Offsets → lines and columns from 1; LF, CRLF and CR end a line. */
export class Positions {
  #found: number[] | undefined;

  constructor(readonly text: string) {}

  /** Where lines start; looked for when it is first asked, which for most files is never. */
  get #starts(): readonly number[] {
    if (this.#found) return this.#found;
    const starts = [0];
    for (const end of this.text.matchAll(/\r\n|\n|\r|\u2028|\u2029/g)) starts.push(end.index + end[0].length);
    return (this.#found = starts);
  }

  line(offset: number): number {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  }

  column(offset: number): number {
    return offset - this.#starts[this.line(offset) - 1]! + 1;
  }

  span([start, end]: Range): Span {
    return { line: this.line(start), column: this.column(start), endLine: this.line(end), endColumn: this.column(end) };
  }

  /** The offset of a line and column from 1. */
  offset(line: number, column: number): number {
    return (this.#starts[line - 1] ?? Infinity) + column - 1;
  }
}
