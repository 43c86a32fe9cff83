import type { Bounds } from './bounds.ts';
import { entryNumbers } from './entry.ts';
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
  /** How each of these arguments that is a number depends on the size; undefined for the others. */
  readonly numbers: readonly (Affine | undefined)[];
  /**
   * The same form with every number `by` times as large and `more` larger: for recursions in steps of `by` that end at
   * one number only. Undefined if there is no number in it.
   */
  stretched(by: number, more: number): InputMaker | undefined;
}

/** A number made from the size of the input: factor · size + offset. */
interface Affine {
  readonly factor: number;
  readonly offset: number;
}

/** One way to choose an argument, from the size of the input. */
interface Choice {
  readonly make: (world: World) => Value;
  readonly number?: Affine;
  readonly big?: boolean;
}

const number = (factor: number, offset: number, big = false): Choice => ({
  make: big ? ({ profile }) => BigInt(factor * profile.size + offset) : ({ profile }) => factor * profile.size + offset,
  number: { factor, offset },
  big,
});
const numbers = [number(1, 0), number(0, 0), number(0, 1), number(1, -1), number(2, 1)];

/** Most combinations of choices that are tried for one function. */
const mostCombinations = 40;

function choices(pattern: Pattern, index: number, inference: Inference): readonly Choice[] {
  if (pattern.op === 'defaultPattern') {
    const omitted: Choice = { make: () => undefined };
    const given = choices(pattern.target, index, inference);
    return pattern.target.op === 'variable' && inference.kindOf(pattern.target.variable) === 'number'
      ? [omitted, ...given.slice(0, 3), ...given.slice(4)]
      : [omitted];
  }
  if (pattern.op !== 'variable') return [{ make: (world) => world.unknown(`argument${index}`) }];
  const { variable } = pattern;
  const kind = inference.kindOf(variable);
  if (inference.isKey(variable) && kind !== 'number') return [{ make: (world) => world.unknown(variable.name) }];
  switch (kind) {
    case 'number':
    case 'integer':
      return numbers;
    case 'bigint':
      return numbers.map(({ number: given }) => number(given!.factor, given!.offset, true));
    case 'boolean':
      return [{ make: () => true }, { make: () => false }];
    default:
      if (kind === 'string' && inference.isWhole(variable)) return [{ make: (world) => world.text(1) }];
      return [{ make: (world) => world.make(variable.name, kind, inference.elementOf(variable)) }];
  }
}

function combinationsFor(fn: SkeletonFunction, inference: Inference, most: number): InputMaker[] {
  const entry = entryNumbers(fn);
  // With nothing left to vary, the literals are an example like any other.
  const fixed = entry.includes(undefined) ? entry : [];
  const perParameter = fn.parameters.map((parameter, i) => {
    const all = choices(parameter, i, inference);
    const at = fixed[i];
    return typeof at === 'number' && all === numbers ? [number(0, at)] : all;
  });
  let combinations: { choices: Choice[]; rank: number }[] = [{ choices: [], rank: 0 }];
  for (const options of perParameter) {
    combinations = combinations.flatMap(({ choices: chosen, rank }) =>
      options.map((option, i) => ({ choices: [...chosen, option], rank: rank + i })),
    );
    combinations.sort((a, b) => a.rank - b.rank);
    combinations = combinations.slice(0, most * 4);
  }
  return combinations.slice(0, most).map(({ choices: chosen }) => makerOf(chosen));
}

function makerOf(chosen: readonly Choice[]): InputMaker {
  return {
    args: (world) => chosen.map((choice) => choice.make(world)),
    numbers: chosen.map((choice) => (choice.big ? undefined : choice.number)),
    stretched(by, more) {
      if (!chosen.some((choice) => choice.number)) return undefined;
      return makerOf(
        chosen.map((choice) => {
          if (!choice.number) return choice;
          const { factor, offset } = choice.number;
          return number(factor * by, offset * by + (factor === 0 ? 0 : more), choice.big);
        }),
      );
    },
  };
}

/**
 * Inputs worth trying for a function: for numbers the size, 0, size − 1 and 1, for texts and lists data of that size,
 * for everything else data that is settled when it is first looked at.
 */
export function inputMakers(fn: SkeletonFunction, inference: Inference, bounds: Bounds): InputMaker[] {
  return [...belowBounds(fn, inference, bounds), ...combinationsFor(fn, inference, mostCombinations)];
}

/** Numbers below what they are compared with, for recursions that count up to a constant. */
function belowBounds(fn: SkeletonFunction, inference: Inference, bounds: Bounds): InputMaker[] {
  let any = false;
  const options = fn.parameters.map((parameter, i) => {
    const all = choices(parameter, i, inference);
    const bound = all === numbers && parameter.op === 'variable' ? bounds.of(parameter.variable) : undefined;
    any ||= bound !== undefined;
    if (bound !== undefined) return [number(-1, bound)];
    return all === numbers ? [number(i + 1, i), number(0, i + 1)] : all;
  });
  if (!any) return [];
  return [0, 1].map((at) => makerOf(options.map((all) => all[Math.min(at, all.length - 1)]!)));
}

/** Positions to begin at, not amounts. */
const firstPosition = 2;

/** The input that a local function always begins with, where that is a position in data around it. */
export function entryMakers(fn: SkeletonFunction): InputMaker[] {
  const entry = entryNumbers(fn).filter((n) => n !== null);
  const begins = entry.length > 0 && entry.every((n) => n !== undefined && Math.abs(n) <= firstPosition);
  return begins ? [makerOf(entry.map((n) => number(0, n!)))] : [];
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
  return combinationsFor(outer, inference, mostOuter).map((maker) => around(maker, outer));
}

function around(maker: InputMaker, outer: SkeletonFunction): InputMaker {
  return {
    ...maker,
    outer,
    stretched(by, more) {
      const made = maker.stretched(by, more);
      return made && around(made, outer);
    },
  };
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
