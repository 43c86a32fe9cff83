import type { Expr, Variable } from '../skeleton.ts';

const asked = new WeakSet<Variable>();

/** The initial value of a variable; that it was asked for is remembered. */
export function initialOf(variable: Variable): Expr | undefined {
  asked.add(variable);
  return variable.initial?.();
}

export function askedForInitial(variable: Variable): boolean {
  return asked.has(variable);
}
