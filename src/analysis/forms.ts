import type { Expr, Kind, Primitive } from './skeleton.ts';

export const arithmetic = new Set(['sub', 'mul', 'div', 'mod', 'pow', 'bitAnd', 'bitOr', 'bitXor', 'shiftLeft', 'shiftRight', 'shiftRightUnsigned']); // prettier-ignore

function primitiveKind(value: Primitive): Kind | undefined {
  const type = typeof value;
  return type === 'number' || type === 'string' || type === 'boolean' || type === 'bigint' ? type : undefined;
}

/** The name of the method that is called; undefined for other calls. */
export function methodOf(expr: Expr): string | undefined {
  if (expr.op !== 'call' || expr.callee.op !== 'get' || expr.callee.key.op !== 'const') return undefined;
  return String(expr.callee.key.value);
}

/** The last name of the global function that is called (`Number.parseInt`); undefined for other calls. */
export function functionOf({ callee }: Expr & { op: 'call' }): string | undefined {
  const object = callee.op === 'get' ? callee.object : callee;
  if (object.op !== 'variable' || object.variable.role !== 'global') return undefined;
  return callee.op === 'get'
    ? callee.key.op === 'const'
      ? String(callee.key.value)
      : undefined
    : object.variable.name;
}

/** Written with several keys, and all of them. */
export function isTable(expr: Expr): boolean {
  if (expr.op !== 'record' || expr.entries.length < 2) return false;
  return expr.entries.every((entry) => !('op' in entry) && entry.key.op === 'const');
}

/** What expressions are by their form alone, whatever the variables in them hold. */
export class Forms {
  /** @param textResult methods whose result is a text, whatever they are called on */
  constructor(private readonly textResult: ReadonlySet<string>) {}

  /** The kind an expression has by its form. */
  of(expr: Expr): Kind | undefined {
    switch (expr.op) {
      case 'const':
        return primitiveKind(expr.value);
      case 'binary':
        if (arithmetic.has(expr.operator)) return this.ofArithmetic(expr.left, expr.right);
        if (expr.operator === 'add') {
          const [a, b] = [this.of(expr.left), this.of(expr.right)];
          if (a === 'string' || b === 'string') return 'string';
          if (a === 'bigint' || b === 'bigint') return 'bigint';
          return a === 'number' || b === 'number' ? 'number' : undefined;
        }
        return 'boolean';
      case 'text':
        return 'string';
      case 'list':
        return 'list';
      case 'record':
        return 'record';
      case 'closure':
        return 'function';
      case 'unary':
        return expr.operator === 'not' ? 'boolean' : expr.operator === 'negate' || expr.operator === 'plus' ? 'number' : undefined; // prettier-ignore
      case 'get':
        return expr.key.op === 'const' && (expr.key.value === 'length' || expr.key.value === 'size')
          ? 'number'
          : undefined;
      case 'call':
        if (expr.callee.op === 'get' && expr.callee.object.op === 'variable' && expr.callee.object.variable.name === 'Math') return 'number'; // prettier-ignore
        return this.textResult.has(methodOf(expr) ?? '') ? 'string' : undefined;
      default:
        return undefined;
    }
  }

  /** Integers of any size do not mix with numbers: one tells of both. */
  ofArithmetic(left: Expr, right: Expr): Kind {
    return this.of(left) === 'bigint' || this.of(right) === 'bigint' ? 'bigint' : 'number';
  }
}
