import type { Kind, SkeletonFunction, Variable } from '../skeleton.ts';

/** Where a value that can be changed comes from. `deep`: reached through it, not itself. Compared by identity. */
export type Origin =
  | { readonly kind: 'fresh' } // made in this activation
  | { readonly kind: 'handed' } // made in this activation, and given to a recursive call
  | { readonly kind: 'unknown' }
  | { readonly kind: 'result'; readonly deep: boolean } // what a recursive call returned
  | { readonly kind: 'this'; readonly deep: boolean }
  | { readonly kind: 'parameter'; readonly index: number; readonly deep: boolean }
  | { readonly kind: 'outer'; readonly variable: Variable; readonly deep: boolean }
  | { readonly kind: 'field'; readonly name: string; readonly deep: boolean }
  | { readonly kind: 'closure'; readonly function: SkeletonFunction };

/** Origins of a value and of what can be reached from it; both empty for numbers, strings and the like. */
export interface Value {
  readonly self: ReadonlySet<Origin>;
  readonly inside: ReadonlySet<Origin>;
}

const none: ReadonlySet<Origin> = new Set();
/** A value that nobody can change. */
export const primitive: Value = { self: none, inside: none };

export const fresh: Origin = { kind: 'fresh' };
export const handedOrigin: Origin = { kind: 'handed' };
export const unknownOrigin: Origin = { kind: 'unknown' };
const justFresh: ReadonlySet<Origin> = new Set([fresh]);
const justUnknown: ReadonlySet<Origin> = new Set([unknownOrigin]);

export const freshValue: Value = { self: justFresh, inside: none };
export const unknownValue: Value = { self: justUnknown, inside: justUnknown };

export function isMadeHere(origin: Origin): origin is Extract<Origin, { kind: 'fresh' | 'handed' }> {
  return origin.kind === 'fresh' || origin.kind === 'handed';
}

function pair(make: (deep: boolean) => Origin): Value {
  return { self: new Set([make(false)]), inside: new Set([make(true)]) };
}
export const resultValue = pair((deep) => ({ kind: 'result', deep }));
export const thisValue = pair((deep) => ({ kind: 'this', deep }));

const parameters: Value[] = [];
export function parameterValue(index: number): Value {
  return (parameters[index] ??= pair((deep) => ({ kind: 'parameter', index, deep })));
}

const outers = new WeakMap<Variable, Value>();
export function outerValue(variable: Variable): Value {
  let value = outers.get(variable);
  if (!value) outers.set(variable, (value = pair((deep) => ({ kind: 'outer', variable, deep }))));
  return value;
}

const closures = new WeakMap<SkeletonFunction, Value>();
export function closureValue(fn: SkeletonFunction): Value {
  let value = closures.get(fn);
  if (!value) {
    // A function's properties are told apart from it by nobody.
    const self: ReadonlySet<Origin> = new Set([{ kind: 'closure', function: fn }]);
    closures.set(fn, (value = { self, inside: self }));
  }
  return value;
}

/** Fields are told apart by name only: one table for each analysis, so that names do not pile up. */
export class Fields {
  readonly #values = new Map<string, Value>();
  value(name: string): Value {
    let value = this.#values.get(name);
    if (!value) this.#values.set(name, (value = pair((deep) => ({ kind: 'field', name, deep }))));
    return value;
  }
}

export function union(a: ReadonlySet<Origin>, b: ReadonlySet<Origin>): ReadonlySet<Origin> {
  if (a === b || b.size === 0) return a;
  if (a.size === 0) return b;
  let joined: Set<Origin> | undefined;
  for (const origin of b) if (!a.has(origin)) (joined ??= new Set(a)).add(origin);
  return joined ?? a;
}

export function join(a: Value, b: Value): Value {
  if (a === b) return a;
  const self = union(a.self, b.self);
  const inside = union(a.inside, b.inside);
  return self === a.self && inside === a.inside ? a : { self, inside };
}

/** What indexing or iterating a value gives. */
export function element(value: Value): Value {
  return value.inside.size === 0 ? primitive : { self: value.inside, inside: value.inside };
}

/** Everything that a container holding the value would reach. */
export function reach(value: Value): ReadonlySet<Origin> {
  return union(value.self, value.inside);
}

/** A value made here that holds the given origins: another one each time. */
export function holding(inside: ReadonlySet<Origin>): Value {
  return { self: justFresh, inside };
}

/** Kinds whose values nobody can change. */
export function isPrimitiveKind(kind: Kind): boolean {
  return kind === 'number' || kind === 'integer' || kind === 'bigint' || kind === 'string' || kind === 'boolean';
}

/** What is reached through the origin, where that is told apart from the origin itself. */
export function deepOf(origin: Origin, fields: Fields): ReadonlySet<Origin> {
  switch (origin.kind) {
    case 'parameter':
      return parameterValue(origin.index).inside;
    case 'outer':
      return outerValue(origin.variable).inside;
    case 'field':
      return fields.value(origin.name).inside;
    case 'this':
      return thisValue.inside;
    default:
      return none;
  }
}
