import type { Expr, Pattern, Spread } from '../skeleton.ts';

/** A short written form of an expression for messages, in neutral notation. */
export function describe(expr: Expr | Spread | Pattern, depth = 0): string {
  if (depth > 4) return '…';
  switch (expr.op) {
    case 'variable':
      return expr.variable.name;
    case 'this':
      return 'this';
    case 'const':
      return typeof expr.value === 'string' ? JSON.stringify(expr.value) : String(expr.value);
    case 'get': {
      const object = describe(expr.object, depth + 1);
      if (expr.key.op === 'const' && typeof expr.key.value === 'string') return `${object}.${expr.key.value}`;
      return `${object}[${describe(expr.key, depth + 1)}]`;
    }
    case 'call':
      return `${expr.construct ? 'new ' : ''}${describe(expr.callee, depth + 1)}(${expr.args.length > 0 ? '…' : ''})`;
    case 'list':
    case 'listPattern':
      return '[…]';
    case 'record':
    case 'recordPattern':
      return '{…}';
    case 'closure':
      return expr.function.form === 'callback' ? 'a function' : expr.function.name;
    case 'text':
      return '`…`';
    default:
      return '…';
  }
}
