import type { Expr } from '../skeleton.ts';

/** Whether an expression is an error made here: its `stack` tells who called, which a stored result would not. */
export function isMadeError(expr: Expr, depth = 0): boolean {
  if (expr.op === 'call' && expr.callee.op === 'variable') {
    const { name, role, bound } = expr.callee.variable;
    return role === 'global' && !bound && /^(?:[A-Z]\w*)?Error$/.test(name);
  }
  if (expr.op !== 'variable' || depth > 2 || expr.variable.reassigned) return false;
  const made = expr.variable.initial?.();
  return made !== undefined && isMadeError(made, depth + 1);
}
