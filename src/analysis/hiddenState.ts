import type { Expr, Pattern, SkeletonFunction, Variable } from './skeleton.ts';
import { walkActivation, walkExpression } from './walk.ts';

/** What decides a recurrence besides its arguments. */
export interface HiddenState {
  /** Variables of enclosing scopes that the recursion changes and reads. */
  readonly variables: readonly Variable[];
  /** Fields of `this` that the recursion changes and reads. */
  readonly fields: readonly string[];
  /** Variables of enclosing scopes that the recursion changes, read or not. */
  readonly changed: ReadonlySet<Variable>;
}

/** A place outside the activation: a captured variable, or a field of `this`. */
type Place = Variable | string;

function rootOf(expr: Expr): Place | undefined {
  let at = expr;
  while (at.op === 'get') {
    if (at.object.op === 'this') return at.key.op === 'const' ? String(at.key.value) : undefined;
    at = at.object;
  }
  return at.op === 'variable' ? at.variable : undefined;
}

/**
 * Finds the state that a recurrence carries outside its arguments. Something that is only ever updated from itself
 * (`calls++`, `found.push(x)`) decides nothing inside the recursion and is left out.
 */
export function hiddenState(functions: readonly SkeletonFunction[], mutators: ReadonlySet<string>): HiddenState {
  const owned = new Set<SkeletonFunction>(functions);
  for (const fn of functions)
    walkActivation(fn, { expression: (e) => void (e.op === 'closure' && owned.add(e.function)) });
  const changed = new Set<Place>();
  const read = new Set<Place>();
  const isOutside = (place: Place): boolean =>
    typeof place === 'string' || (!(place.owner && owned.has(place.owner)) && !place.bound);

  for (const fn of functions) {
    /** Expressions that are no reads: what is updated, and its old value within its own update. */
    const updates = new Set<Expr>();
    const excuse = (expr: Expr, place: Place): void => {
      walkExpression(expr, {
        expression(e) {
          if (rootOf(e) === place) updates.add(e);
        },
      });
    };
    const assigned = (target: Pattern, value: Expr | undefined): void => {
      const place = target.op === 'variable' ? target.variable : target.op === 'get' ? rootOf(target) : undefined;
      if (place !== undefined && isOutside(place)) {
        changed.add(place);
        if (target.op === 'get') excuse(target.object, place);
        if (value) excuse(value, place);
      }
    };
    walkActivation(fn, {
      pattern(pattern) {
        if (pattern.op === 'get') assigned(pattern, undefined);
      },
      expression(expr) {
        if (expr.op === 'assign') assigned(expr.target, expr.value);
        if (expr.op === 'unary' && expr.operator === 'delete') {
          const place = rootOf(expr.value);
          if (place !== undefined && isOutside(place)) changed.add(place);
        }
        if (expr.op === 'call' && expr.callee.op === 'get' && expr.callee.key.op === 'const') {
          const place = rootOf(expr.callee.object);
          if (place !== undefined && isOutside(place) && mutators.has(String(expr.callee.key.value))) {
            changed.add(place);
            excuse(expr.callee, place);
          }
        }
        const place = rootOf(expr);
        if (place !== undefined && isOutside(place) && !updates.has(expr)) read.add(place);
      },
    });
  }
  const both = [...changed].filter((place) => read.has(place));
  return {
    variables: both.filter((place) => typeof place !== 'string'),
    fields: both.filter((place) => typeof place === 'string'),
    changed: new Set([...changed].filter((place) => typeof place !== 'string')),
  };
}
