import { initialOf } from '../../../analysis/revision/initial.ts';
import type { Expr } from '../../../analysis/skeleton.ts';

/** Flags of a regular expression that remembers where it stopped. */
export const stateful = /[gy]/;

/** Flags of the regular expression that an expression makes; where it does not tell them, those that remember. */
export function flagsOf(expr: Expr | undefined): string {
  if (expr?.op === 'pattern') return /[a-z]*$/.exec(expr.text)![0];
  if (expr?.op !== 'call' || expr.callee.op !== 'variable') return '';
  const { role, name } = expr.callee.variable;
  if (role !== 'global' || name !== 'RegExp') return '';
  const [pattern, flags] = expr.args;
  if (!flags) return pattern?.op === 'spread' ? 'gy' : flagsOf(pattern);
  return flags.op === 'const' ? String(flags.value ?? '') : 'gy';
}

/**
 * Flags of a regular expression that is kept between calls, as far as the file tells.
 * @param ofField flags of the regular expressions that the file puts into fields of that name
 */
export function keptFlags(expr: Expr, ofField: (name: string) => string): string {
  const held = expr.op === 'variable' && !expr.variable.reassigned ? initialOf(expr.variable) : expr;
  if (held?.op === 'get') return held.key.op === 'const' ? ofField(String(held.key.value)) : '';
  return expr.op === 'variable' ? flagsOf(held) : '';
}
