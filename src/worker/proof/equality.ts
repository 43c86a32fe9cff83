/**
 * Deep equality of results of two programs: primitives by `Object.is`; objects by the name of their class, not by the
 * class itself, which each program has its own of; functions by their names, symbols by their descriptions; keys in their order.
 */
export function sameValue(a: unknown, b: unknown, seen = new Map<object, Set<object>>()): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a === 'function' && typeof b === 'function') return a.name === b.name;
  if (typeof a === 'symbol' && typeof b === 'symbol')
    return a.description === b.description && Symbol.keyFor(a) === Symbol.keyFor(b);
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  // Met before with the same partner: a cycle, or compared already. Which parts are one object is not compared.
  const partners = seen.get(a) ?? new Set();
  if (partners.has(b)) return true;
  seen.set(a, partners.add(b));
  const name = className(a);
  if (name !== className(b)) return false;
  // Boxed values, dates and patterns have no keys of their own that tell them apart.
  if (/^(Number|String|Boolean|BigInt|Symbol|Date|RegExp)$/.test(name) && text(a) !== text(b)) return false;
  const [keysA, keysB] = [keysOf(a), keysOf(b)];
  if (keysA.length !== keysB.length || Object.isFrozen(a) !== Object.isFrozen(b)) return false;
  for (const [i, key] of keysA.entries()) {
    const same = keysB[i]!;
    if (key !== same && !(typeof key === 'symbol' && sameValue(key, same))) return false;
    if (!sameValue(Reflect.get(a, key) as unknown, Reflect.get(b, same) as unknown, seen)) return false;
  }
  if (name === 'Map' || name === 'Set') return sameValue([...(a as Set<unknown>)], [...(b as Set<unknown>)], seen);
  if (name === 'ArrayBuffer') return sameValue(bytes(a), bytes(b));
  if (name === 'DataView') return sameValue(bytes((a as DataView).buffer), bytes((b as DataView).buffer));
  return true;
}

/** The stack of an error is that of its program. */
const keysOf = (value: object): (string | symbol)[] => {
  const keys = Reflect.ownKeys(value);
  return keys.includes('stack') && 'message' in value ? keys.filter((key) => key !== 'stack') : keys;
};

/** `Object.is` for what is in a box. */
const text = (value: object): string => {
  const inside: unknown = value.valueOf();
  return Object.is(inside, -0) ? '-0' : String(inside);
};

const bytes = (buffer: object): number[] => [...new Uint8Array(buffer as ArrayBuffer)];

function className(value: object): string {
  const prototype = Reflect.getPrototypeOf(value) as { constructor?: { name?: string } } | null;
  return prototype === null ? 'null' : String(prototype.constructor?.name);
}
