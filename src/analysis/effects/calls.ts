import type { BuiltinEffect } from '../language.ts';
import { initialOf } from '../revision/initial.ts';
import type { Call, Expr, SkeletonFunction, Spread } from '../skeleton.ts';
import type { Activation } from './activation.ts';
import { describe } from './describe.ts';
import { handOn } from './handed.ts';
import { implicitly, namesake, walked } from './implicit.ts';
import { applySummary } from './substitute.ts';
import { type Origin, type Value, closureValue, element, freshValue, holding, join, primitive, reach, resultValue, union, unknownValue } from './values.ts'; // prettier-ignore

/** What a call gives, its effects noted. */
export function evaluateCall(at: Activation, call: Call): Value {
  const { callee } = call;
  if (callee.op === 'closure' && callee.function.form === 'callback') {
    return at.inline(callee.function, values(at, call.args));
  }
  if (call.target) {
    if (callee.op === 'get') at.evaluate(callee.object);
    return callFunction(at, call.target, values(at, call.args), call);
  }
  const path = globalPath(callee);
  if (path !== undefined) return callGlobal(at, call, path);
  if (callee.op === 'get' && callee.key.op === 'const' && typeof callee.key.value === 'string') {
    return callMethod(at, call, callee.object, callee.key.value);
  }
  const fn = at.evaluate(callee);
  if (call.construct) return construct(at, call);
  return callValue(at, fn, values(at, call.args), call);
}

/** A function literal handed over is not run here: the callee decides with what. */
function argument(at: Activation, expr: Expr): Value {
  return expr.op === 'closure' ? closureValue(expr.function) : at.evaluate(expr);
}

function values(at: Activation, args: readonly (Expr | Spread)[]): Value[] {
  return args.map((arg) => {
    if (arg.op !== 'spread') return argument(at, arg);
    const spread = at.evaluate(arg.value);
    at.readInside(spread, arg.value);
    walked(at, spread, arg.range);
    return element(spread);
  });
}

function callFunction(at: Activation, target: SkeletonFunction, args: readonly Value[], call: Call): Value {
  const { context } = at;
  if (target.form === 'callback') return at.inline(target, args);
  const spread = call.args.some((a) => a.op === 'spread');
  const settled = applySummary(at, target, args, spread, call);
  if (!context.members.has(target) || call.construct) return settled;
  handOn(at, call.args);
  // With a cache, what a member returns may be an earlier call's very object.
  return reach(settled).size === 0 ? primitive : join(settled, resultValue);
}

/** `Math.max` and the like: the dotted path of names from a global or an import. */
function globalPath(expr: Expr, depth = 0): string | undefined {
  if (expr.op === 'variable') {
    const { role, bound, reassigned, initial, name } = expr.variable;
    if (bound) return undefined;
    if (role === 'global' || role === 'import') return name;
    // const { max } = Math; const floor = Math.floor
    const value = role === 'local' && !reassigned && initial && depth < 3 ? initialOf(expr.variable) : undefined;
    return value?.op === 'get' || value?.op === 'variable' ? globalPath(value, depth + 1) : undefined;
  }
  if (expr.op === 'get' && expr.key.op === 'const' && typeof expr.key.value === 'string' && !expr.target) {
    const object = globalPath(expr.object, depth);
    return object === undefined ? undefined : `${object}.${expr.key.value}`;
  }
  return undefined;
}

function callGlobal(at: Activation, call: Call, path: string): Value {
  const { language } = at.context;
  const effect = language.call(call.construct ? `new ${path}` : path);
  const args = values(at, call.args);
  // `new Date()` and `Date()` read the clock, `new Date(text)` does not.
  if (effect && !(effect.impure === 'clock' && call.construct && args.length > 0)) {
    return callBuiltin(at, call, effect, undefined, args);
  }
  if (effect) return freshValue;
  if (call.construct) return construct(at, call, args);
  if (call.callee.op === 'get' && call.callee.key.op === 'const') {
    // A method of an imported list or text; imported modules of functions have no such names that change things.
    const method = language.method(String(call.callee.key.value), call, false);
    if (method && !method.mutates && !method.impure && method.of !== 'other') {
      return callBuiltin(at, call, method, call.callee.object, args);
    }
  }
  at.effect('unknown', call.range, describe(call.callee));
  runClosures(at, args, unknownValue);
  return unknownValue;
}

function construct(at: Activation, call: Call, given?: readonly Value[]): Value {
  const { context } = at;
  const args = given ?? values(at, call.args);
  const found = call.callee.op === 'variable' ? context.language.constructorOf(call.callee.variable) : undefined;
  let inside: ReadonlySet<Origin> = primitive.self;
  for (const value of args) inside = union(inside, reach(value));
  if (found === undefined) at.effect('read', call.range, describe(call), undefined);
  else {
    for (const fn of found.constructors) applySummary(at, fn, args, false, { ...call, construct: true });
    for (const field of found.fields) at.evaluate(field);
  }
  return holding(inside);
}

function callMethod(at: Activation, call: Call, object: Expr, name: string): Value {
  const receiver = at.evaluate(object);
  const effect = at.context.language.method(name, call, receiver.self.size === 0 && isSettled(at, object));
  if (effect) {
    namesake(at, name, receiver, object, call.range);
    return callBuiltin(at, call, effect, object, undefined, receiver);
  }
  const args = values(at, call.args);
  at.effect('unknown', call.range, describe(call.callee));
  runClosures(at, [receiver, ...args], unknownValue);
  return unknownValue;
}

/** Whether a value without origins is known to be a primitive, and not merely unknown yet. */
function isSettled(at: Activation, expr: Expr): boolean {
  return expr.op !== 'variable' || at.isLocal(expr.variable) || expr.variable.declared !== 'unknown';
}

/** Runs function literals that went to unknown code, for their effects. */
function runClosures(at: Activation, args: readonly Value[], given: Value): Value {
  let result = primitive;
  for (const value of args) {
    for (const origin of value.self) {
      if (origin.kind === 'closure') result = join(result, callClosure(at, origin.function, [given]));
    }
  }
  return result;
}

function callClosure(at: Activation, fn: SkeletonFunction, args: readonly Value[], call?: Call): Value {
  const plain = call ?? ({ op: 'call', range: fn.range, callee: { op: 'this', range: fn.range }, args: [], optional: false, construct: false } as const); // prettier-ignore
  return callFunction(at, fn, args, { ...plain, args: [] });
}

/** Calls whatever the value may be. */
function callValue(
  at: Activation,
  fn: Value,
  args: readonly Value[],
  call: Call,
  subject = call.callee as Expr,
): Value {
  let result = primitive;
  if (fn.self.size === 0) {
    at.effect('unknown', call.range, describe(subject));
    return unknownValue;
  }
  for (const origin of fn.self) {
    if (origin.kind === 'closure') result = join(result, callClosure(at, origin.function, args, call));
    else if (origin.kind === 'parameter') {
      at.effect('call', call.range, describe(subject), origin);
      result = join(result, unknownValue);
    } else {
      at.effect('unknown', call.range, describe(subject));
      result = join(result, unknownValue);
    }
  }
  if (result === unknownValue) runClosures(at, args, unknownValue);
  return result;
}

function callBuiltin(
  at: Activation,
  call: Call,
  effect: BuiltinEffect,
  object: Expr | undefined,
  given: readonly Value[] | undefined,
  known?: Value,
): Value {
  const receiver = known ?? (object ? at.evaluate(object) : primitive);
  const args = given ?? values(at, call.args);
  if (effect.impure) at.effect(effect.impure, call.range, describe(call.callee));
  if (object) at.readInside(receiver, object);
  if (effect.of !== 'number')
    args.forEach((value, i) => {
      const expr = call.args[i]!;
      at.readInside(value, expr.op === 'spread' ? expr.value : expr);
    });
  // Math.max(x) takes the number of x, Array.from(x) walks over it; xs.join() takes the texts of what is in xs.
  for (const value of object ? [join(receiver, element(receiver))] : args)
    for (const what of effect.asks ?? []) implicitly(at, what, value, call.range);
  const first = call.args[0];
  if (effect.mutates === 'receiver' && object) at.mutate(receiver, object, call.range);
  if (effect.mutates === 'first' && args[0] && first && first.op !== 'spread') at.mutate(args[0], first, call.range);

  let held = receiver.inside;
  for (const value of args) held = union(held, reach(value));
  const returned = effect.calls ? callbacks(at, call, effect, receiver, args) : runClosures(at, args, unknownValue);
  if (effect.stores) {
    const into = effect.mutates === 'first' ? first : object;
    let stored: ReadonlySet<Origin> = primitive.self;
    for (const value of args) stored = union(stored, reach(value));
    if (into && into.op !== 'spread') at.keep(into, { self: stored, inside: stored });
  }
  switch (effect.returns) {
    case 'primitive':
      return primitive;
    case 'fresh':
      return holding(effect.mapped ? reach(returned) : withoutClosures(held));
    case 'element': {
      const from = object && receiver.self.size > 0 ? receiver : (args[0] ?? primitive);
      return join(element(from), object && args.length > 1 && !effect.calls ? args[1]! : primitive);
    }
    case 'receiver':
      return receiver;
    case 'first':
      return args[0] ?? primitive;
    case 'callback':
      return returned;
    case 'unknown':
      return unknownValue;
  }
}

function withoutClosures(origins: ReadonlySet<Origin>): ReadonlySet<Origin> {
  for (const origin of origins) {
    if (origin.kind === 'closure') return new Set([...origins].filter((o) => o.kind !== 'closure'));
  }
  return origins;
}

/** Runs what a built-in calls, with elements of its receiver or of its other arguments. */
function callbacks(at: Activation, call: Call, effect: BuiltinEffect, receiver: Value, args: readonly Value[]): Value {
  const position = effect.callback ?? 0;
  let elements = element(receiver);
  args.forEach((value, i) => {
    if (i !== position) elements = join(elements, element(value));
  });
  const fn = args[position];
  const expr = call.args[position];
  if (!fn || !expr || expr.op === 'spread') return primitive;
  const path = globalPath(expr);
  const builtin = path === undefined ? undefined : at.context.language.call(path);
  if (builtin) {
    if (builtin.impure) at.effect(builtin.impure, expr.range, describe(expr));
    return builtin.returns === 'primitive' ? primitive : join(elements, freshValue);
  }
  if (effect.calls === 'fold') {
    let accumulator = args[position + 1] ?? elements;
    let result = accumulator;
    for (let i = 0; i < 3; i++) {
      result = join(accumulator, callHanded(at, fn, [accumulator, elements, primitive, receiver], call, expr));
      if (result === accumulator) break;
      accumulator = result;
    }
    return result;
  }
  // Text replaced by text, an absent comparison: not every argument here is a function.
  if (fn.self.size === 0 && expr.op !== 'variable') {
    // `element.find('.name')` is no search in a list.
    if (effect.of === 'list' && expr.op === 'const' && expr.value !== undefined) at.effect('unknown', call.range, describe(call.callee)); // prettier-ignore
    return primitive;
  }
  if (effect.of === 'string' && ![...fn.self].some((o) => o.kind === 'closure')) return primitive;
  return callHanded(at, fn, [elements, union(elements.self, primitive.self).size > 0 ? elements : primitive, receiver], call, expr); // prettier-ignore
}

function callHanded(at: Activation, fn: Value, args: readonly Value[], call: Call, expr: Expr): Value {
  return callValue(at, fn, args, call, expr);
}
