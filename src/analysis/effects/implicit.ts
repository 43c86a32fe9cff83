import type { Implicit } from '../language.ts';
import { initialOf } from '../revision/initial.ts';
import type { Expr, Range, Variable } from '../skeleton.ts';
import type { Activation } from './activation.ts';
import { type Origin, type Value, freshValue, holding, primitive, reach, union, unknownValue } from './values.ts';

/**
 * Notes what functions of the file do that run without being called: getters where a property of that name is read,
 * `valueOf` where a value is converted, iterators where it is walked. Which object the value is, is not known: all of the
 * file that have the name count.
 */
export function implicitly(at: Activation, what: Implicit, value: Value, range: Range): void {
  if (value.self.size === 0) return;
  for (const fn of at.context.language.implicit(what)) {
    const summary = at.context.summaryOf(fn);
    for (const effect of [...summary.effects]) {
      const { kind, origin } = effect;
      if (origin?.kind === 'this' || origin?.kind === 'field') {
        // What it reads of its object is what the reader of the property looks at.
        if (kind === 'assign' || kind === 'mutate') changed(at, value, effect.subject, range);
      } else if (origin === undefined || (origin.kind === 'outer' && !at.isLocal(origin.variable))) {
        if (kind !== 'yield') at.summary.add(effect);
      }
    }
    for (const [variable, given] of summary.assigned) {
      if (!at.isLocal(variable)) at.summary.assign(variable, given);
    }
  }
}

function changed(at: Activation, value: Value, subject: string, range: Range): void {
  for (const origin of value.self) if (origin.kind !== 'fresh') at.effect('mutate', range, subject, origin);
}

/** Something walks over the value: iterators are used up by that. */
export function walked(at: Activation, value: Value, range: Range): void {
  implicitly(at, 'iterate', value, range);
  for (const origin of value.self) {
    const variable = heldBy(at, origin);
    if (!variable) continue;
    const isIterator = variable.declared === 'iterator' || at.context.language.holds(variable) === 'iterator';
    if (isIterator) at.effect('mutate', range, variable.name, origin);
  }
}

/** The captured variable or the parameter that holds a value itself. */
function heldBy(at: Activation, origin: Origin): Variable | undefined {
  if (origin.kind === 'outer') return origin.deep ? undefined : origin.variable;
  if (origin.kind !== 'parameter' || origin.deep) return undefined;
  const parameter = at.fn.parameters[origin.index];
  const plain = parameter?.op === 'defaultPattern' ? parameter.target : parameter;
  return plain?.op === 'variable' ? plain.variable : undefined;
}

function accessed(at: Activation, how: 'get' | 'set', value: Value, key: Expr, range: Range): void {
  if (key.op === 'const' && typeof key.value === 'string') implicitly(at, `${how} ${key.value}`, value, range);
  implicitly(at, `${how} *`, value, range);
}

/** A property of the value is written. */
export function written(at: Activation, value: Value, key: Expr, range: Range): void {
  accessed(at, 'set', value, key, range);
}

/**
 * A method is called that has the name of a built-in one: it may be one of the file, where the object was made by code
 * that is not built in.
 */
export function namesake(at: Activation, name: string, receiver: Value, object: Expr, range: Range): void {
  const made = object.op === 'variable' ? initialOf(object.variable) : object;
  if (made?.op !== 'call') return;
  const { callee, construct } = made;
  const isGlobal = callee.op === 'variable' && callee.variable.role === 'global';
  if (isGlobal && at.context.language.call(`${construct ? 'new ' : ''}${callee.variable.name}`)) return;
  implicitly(at, `method ${name}`, receiver, range);
}

/** Functions that are given back and change variables of the call that made them: each call gives others. */
export function keptClosures(at: Activation, given: Value): void {
  for (const origin of reach(given)) {
    if (origin.kind !== 'closure' || at.context.members.has(origin.function)) continue;
    for (const { kind, origin: changed, range } of [...at.context.summaryOf(origin.function).effects]) {
      if (kind !== 'assign' && kind !== 'mutate') continue;
      if (changed?.kind === 'outer' && at.isLocal(changed.variable)) at.effect('mutate', range, changed.variable.name, changed); // prettier-ignore
    }
  }
}

/** A property of the value is read: of a proxy that does anything. */
export function looked(at: Activation, value: Value, key: Expr, range: Range): void {
  accessed(at, 'get', value, key, range);
  for (const origin of value.self) {
    if (origin.kind !== 'outer' || origin.deep || at.context.language.holds(origin.variable) !== 'proxy') continue;
    at.effect('unknown', range, origin.variable.name);
  }
}

/** What is not modelled: its parts are evaluated, and it may give any of them. */
export function opaque(at: Activation, parts: readonly Expr[], why: string, range: Range): Value {
  let inside = primitive.self;
  for (const part of parts) inside = union(inside, reach(at.evaluate(part)));
  if (/^JSX|^strings$|^accessor$|^#in$/.test(why)) return holding(inside);
  if (/^(super|getter|static block|Import.*)$/.test(why))
    at.effect('unknown', range, why.startsWith('Import') ? 'import()' : why);
  return inside.size === 0 && /^(Class|Meta|Debugger|TS|Empty)/.test(why) ? freshValue : unknownValue;
}
