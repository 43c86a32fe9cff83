import type { Recurrence } from '../callGraph.ts';
import type { Expr, SkeletonFunction, Variable } from '../skeleton.ts';

/** Parameters of a self-recursive function that every call of it inside passes on as they came. */
export function invariantParameters(fn: SkeletonFunction, recurrence: Recurrence): Variable[] {
  const invariant: Variable[] = [];
  const sites = recurrence.sites.filter((s) => s.target === fn);
  fn.parameters.forEach((parameter, index) => {
    const plain = parameter.op === 'defaultPattern' ? parameter.target : parameter;
    if (plain.op !== 'variable' || plain.variable.reassigned || sites.length === 0) return;
    const same = sites.every(({ expr, direct, caller }) => {
      if (caller !== fn || !direct || expr.op !== 'call') return false;
      const before = expr.args.slice(0, index + 1);
      if (before.some((a) => a.op === 'spread')) return false;
      const arg = expr.args[index];
      return arg !== undefined && isVariable(arg as Expr, plain.variable);
    });
    if (same) invariant.push(plain.variable);
  });
  return invariant;
}

function isVariable(expr: Expr, variable: Variable): boolean {
  return expr.op === 'variable' && expr.variable === variable;
}
