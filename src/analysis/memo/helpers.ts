import type { Call, Expr, SkeletonFunction, Statement, Variable } from '../skeleton.ts';
import { walkExpression } from '../walk.ts';
import type { Access } from './access.ts';

/** What a helper of one statement does with a place that its arguments name. */
interface Helped extends Access {
  /** What it stores there, if it stores. */
  readonly value?: Expr;
}

/**
 * The place that a call of a one-line helper looks at: `lookup(i, j)` where `lookup` is `(a, b) => table.get(a + ',' + b)`.
 * The arguments stand for the key that the helper makes of them.
 *
 * @param place how an expression names a place, without helpers
 */
export function helperLookup(call: Call, place: (expr: Expr) => Access | undefined): Access | undefined {
  const fn = call.target;
  const value = fn && onlyExpression(fn);
  const access = value && place(value);
  return access && seenFromOutside(call, fn!, access);
}

/** The place that a call of a one-line helper stores into, and what: `store(n, r)` for `table.set(n, r)`. */
export function helperStore(
  call: Call,
  stored: (expr: Expr) => (Access & { readonly value: Expr | undefined }) | undefined,
): Helped | undefined {
  const fn = call.target;
  const body = fn && onlyExpression(fn);
  const store = body && stored(body);
  if (!fn || store?.value?.op !== 'variable') return undefined;
  const kept = argumentOf(call, fn, store.value.variable);
  const access = kept && seenFromOutside(call, fn, store);
  return access && { ...access, value: kept };
}

function seenFromOutside(call: Call, fn: SkeletonFunction, access: Access): Access | undefined {
  const own = variablesOf(access.container).some((v) => v.owner === fn);
  const onThis = mentionsThis(access.container) && !(call.callee.op === 'get' && call.callee.object.op === 'this');
  if (own || onThis) return undefined;
  const named = new Set(access.keys.flatMap(variablesOf).filter((v) => v.owner === fn));
  const keys: Expr[] = [];
  for (const variable of named) {
    const argument = argumentOf(call, fn, variable);
    if (!argument) return undefined;
    keys.push(argument);
  }
  return keys.length > 0 ? { container: access.container, keys } : undefined;
}

function onlyExpression(fn: SkeletonFunction): Expr | undefined {
  if (fn.async || fn.generator || fn.rest) return undefined;
  let body: Statement | undefined = fn.body();
  while (body?.op === 'block' && body.body.length === 1) body = body.body[0];
  return body?.op === 'return' || body?.op === 'expression' ? body.value : undefined;
}

function argumentOf(call: Call, fn: SkeletonFunction, variable: Variable): Expr | undefined {
  const at = fn.parameters.findIndex((p) => p.op === 'variable' && p.variable === variable);
  const argument = call.args[at];
  return argument?.op === 'spread' ? undefined : argument;
}

function variablesOf(expr: Expr): Variable[] {
  const found: Variable[] = [];
  walkExpression(expr, { expression: (e) => void (e.op === 'variable' && found.push(e.variable)) });
  return found;
}

function mentionsThis(expr: Expr): boolean {
  let found = false;
  walkExpression(expr, { expression: (e) => void (found ||= e.op === 'this') });
  return found;
}
