import { type Subproblem, statesBelow } from './machine/subproblems.ts';
import { Unknown, settled } from './machine/values.ts';

/**
 * Whether an argument is a number of the data in every state: entries lead from one to the next, and where two of them
 * lead to one only the data tell. A position that the program also moves by itself is none of these.
 */
export function comesFromData(root: Subproblem, state: Subproblem, index: number): boolean {
  const values = new Set(statesBelow(root, state.function).map(({ args }) => args[index]));
  return values.size > 1 && [...values].every((v) => v instanceof Unknown && typeof settled(v) === 'number');
}
