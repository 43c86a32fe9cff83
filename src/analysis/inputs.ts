import type { Inference } from './inference.ts';
import type { Value } from './machine/values.ts';
import type { World } from './machine/world.ts';
import type { Pattern, SkeletonFunction } from './skeleton.ts';
import { walkActivation } from './walk.ts';

/** Makes the input of one run. */
export interface InputMaker {
  /** The function around the recursion that is given the input, if it is not given to the recursion itself. */
  readonly outer?: SkeletonFunction;
  args(world: World): Value[];
}

/** One way to choose an argument, from the size of the input. */
type Choice = (world: World) => Value;

/** Most combinations of choices that are tried for one function. */
const mostCombinations = 40;

function choices(pattern: Pattern, index: number, inference: Inference): Choice[] {
  if (pattern.op === 'defaultPattern') {
    const omitted: Choice = () => undefined;
    const given = choices(pattern.target, index, inference);
    return pattern.target.op === 'variable' && inference.kindOf(pattern.target.variable) === 'number'
      ? [omitted, ...given.slice(0, 2), ...given.slice(4)]
      : [omitted];
  }
  if (pattern.op !== 'variable') return [(world) => world.unknown(`argument${index}`)];
  const { variable } = pattern;
  const kind = inference.kindOf(variable);
  switch (kind) {
    case 'number':
    case 'integer':
      return [
        (world) => world.profile.size,
        () => 0,
        () => 1,
        (world) => world.profile.size - 1,
        (world) => 2 * world.profile.size + 1,
      ];
    case 'boolean':
      return [() => true, () => false];
    default:
      return [(world) => world.make(variable.name, kind, inference.elementOf(variable))];
  }
}

function combinationsFor(fn: SkeletonFunction, inference: Inference, most: number): InputMaker[] {
  const perParameter = fn.parameters.map((parameter, i) => choices(parameter, i, inference));
  let combinations: { choices: Choice[]; rank: number }[] = [{ choices: [], rank: 0 }];
  for (const options of perParameter) {
    combinations = combinations.flatMap(({ choices: chosen, rank }) =>
      options.map((option, i) => ({ choices: [...chosen, option], rank: rank + i })),
    );
    combinations.sort((a, b) => a.rank - b.rank);
    combinations = combinations.slice(0, most * 4);
  }
  return combinations
    .slice(0, most)
    .map(({ choices: chosen }) => ({ args: (world) => chosen.map((choice) => choice(world)) }));
}

/**
 * Inputs worth trying for a function: for numbers the size, 0, size − 1 and 1, for texts and lists data of that size,
 * for everything else data that is settled when it is first looked at.
 */
export function inputMakers(fn: SkeletonFunction, inference: Inference): InputMaker[] {
  return combinationsFor(fn, inference, mostCombinations);
}

/** Most combinations that are tried for the function around a recursion. */
const mostOuter = 6;

/**
 * Inputs for the function around `fn`, which calls it with arguments of its own making: none if there is no such
 * function, or if it makes nothing that `fn` could find there.
 */
export function outerMakers(fn: SkeletonFunction, inference: Inference): InputMaker[] {
  const outer = fn.parent;
  if (!outer || outer.form === 'callback' || outer.generator || !findsMade(fn, outer)) return [];
  return combinationsFor(outer, inference, mostOuter).map((maker) => ({ ...maker, outer }));
}

/** Whether `fn` reads a variable that `outer` declares in its body. */
function findsMade(fn: SkeletonFunction, outer: SkeletonFunction): boolean {
  let found = false;
  walkActivation(fn, {
    expression: (expr) => {
      if (expr.op !== 'variable') return;
      const { variable } = expr;
      found ||= variable.owner === outer && !variable.bound && (variable.role === 'local' || variable.reassigned);
    },
  });
  return found;
}
