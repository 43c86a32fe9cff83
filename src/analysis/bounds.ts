import { initialOf } from './revision/initial.ts';
import type { BinaryOperator, Expr, SkeletonFunction, Variable } from './skeleton.ts';
import { walkFunction } from './walk.ts';

const comparisons: ReadonlySet<BinaryOperator> = new Set(['lt', 'le', 'gt', 'ge', 'same', 'notSame', 'looseSame', 'looseNotSame']); // prettier-ignore

/** Smaller numbers are where recursions end that count down. */
const least = 3;

/**
 * Constants that numbers are compared with. A recursion that counts up to one of them is the larger the further from it
 * it begins.
 */
export class Bounds {
  readonly #ofVariables = new Map<Variable, number>();
  /** All of them, whatever is compared with them. */
  readonly all = new Set<number>();

  constructor(functions: readonly SkeletonFunction[]) {
    for (const fn of functions) {
      walkFunction(fn, {
        expression: (expr) => {
          if (expr.op !== 'binary' || !comparisons.has(expr.operator)) return;
          this.#compared(expr.left, expr.right);
          this.#compared(expr.right, expr.left);
        },
      });
    }
  }

  /** The largest number that a variable is compared with; undefined where there is none. */
  of(variable: Variable): number | undefined {
    return this.#ofVariables.get(variable);
  }

  #compared(what: Expr, by: Expr): void {
    const bound = constantOf(by);
    if (bound === undefined || !Number.isSafeInteger(bound) || bound < least) return;
    this.all.add(bound);
    if (what.op !== 'variable') return;
    this.#ofVariables.set(what.variable, Math.max(bound, this.#ofVariables.get(what.variable) ?? bound));
  }
}

/** A number that the source tells: written there, or in a constant or one of its fields. */
function constantOf(expr: Expr): number | undefined {
  if (expr.op === 'const') return typeof expr.value === 'number' ? expr.value : undefined;
  if (expr.op === 'variable') {
    const initial = heldBy(expr.variable);
    return initial?.op === 'const' ? constantOf(initial) : undefined;
  }
  if (expr.op !== 'get' || expr.object.op !== 'variable' || expr.key.op !== 'const') return undefined;
  const record = heldBy(expr.object.variable);
  if (record?.op !== 'record') return undefined;
  for (const entry of record.entries) {
    if ('op' in entry || entry.key.op !== 'const' || String(entry.key.value) !== String(expr.key.value)) continue;
    return entry.value.op === 'const' ? constantOf(entry.value) : undefined;
  }
  return undefined;
}

function heldBy(variable: Variable): Expr | undefined {
  return variable.role === 'local' && !variable.reassigned ? initialOf(variable) : undefined;
}
