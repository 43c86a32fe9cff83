import { stronglyConnected } from './components.ts';
import type { Call, Expr, SkeletonFunction } from './skeleton.ts';
import { walkActivation } from './walk.ts';

/** One place in an activation that asks for a subproblem. */
export interface CallSite {
  readonly caller: SkeletonFunction;
  readonly target: SkeletonFunction;
  /** The call, or the mention where the function is handed on as a value (`items.map(f)`). */
  readonly expr: Call | Expr;
  readonly direct: boolean;
}

/** Functions that reach each other, and the sites at which they do. */
export interface Recurrence {
  readonly functions: readonly SkeletonFunction[];
  readonly sites: readonly CallSite[];
}

/** Calls and mentions of functions within one activation of `fn`, callbacks included. */
export function callSites(fn: SkeletonFunction): CallSite[] {
  const sites: CallSite[] = [];
  const callees = new Set<Expr>();
  walkActivation(fn, {
    pattern(pattern) {
      if (pattern.op === 'get') callees.add(pattern.object);
    },
    expression(expr) {
      if (expr.op === 'call') {
        callees.add(expr.callee);
        if (expr.target) sites.push({ caller: fn, target: expr.target, expr, direct: true });
        return;
      }
      // A property of a function (`f.memo`) does not hand the function on.
      if (expr.op === 'get' && expr.object.op === 'variable') callees.add(expr.object);
      if (callees.has(expr)) return;
      const target = expr.op === 'variable' ? expr.variable.bound : expr.op === 'get' ? expr.target : undefined;
      if (target) sites.push({ caller: fn, target, expr, direct: false });
    },
  });
  return sites;
}

/** The cycles of the call graph, callees first; single functions only when they call themselves. */
export function recurrences(functions: readonly SkeletonFunction[]): Recurrence[] {
  const known = new Map<SkeletonFunction, CallSite[]>();
  const sitesOf = (fn: SkeletonFunction): CallSite[] => {
    let sites = known.get(fn);
    if (!sites) known.set(fn, (sites = callSites(fn)));
    return sites;
  };
  const named = functions.filter((f) => f.form !== 'callback');
  return stronglyConnected(named, (fn) => sitesOf(fn).map((s) => s.target).filter((t) => t.form !== 'callback'))
    .map((component) => {
      const members = new Set(component);
      return { functions: component, sites: component.flatMap((fn) => sitesOf(fn).filter((s) => members.has(s.target))) };
    })
    .filter((r) => r.sites.length > 0); // prettier-ignore
}
