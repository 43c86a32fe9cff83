import type { Expr, Pattern, SkeletonFunction, Spread, Statement } from './skeleton.ts';

/** What a walk meets; return `false` from `expression` to leave its parts out. */
export interface Visitor {
  expression?(expr: Expr): boolean | void;
  statement?(statement: Statement): void;
  /** A pattern that is assigned or declared. */
  pattern?(pattern: Pattern): void;
}

function each(items: readonly (Expr | Spread)[], visit: Visitor): void {
  for (const item of items) walkExpression(item.op === 'spread' ? item.value : item, visit);
}

/** Visits an expression and its parts in evaluation order; function bodies inside are not entered. */
export function walkExpression(expr: Expr, visit: Visitor): void {
  if (visit.expression?.(expr) === false) return;
  switch (expr.op) {
    case 'unary':
    case 'await':
      return walkExpression(expr.value, visit);
    case 'yield':
      return expr.value && walkExpression(expr.value, visit);
    case 'binary':
    case 'logical':
      walkExpression(expr.left, visit);
      return walkExpression(expr.right, visit);
    case 'choose':
      walkExpression(expr.test, visit);
      walkExpression(expr.then, visit);
      return walkExpression(expr.otherwise, visit);
    case 'assign':
      walkPattern(expr.target, visit);
      return walkExpression(expr.value, visit);
    case 'call':
      walkExpression(expr.callee, visit);
      return each(expr.args, visit);
    case 'get':
      walkExpression(expr.object, visit);
      return walkExpression(expr.key, visit);
    case 'list':
    case 'sequence':
      return each(expr.items, visit);
    case 'text':
    case 'opaque':
      return each(expr.parts, visit);
    case 'record':
      for (const entry of expr.entries) {
        if ('op' in entry) walkExpression(entry.value, visit);
        else {
          walkExpression(entry.key, visit);
          walkExpression(entry.value, visit);
        }
      }
  }
}

export function walkPattern(pattern: Pattern, visit: Visitor): void {
  visit.pattern?.(pattern);
  switch (pattern.op) {
    case 'get':
      walkExpression(pattern.object, visit);
      return walkExpression(pattern.key, visit);
    case 'listPattern':
      for (const item of pattern.items) if (item) walkPattern(item, visit);
      if (pattern.rest) walkPattern(pattern.rest, visit);
      return;
    case 'recordPattern':
      for (const entry of pattern.entries) {
        walkExpression(entry.key, visit);
        walkPattern(entry.value, visit);
      }
      if (pattern.rest) walkPattern(pattern.rest, visit);
      return;
    case 'defaultPattern':
      walkPattern(pattern.target, visit);
      return walkExpression(pattern.value, visit);
  }
}

export function walkStatement(statement: Statement, visit: Visitor): void {
  visit.statement?.(statement);
  switch (statement.op) {
    case 'expression':
    case 'throw':
      return walkExpression(statement.value, visit);
    case 'return':
      return statement.value && walkExpression(statement.value, visit);
    case 'declare':
      walkPattern(statement.target, visit);
      return statement.value && walkExpression(statement.value, visit);
    case 'block':
      for (const inner of statement.body) walkStatement(inner, visit);
      return;
    case 'if':
      walkExpression(statement.test, visit);
      walkStatement(statement.then, visit);
      return statement.otherwise && walkStatement(statement.otherwise, visit);
    case 'loop':
      if (statement.test) walkExpression(statement.test, visit);
      walkStatement(statement.body, visit);
      return statement.update && walkExpression(statement.update, visit);
    case 'each':
      walkExpression(statement.over, visit);
      walkPattern(statement.target, visit);
      return walkStatement(statement.body, visit);
    case 'labelled':
      return walkStatement(statement.body, visit);
    case 'switch':
      walkExpression(statement.value, visit);
      for (const one of statement.cases) {
        if (one.test) walkExpression(one.test, visit);
        for (const inner of one.body) walkStatement(inner, visit);
      }
      return;
    case 'try':
      walkStatement(statement.body, visit);
      if (statement.parameter) walkPattern(statement.parameter, visit);
      if (statement.handler) walkStatement(statement.handler, visit);
      return statement.finalizer && walkStatement(statement.finalizer, visit);
  }
}

/** Visits parameters (their defaults) and body of one function; functions inside are not entered. */
export function walkFunction(fn: SkeletonFunction, visit: Visitor): void {
  for (const parameter of fn.parameters) walkPattern(parameter, visit);
  if (fn.rest) walkPattern(fn.rest, visit);
  walkStatement(fn.body(), visit);
}

/**
 * Visits a function and the unnamed functions inside it (callbacks), which run as part of its activation;
 * `visit.expression` may return `false` to stay out of one.
 */
export function walkActivation(fn: SkeletonFunction, visit: Visitor): void {
  walkFunction(fn, {
    ...visit,
    expression(expr) {
      const enter = visit.expression?.(expr);
      if (enter !== false && expr.op === 'closure' && expr.function.form === 'callback') {
        walkActivation(expr.function, visit);
      }
      return enter;
    },
  });
}
