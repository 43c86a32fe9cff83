/** The recursion of one function on a small input, as a picture. */

/** One state: its call as text, the states it asks for (once for each call) by number, and the calls below it. */
export interface PictureState {
  /** `fib(5)` */
  readonly text: string;
  readonly asks: readonly number[];
}

/** State 0 is the outermost call. Walking every path is what the program does without a cache. */
export interface RecursionPicture {
  readonly states: readonly PictureState[];
  /** Calls without a cache, the outermost included; a whole number as text. */
  readonly calls: string;
}
