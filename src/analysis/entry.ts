import { callSites } from './callGraph.ts';
import type { Expr, SkeletonFunction, Spread } from './skeleton.ts';

/** A number, null for an argument that is left out, undefined for one that varies. */
type Given = number | null | undefined;

/**
 * The numbers that every call from outside a local function gives it: its recursion never begins with others. Empty where
 * a caller may be out of sight.
 */
export function entryNumbers(fn: SkeletonFunction): readonly Given[] {
  const outer = fn.parent;
  if (!outer) return [];
  const seen = new Set([fn]);
  const callers = [outer];
  let entry: Given[] | undefined;
  for (let caller = callers.pop(); caller; caller = callers.pop()) {
    seen.add(caller);
    for (const { target, expr, direct } of callSites(caller)) {
      if (target !== fn) {
        if (target.parent === outer && !seen.has(target)) callers.push(target);
      } else if (!direct || expr.op !== 'call') return [];
      else {
        const { args } = expr;
        const given = fn.parameters.map((_, i) => (args[i] ? literal(args[i]) : null));
        entry = entry ? entry.map((one, i) => (one === given[i] ? one : undefined)) : given;
      }
    }
  }
  return entry ?? [];
}

function literal(arg: Expr | Spread): number | undefined {
  if (arg.op === 'unary' && arg.operator === 'negate') {
    const value = literal(arg.value);
    return value === undefined ? undefined : -value;
  }
  return arg.op === 'const' && typeof arg.value === 'number' ? arg.value : undefined;
}
