import type { Range } from '../analysis/skeleton.ts';
import type { Span } from '../protocol/finding.ts';

/** Offsets → lines and columns from 1; LF, CRLF and CR end a line. */
export class Positions {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const end of text.matchAll(/\r\n|\n|\r|\u2028|\u2029/g)) this.#starts.push(end.index + end[0].length);
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
