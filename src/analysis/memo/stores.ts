import type { Expr, Range, SkeletonFunction } from '../skeleton.ts';
import { walkActivation } from '../walk.ts';
import { type Access, type Naming, plain } from './naming.ts';

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
      if (expr.op === 'assign' && expr.target.op === 'get') {
        const { operator } = expr;
        if (operator === undefined || operator === 'or' || operator === 'coalesce') {
          note({ container: expr.target.object, keys: [expr.target.key] }, expr.value, expr.range);
        }
        return;
      }
      if (expr.op !== 'call' || expr.construct || expr.target || expr.callee.op !== 'get') return;
      const { object, key } = expr.callee;
      if (key.op !== 'const' || typeof key.value !== 'string') return;
      const args = plain(expr.args);
      if (!args || args.length === 0 || args.length > 4) return;
      if (object.op === 'variable' && object.variable.role === 'global') {
        if (key.value === 'set' && args.length === 3)
          note({ container: args[0]!, keys: [args[1]!] }, args[2], expr.range);
        return;
      }
      const imported = object.op === 'variable' && object.variable.role === 'import';
      if (args.length > 1 && (key.value === 'set' || (alone.has(expr) && !imported)))
        note({ container: object, keys: args.slice(0, -1) }, args[args.length - 1], expr.range);
      else if (key.value === 'add') note({ container: object, keys: args }, undefined, expr.range);
    },
  });
  return stores;
}

function bare(expr: Expr): Expr {
  return expr.op === 'await' ? expr.value : expr;
}
