import type { Expr, Range, SkeletonFunction } from '../skeleton.ts';
import { walkActivation } from '../walk.ts';
import { helperStore } from './helpers.ts';
import type { Access } from './access.ts';
import { type Naming, plain } from './naming.ts';

/** A value put at a place in a container. */
export interface Store extends Access {
  readonly fn: SkeletonFunction;
  readonly place: string;
  readonly within: string;
  /** Undefined for a mere mark: `seen.add(k)`. */
  readonly value: Expr | undefined;
  readonly range: Range;
}

/** Everything an activation puts into containers under a key. */
export function storesOf(fn: SkeletonFunction, naming: Naming): Store[] {
  const stores: Store[] = [];
  const note = (access: Access, value: Expr | undefined, range: Range): void => {
    stores.push({ ...access, fn, place: naming.place(access), within: naming.container(access), value, range });
  };
  /** Calls whose result nobody looks at. */
  const alone = new Set<Expr>();
  walkActivation(fn, {
    statement(statement) {
      if (statement.op === 'expression') alone.add(bare(statement.value));
      else if (statement.op === 'return' && statement.value) alone.add(bare(statement.value));
    },
    expression(expr) {
      const isAlone = alone.has(expr);
      const direct = (e: Expr): Stored | undefined => storeOf(e, isAlone);
      const store = expr.op === 'call' && expr.target ? helperStore(expr, direct) : direct(expr);
      if (store) note(store, store.value, expr.range);
    },
  });
  return stores;
}

function bare(expr: Expr): Expr {
  return expr.op === 'await' ? expr.value : expr;
}

type Stored = Access & { readonly value: Expr | undefined };

/** The place an expression stores into; `isAlone`: nobody looks at its result. */
function storeOf(expr: Expr, isAlone: boolean): Stored | undefined {
  if (expr.op === 'assign' && expr.target.op === 'get') {
    const { operator } = expr;
    if (operator !== undefined && operator !== 'or' && operator !== 'coalesce') return undefined;
    return { container: expr.target.object, keys: [expr.target.key], value: expr.value };
  }
  if (expr.op !== 'call' || expr.construct || expr.target || expr.callee.op !== 'get') return undefined;
  const { object, key } = expr.callee;
  if (key.op !== 'const' || typeof key.value !== 'string') return undefined;
  const args = plain(expr.args);
  if (!args || args.length === 0 || args.length > 4) return undefined;
  const role = object.op === 'variable' ? object.variable.role : undefined;
  if (role === 'global') {
    const isSet = key.value === 'set' && args.length === 3;
    return isSet ? { container: args[0]!, keys: [args[1]!], value: args[2] } : undefined;
  }
  if (args.length > 1 && (key.value === 'set' || (isAlone && role !== 'import')))
    return { container: object, keys: args.slice(0, -1), value: args[args.length - 1] };
  return key.value === 'add' ? { container: object, keys: args, value: undefined } : undefined;
}
