/** One way of choosing the data that a run asks for. */
export interface Profile {
  readonly name: string;
  /** Edge length of the input: elements of lists and strings, value of numbers. */
  readonly size: number;
  /** Elements of made-up lists and texts, where that is known: `extentOf` the size. */
  readonly extent?: number;
  /** Elements of numeric data: small integers, or fractions without integer relations whose sums are exact. */
  readonly numbers: 'integers' | 'reals';
  /** Whether two unknown data are equal; `blank`: unknown data equals what stands for nothing ('', 0, '.'), only. */
  readonly equal: 'never' | 'always' | 'mixed' | 'blank';
  /** What calls outside the model answer. */
  readonly external: boolean | 'mixed';
  /**
   * Letters of strings: `plain` letters, digits, letters that the program names, or the same few for each string:
   * `woven` into another order in all but the first; `headed`: longer strings begin with a letter that no other is.
   */
  readonly letters: 'plain' | 'digits' | 'literals' | 'woven' | 'headed';
  /**
   * `heavy`: numeric data so uneven that no part of it balances the rest; `falling`: each number of a list smaller than
   * the one before, to 0; `rising`: each larger than the one before, from 1; `nested`: numbers in lists of lists smaller than those beside them;
   * `bounded`: what is compared with a bound of the program lies below it, the further the larger the size.
   */
  readonly shape?: 'heavy' | 'falling' | 'rising' | 'nested' | 'bounded';
  /** Data that is used as a key leads to a later entry of what it is used on: the data are a graph. */
  readonly links?: boolean;
  /** With `literals`: the one literal to use, by its place in the program; all in turn if undefined. */
  readonly only?: number;
  /** Varies what `mixed` gives; with `literals`, 1 and 2 say which made-up text is built from them. */
  readonly seed: number;
}

/** Most elements of made-up lists and texts; only numbers grow further. */
const longest = 48;

/** Elements of made-up lists and texts for an input of this size. */
export function extentOf(size: number): number {
  return Math.min(size, longest);
}
