import type { Recurrence } from './callGraph.ts';
import type { Expr, Pattern, SkeletonFunction, Spread, Variable } from './skeleton.ts';
import { walkActivation, walkExpression, walkPattern } from './walk.ts';

/**
 * What a recursive call gave decides an argument of a further one: itself (Ackermann), or by way of a variable (a parser
 * that goes on where the call for a part of the text has stopped). Sharing depends on values then, not on the shape.
 */
export function isNested({ functions, sites }: Recurrence): boolean {
  const members = new Set(functions);
  return functions.some((fn) => {
    const own = sites.filter((site) => site.caller === fn);
    const results = resultsIn(fn, members);
    return own.some(({ expr }) => expr.op === 'call' && expr.args.some((arg) => mentions(arg, members, results)));
  });
}

/** Variables of a function that hold what a recursive call gave, or something made of it. */
function resultsIn(fn: SkeletonFunction, members: ReadonlySet<SkeletonFunction>): ReadonlySet<Variable> {
  const results = new Set<Variable>();
  let before = -1;
  const flow = (target: Pattern, value: Expr | undefined): void => {
    if (!value || !mentions(value, members, results)) return;
    walkPattern(target, { pattern: (part) => void (part.op === 'variable' && results.add(part.variable)) });
  };
  while (before < results.size) {
    before = results.size;
    walkActivation(fn, {
      expression: (expr) => void (expr.op === 'assign' && flow(expr.target, expr.value)),
      statement(statement) {
        if (statement.op === 'declare') flow(statement.target, statement.value);
        else if (statement.op === 'each') flow(statement.target, statement.over);
      },
    });
  }
  return results;
}

function mentions(
  given: Expr | Spread,
  members: ReadonlySet<SkeletonFunction>,
  results: ReadonlySet<Variable>,
): boolean {
  let found = false;
  walkExpression(given.op === 'spread' ? given.value : given, {
    expression(expr) {
      if (expr.op === 'call') found ||= expr.target !== undefined && members.has(expr.target);
      else if (expr.op === 'variable') found ||= results.has(expr.variable);
    },
  });
  return found;
}
