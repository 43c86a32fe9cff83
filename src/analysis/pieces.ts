import { ListValue, type Value, settled } from './machine/values.ts';
import type { Subproblem } from './machine/subproblems.ts';

/** States that are looked at; a list that loses elements shows it among the first. */
const most = 2_000;

/**
 * Whether an argument is a list that loses elements from anywhere: neither a piece of the first one, which two positions
 * would tell, nor a tuple of one length. Its states are subsets, exponentially many, and nothing shorter than the list is
 * a key for them (permutations of the remaining elements, minors of a matrix).
 */
export function losesElements(root: Subproblem, state: Subproblem, index: number): boolean {
  const lists = listsOf(root, state.function, index);
  if (new Set(lists.map((list) => list.length)).size < 2) return false;
  const wholes = [...root.args.flatMap((arg) => elements(arg) ?? []), ...lists.slice(0, 1)];
  return lists.some((list) => !wholes.some((whole) => isPiece(list, whole)));
}

function elements(arg: Value): [readonly Value[]] | undefined {
  const value = settled(arg);
  return value instanceof ListValue ? [value.items] : undefined;
}

/** In the states below the first one, which may be given another way. */
function listsOf(root: Subproblem, fn: Subproblem['function'], index: number): (readonly Value[])[] {
  const seen = new Set(root.children);
  const lists: (readonly Value[])[] = [];
  for (const state of seen) {
    if (state.function === fn) lists.push(...(elements(state.args[index]) ?? []));
    if (seen.size < most) for (const child of state.children) seen.add(child);
  }
  return lists;
}

function isPiece(list: readonly Value[], whole: readonly Value[]): boolean {
  for (let from = 0; from + list.length <= whole.length; from++) {
    if (list.every((item, i) => settled(item) === settled(whole[from + i]))) return true;
  }
  return false;
}
