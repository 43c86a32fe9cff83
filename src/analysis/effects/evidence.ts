import type { Expr, SkeletonFunction, Variable } from '../skeleton.ts';
import { walkActivation } from '../walk.ts';
import { isPrimitiveKind } from './values.ts';

const arithmetic = new Set(['sub', 'mul', 'div', 'mod', 'pow', 'bitAnd', 'bitOr', 'bitXor', 'shiftLeft', 'shiftRight', 'shiftRightUnsigned', 'lt', 'le', 'gt', 'ge']); // prettier-ignore
const textOnly = new Set(['charAt', 'charCodeAt', 'codePointAt', 'substring', 'substr', 'toLowerCase', 'toUpperCase', 'startsWith', 'endsWith', 'split', 'trim', 'replaceAll', 'localeCompare', 'padStart', 'padEnd']); // prettier-ignore

/** Members that texts and lists share and that change neither, and those of numbers. */
const shared = new Set(['length', 'slice', 'indexOf', 'lastIndexOf', 'includes', 'concat', 'at', 'toString', 'toFixed', 'valueOf']); // prettier-ignore

const known = new WeakMap<SkeletonFunction, ReadonlySet<Variable>>();

/**
 * Variables of a function that hold numbers, strings or the like: declared so, or used as nothing else is
 * (arithmetic, comparison with a literal, methods of strings only, places in an index).
 */
export function primitiveParameters(fn: SkeletonFunction): ReadonlySet<Variable> {
  let found = known.get(fn);
  if (!found) known.set(fn, (found = look(fn)));
  return found;
}

function look(fn: SkeletonFunction): ReadonlySet<Variable> {
  const found = new Set<Variable>();
  /** Used as something that has parts. */
  const parted = new Set<Variable>();
  const note = (expr: Expr): void => {
    if (expr.op === 'variable') found.add(expr.variable);
  };
  for (const parameter of fn.parameters) {
    const plain = parameter.op === 'defaultPattern' ? parameter.target : parameter;
    if (plain.op === 'variable' && isPrimitiveKind(plain.variable.declared)) found.add(plain.variable);
    if (parameter.op === 'defaultPattern' && parameter.value.op === 'const' && parameter.value.value !== null && parameter.value.value !== undefined && plain.op === 'variable') found.add(plain.variable); // prettier-ignore
  }
  walkActivation(fn, {
    pattern(pattern) {
      if (pattern.op === 'get' && pattern.object.op === 'variable') parted.add(pattern.object.variable);
    },
    expression(expr) {
      switch (expr.op) {
        case 'binary': {
          if (arithmetic.has(expr.operator)) {
            note(expr.left);
            note(expr.right);
          } else if (/same/i.test(expr.operator) || expr.operator === 'add') {
            if (isLiteral(expr.right)) note(expr.left);
            if (isLiteral(expr.left)) note(expr.right);
          }
          return;
        }
        case 'unary':
          if (expr.operator === 'negate' || expr.operator === 'plus' || expr.operator === 'bitNot') note(expr.value);
          return;
        case 'assign':
          if (expr.operator && arithmetic.has(expr.operator) && expr.target.op === 'variable')
            found.add(expr.target.variable);
          if (expr.operator === 'add' && expr.value.op === 'const' && expr.target.op === 'variable')
            found.add(expr.target.variable);
          return;
        case 'text':
          for (const part of expr.parts) note(part);
          return;
        case 'call':
          if (expr.callee.op === 'get' && expr.callee.key.op === 'const' && textOnly.has(String(expr.callee.key.value)))
            note(expr.callee.object);
          return;
        case 'get':
          if (expr.key.op === 'variable') note(expr.key);
          if (
            expr.object.op === 'variable' &&
            expr.key.op === 'const' &&
            typeof expr.key.value === 'string' &&
            !shared.has(expr.key.value) &&
            !textOnly.has(expr.key.value)
          ) {
            parted.add(expr.object.variable);
          }
      }
    },
  });
  for (const variable of parted) if (!isPrimitiveKind(variable.declared)) found.delete(variable);
  return found;
}

function isLiteral(expr: Expr): boolean {
  return expr.op === 'const' && expr.value !== null && expr.value !== undefined;
}
