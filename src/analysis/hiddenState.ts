import { callSites } from './callGraph.ts';
import type { Expr, SkeletonFunction, Variable } from './skeleton.ts';
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

/** Helpers that are looked into: those called from the recursion, and from there. */
const mostHelpers = 20;
const deepestHelper = 3;

/** Mutators whose result tells what was there. */
const telling = new Set(['pop', 'shift', 'splice', 'delete', 'sort', 'reverse']);

/**
 * Finds the state that a recurrence carries outside its arguments, in its own code and in that of the helpers it calls.
 * Something that is only ever updated from itself (`calls++`, `found.push(x)`) decides nothing inside the recursion and is
 * left out.
 */
export function hiddenState(functions: readonly SkeletonFunction[], mutators: ReadonlySet<string>): HiddenState {
  const all = withHelpers(functions);
  const owned = new Set<SkeletonFunction>(all);
  for (const fn of all) walkActivation(fn, { expression: (e) => void (e.op === 'closure' && owned.add(e.function)) });
  const containers = new Set(functions.map(({ container }) => container));
  const changed = new Set<Place>();
  const read = new Set<Place>();
  /** Helpers that change what they are given, by their parameters, or the object they are methods of. */
  const changers = new Map<SkeletonFunction, Set<Variable | 'this'>>();
  const isOutside = (place: Place): boolean =>
    typeof place === 'string' || (!(place.owner && owned.has(place.owner)) && !place.bound);

  // Helpers come after their callers.
  for (const fn of [...all].reverse()) {
    const isOwnThis = functions.includes(fn) || !fn.container || containers.has(fn.container);
    const given = new Set<Variable | 'this'>();
    changers.set(fn, given);
    const change = (place: Place | undefined): void => {
      if (place === undefined) return;
      if (typeof place === 'string' && !isOwnThis) given.add('this');
      else if (isOutside(place)) changed.add(place);
      else if (typeof place !== 'string' && place.owner === fn && place.role === 'parameter') given.add(place);
    };
    /** Expressions that are no reads: what is updated, and its old value within its own update. */
    const updates = new Set<Expr>();
    const excuse = (expr: Expr, place: Place): void => {
      walkExpression(expr, {
        expression(e) {
          if (rootOf(e) === place) updates.add(e);
        },
      });
    };
    /** Expressions whose result nobody looks at. */
    const alone = new Set<Expr>();
    walkActivation(fn, {
      statement(statement) {
        if (statement.op === 'expression') alone.add(statement.value);
        else if (statement.op === 'loop' && statement.update) alone.add(statement.update);
      },
      pattern(pattern) {
        if (pattern.op === 'get') change(rootOf(pattern));
      },
      expression(expr) {
        if (expr.op === 'sequence' && alone.has(expr)) for (const item of expr.items) alone.add(item);
        if (expr.op === 'assign') {
          const { target } = expr;
          const place = target.op === 'variable' ? target.variable : target.op === 'get' ? rootOf(target) : undefined;
          if (place !== undefined && (target.op === 'get' || isOutside(place))) change(place);
          if (place !== undefined && isOutside(place)) {
            if (target.op === 'get') excuse(target.object, place);
            excuse(expr.value, place);
            // if (--left < 0)
            const counts = expr.operator !== undefined && !/^(and|or|coalesce)$/.test(expr.operator);
            if (counts && !alone.has(expr)) read.add(place);
          }
        }
        if (expr.op === 'unary' && expr.operator === 'delete') change(rootOf(expr.value));
        if (expr.op === 'call' && expr.callee.op === 'get' && expr.callee.key.op === 'const') {
          const place = rootOf(expr.callee.object);
          const name = String(expr.callee.key.value);
          if (place !== undefined && mutators.has(name) && !expr.target) {
            change(place);
            if (alone.has(expr) || !telling.has(name)) excuse(expr.callee, place);
          }
        }
        if (expr.op === 'call' && expr.target) {
          const given = changers.get(expr.target);
          expr.target.parameters.forEach((parameter, i) => {
            const arg = expr.args[i];
            if (parameter.op !== 'variable' || !given?.has(parameter.variable) || arg?.op === 'spread') return;
            change(arg && rootOf(arg));
          });
          if (expr.callee.op === 'get' && given?.has('this')) change(rootOf(expr.callee.object));
        }
        const place = rootOf(expr);
        if (typeof place === 'string' && !isOwnThis) return;
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

/** The functions, and the named ones they call. */
function withHelpers(functions: readonly SkeletonFunction[]): ReadonlySet<SkeletonFunction> {
  const all = new Set(functions);
  let fringe = [...functions];
  for (let depth = 0; depth < deepestHelper; depth++) {
    fringe = fringe.flatMap((fn) => callSites(fn).map(({ target }) => target)).filter((fn) => !all.has(fn));
    for (const fn of fringe) if (all.size < functions.length + mostHelpers) all.add(fn);
    fringe = fringe.filter((fn) => all.has(fn));
  }
  return all;
}
