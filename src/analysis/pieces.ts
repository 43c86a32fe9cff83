import { ListValue, type Value, settled } from './machine/values.ts';
import { type Subproblem, statesBelow } from './machine/subproblems.ts';

/**
 * Whether an argument is a list that loses elements from anywhere: neither a piece of the first one, which two positions
 * would tell, nor a tuple of one length. Its states are subsets, exponentially many, and nothing shorter than the list is
 * a key for them (permutations of the remaining elements, minors of a matrix).
 */
export function losesElements(root: Subproblem, state: Subproblem, index: number): boolean {
  const lists = statesBelow(root, state.function).flatMap(({ args }) => elements(args[index]) ?? []);
  if (new Set(lists.map((list) => list.length)).size < 2) return false;
  const wholes = [...root.args.flatMap((arg) => elements(arg) ?? []), ...lists.slice(0, 1)];
  return lists.some((list) => !wholes.some((whole) => isPiece(list, whole)));
}

function elements(arg: Value): [readonly Value[]] | undefined {
  const value = settled(arg);
  return value instanceof ListValue ? [value.items] : undefined;
}

function isPiece(list: readonly Value[], whole: readonly Value[]): boolean {
  for (let from = 0; from + list.length <= whole.length; from++) {
    if (list.every((item, i) => settled(item) === settled(whole[from + i]))) return true;
  }
  return false;
}
