import type { Call, SkeletonFunction } from '../skeleton.ts';
import type { Activation } from './activation.ts';
import { type Origin, type Value, element, fresh, freshValue, join, primitive, reach, union, unknownOrigin } from './values.ts'; // prettier-ignore

/**
 * What a known function does, seen from one call of it: its parameters are the arguments, variables that it captured
 * may be the caller's own.
 */
export function applySummary(
  at: Activation,
  target: SkeletonFunction,
  args: readonly Value[],
  spread: boolean,
  call: Call,
): Value {
  const summary = at.context.summaryOf(target);
  const all = spread ? args.reduce(join, primitive) : undefined;
  const given = (index: number): Value => {
    if (all) return join(all, element(all));
    if (index < target.parameters.length) return args[index] ?? primitive;
    return args.slice(index).reduce(join, primitive);
  };
  const map = (origin: Origin): ReadonlySet<Origin> => {
    switch (origin.kind) {
      case 'parameter':
        return origin.deep ? given(origin.index).inside : given(origin.index).self;
      case 'outer': {
        if (!at.isLocal(origin.variable)) return new Set([origin]);
        const value = at.env.get(origin.variable);
        return origin.deep ? value.inside : value.self;
      }
      case 'this':
      case 'field':
        return call.construct ? new Set([fresh]) : new Set([origin]);
      default:
        return new Set([origin]);
    }
  };
  for (const effect of [...summary.effects]) {
    at.context.fuel -= 2;
    const { origin, kind } = effect;
    if (!origin) {
      at.summary.add(kind === 'await' || kind === 'yield' ? { ...effect, range: call.range } : effect);
      continue;
    }
    if (kind === 'assign' && origin.kind === 'outer' && at.isLocal(origin.variable)) continue;
    if (kind === 'assign' && call.construct && origin.kind === 'field') continue;
    for (const mapped of map(origin)) {
      if (mapped.kind === 'fresh' || (mapped.kind === 'handed' && kind !== 'mutate')) continue;
      if (kind === 'call') callMapped(at, mapped, effect.subject, call);
      else if (mapped.kind === 'closure' && kind === 'read') continue;
      else at.summary.add({ ...effect, origin: mapped });
    }
  }
  for (const [variable, value] of summary.assigned) {
    const seen = mapValue(value, map);
    if (at.isLocal(variable)) at.env.widen(variable, seen);
    else at.summary.assign(variable, seen);
  }
  return call.construct ? freshWith(args) : mapValue(summary.returns, map);
}

function callMapped(at: Activation, origin: Origin, subject: string, call: Call): void {
  if (origin.kind === 'parameter') at.effect('call', call.range, subject, origin);
  else if (origin.kind === 'closure') {
    if (origin.function.form === 'callback')
      at.inline(origin.function, [{ self: new Set([unknownOrigin]), inside: new Set([unknownOrigin]) }]); // prettier-ignore
    else applySummary(at, origin.function, [], false, { ...call, construct: false, args: [] });
  } else at.effect('unknown', call.range, subject);
}

function mapValue(value: Value, map: (origin: Origin) => ReadonlySet<Origin>): Value {
  if (reach(value).size === 0) return primitive;
  const all = (origins: ReadonlySet<Origin>): ReadonlySet<Origin> => {
    let mapped: ReadonlySet<Origin> = primitive.self;
    for (const origin of origins) mapped = union(mapped, map(origin));
    return mapped;
  };
  return { self: all(value.self), inside: all(value.inside) };
}

function freshWith(args: readonly Value[]): Value {
  return args.reduce<Value>(
    (value, arg) => ({ self: value.self, inside: union(value.inside, reach(arg)) }),
    freshValue,
  );
}
