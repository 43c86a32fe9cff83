import type { Call, Expr, Spread } from '../skeleton.ts';
import { isTable } from '../forms.ts';
import { notModelled } from './builtins.ts';
import { placeOf } from './identities.ts';
import type { Machine } from './machine.ts';
import { binary, joined } from './operators.ts';
import { destructure } from './patterns.ts';
import { spreadInto } from './records.ts';
import { ClosureValue, type Environment, ListValue, RecordValue, type Value, Unknown, settled } from './values.ts';

/** Evaluates an expression in an activation. */
export function evaluate(machine: Machine, expr: Expr, env: Environment): Value {
  machine.burn();
  switch (expr.op) {
    case 'const':
      return expr.value;
    case 'pattern':
      return machine.world.unknown(expr.text, 'external', 1);
    case 'variable':
      return machine.lookup(expr.variable, env);
    case 'this':
      return env.self;
    case 'unary':
      return unary(machine, expr, env);
    case 'binary': {
      const left = evaluate(machine, expr.left, env);
      return binary(machine, expr.operator, left, evaluate(machine, expr.right, env));
    }
    case 'logical': {
      const left = evaluate(machine, expr.left, env);
      return decides(machine, expr.operator, left) ? left : evaluate(machine, expr.right, env);
    }
    case 'choose':
      return evaluate(machine, machine.truthy(evaluate(machine, expr.test, env)) ? expr.then : expr.otherwise, env);
    case 'assign':
      return assign(machine, expr, env);
    case 'call':
      return call(machine, expr, env);
    case 'get': {
      const object = evaluate(machine, expr.object, env);
      if (expr.target) return machine.closure(expr.target, env, object);
      const plain = settled(object);
      if (plain === null || plain === undefined) {
        if (expr.optional || isOptional(expr.object)) return undefined;
      }
      return machine.get(object, evaluate(machine, expr.key, env));
    }
    case 'list':
      return new ListValue(spreadAll(machine, expr.items, env));
    case 'record': {
      const record = new RecordValue();
      record.closed = isTable(expr);
      for (const entry of expr.entries) {
        if ('op' in entry) {
          spreadInto(machine, record, evaluate(machine, entry.value, env));
        } else {
          record.fields.set(
            machine.propertyName(evaluate(machine, entry.key, env)),
            evaluate(machine, entry.value, env),
          );
        }
      }
      return record;
    }
    case 'text':
      return joined(
        machine,
        expr.parts.map((part) => machine.text(evaluate(machine, part, env))),
      );
    case 'closure':
      return new ClosureValue(expr.function, env, env.self);
    case 'sequence': {
      let last: Value;
      for (const item of expr.items) last = evaluate(machine, item, env);
      return last;
    }
    case 'await':
      return evaluate(machine, expr.value, env);
    case 'yield':
      return expr.value ? evaluate(machine, expr.value, env) : undefined;
    case 'opaque': {
      const parts = expr.parts.map((part) => evaluate(machine, part, env));
      return machine.external(`${expr.why}@${placeOf(expr)}`, parts);
    }
  }
}

/** `a?.b.c`: a missing `a` ends the whole chain. */
function isOptional(expr: Expr): boolean {
  if (expr.op !== 'get' && expr.op !== 'call') return false;
  return expr.optional || isOptional(expr.op === 'get' ? expr.object : expr.callee);
}

function decides(machine: Machine, operator: 'and' | 'or' | 'coalesce', left: Value): boolean {
  if (operator === 'coalesce') {
    const value = settled(left);
    return value instanceof Unknown ? machine.truthy(value) : value !== null && value !== undefined;
  }
  return machine.truthy(left) === (operator === 'or');
}

function unary(machine: Machine, expr: Expr & { op: 'unary' }, env: Environment): Value {
  const value = evaluate(machine, expr.value, env);
  switch (expr.operator) {
    case 'not':
      return !machine.truthy(value);
    case 'negate': {
      const plain = settled(value);
      return typeof plain === 'bigint' ? -plain : -machine.number(plain);
    }
    case 'plus':
      return machine.number(value);
    case 'bitNot':
      return ~machine.number(value);
    case 'typeof': {
      const plain = settled(value);
      if (plain === null) return 'object';
      if (typeof plain !== 'object') return typeof plain;
      if (plain instanceof Unknown) return machine.external('typeof', [plain]);
      return plain instanceof ClosureValue ? 'function' : 'object';
    }
    case 'void':
      return undefined;
    case 'delete': {
      if (expr.value.op === 'get') {
        const object = settled(evaluate(machine, expr.value.object, env));
        if (object instanceof RecordValue) {
          const name = machine.propertyName(evaluate(machine, expr.value.key, env));
          object.fields.delete(name);
          if (object.open.length > 0) object.absent.add(name);
        } else if (object instanceof ListValue) {
          object.named?.delete(machine.propertyName(evaluate(machine, expr.value.key, env)));
        }
      }
      return true;
    }
  }
}

function assign(machine: Machine, expr: Expr & { op: 'assign' }, env: Environment): Value {
  const { target, operator } = expr;
  const store = (value: Value): void =>
    destructure(machine, target, value, env, (variable, v) => machine.assign(variable, v, env));
  if (!operator) {
    const value = evaluate(machine, expr.value, env);
    store(value);
    return value;
  }
  const before =
    target.op === 'variable'
      ? machine.lookup(target.variable, env)
      : target.op === 'get'
        ? machine.get(evaluate(machine, target.object, env), evaluate(machine, target.key, env))
        : undefined;
  if (operator === 'and' || operator === 'or' || operator === 'coalesce') {
    if (decides(machine, operator, before)) return before;
    const value = evaluate(machine, expr.value, env);
    store(value);
    return value;
  }
  const value = binary(machine, operator, before, evaluate(machine, expr.value, env));
  store(value);
  return expr.old ? before : value;
}

function spreadAll(machine: Machine, items: readonly (Expr | Spread)[], env: Environment): Value[] {
  const out: Value[] = [];
  for (const item of items) {
    if (item.op === 'spread') {
      const values = machine.iterate(evaluate(machine, item.value, env));
      machine.burn(values.length);
      out.push(...values);
    } else out.push(evaluate(machine, item, env));
  }
  return out;
}

function call(machine: Machine, expr: Call, env: Environment): Value {
  const { callee } = expr;
  if (callee.op === 'get') {
    const object = evaluate(machine, callee.object, env);
    if (callee.target) {
      const closure = machine.closure(callee.target, env, undefined);
      return machine.callFunction(callee.target, spreadAll(machine, expr.args, env), closure.environment, object);
    }
    const plain = settled(object);
    if ((plain === null || plain === undefined) && (callee.optional || expr.optional || isOptional(callee.object)))
      return undefined;
    const key = evaluate(machine, callee.key, env);
    const args = spreadAll(machine, expr.args, env);
    const name = machine.propertyName(key);
    const result = machine.builtins.method(machine, plain, name, args);
    if (result !== notModelled) return result;
    const method = machine.get(plain, key);
    if (expr.optional && settled(method) === undefined) return undefined;
    return machine.call(method, args, plain, name);
  }
  const fn =
    expr.target && !expr.construct ? machine.closure(expr.target, env, undefined) : evaluate(machine, callee, env);
  if (expr.optional && settled(fn) === undefined) return undefined;
  const args = spreadAll(machine, expr.args, env);
  return machine.call(fn, args, undefined, '', expr.construct);
}
