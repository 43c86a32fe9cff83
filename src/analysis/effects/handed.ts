import { initialOf } from '../revision/initial.ts';
import type { Expr, Spread, Variable } from '../skeleton.ts';
import type { Activation } from './activation.ts';
import { type Origin, type Value, handedOrigin, isMadeHere, primitive } from './values.ts';

const justHanded: ReadonlySet<Origin> = new Set([handedOrigin]);

/**
 * Marks what this activation made and now gives to a recursive call: a change after that would give the same object
 * another content, and one who keeps results by the object would not see it.
 */
export function handOn(at: Activation, args: readonly (Expr | Spread)[]): void {
  for (const arg of args) hand(at, arg, 4);
}

function hand(at: Activation, expr: Expr | Spread, depth: number): void {
  switch (expr.op) {
    case 'variable':
      return handVariable(at, expr.variable, depth);
    case 'list':
      return handOn(at, expr.items);
    case 'record':
      for (const entry of expr.entries) hand(at, entry.value, depth);
      return;
    case 'choose':
      hand(at, expr.then, depth);
      return hand(at, expr.otherwise, depth);
    case 'logical':
      hand(at, expr.left, depth);
      return hand(at, expr.right, depth);
    case 'assign':
      return hand(at, expr.target.op === 'variable' ? expr.target : expr.value, depth);
    case 'sequence':
      for (const item of expr.items.slice(-1)) hand(at, item, depth);
      return;
    case 'get':
      return hand(at, expr.object, depth);
  }
}

function handVariable(at: Activation, variable: Variable, depth: number): void {
  if (!at.isLocal(variable)) return;
  const value = at.env.get(variable);
  if (!some(value.self) && !some(value.inside)) return;
  const marked: Value = {
    self: some(value.self) ? justHanded : primitive.self,
    inside: some(value.inside) ? justHanded : primitive.inside,
  };
  // Other names of the same value hold the very same entry.
  for (const name of at.env.namesOf(value)) at.env.widen(name, marked);
  const initial = depth > 0 && !variable.reassigned ? initialOf(variable) : undefined;
  if (initial?.op === 'list' || initial?.op === 'record' || initial?.op === 'variable') hand(at, initial, depth - 1);
}

function some(origins: ReadonlySet<Origin>): boolean {
  return [...origins].some(isMadeHere);
}
