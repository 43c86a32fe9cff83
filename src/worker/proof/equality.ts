/**
 * Deep equality of results of two programs: primitives by `Object.is`; objects by the name of their class, not by the
 * class itself, which each program has its own of; functions by their names.
 */
export function sameValue(a: unknown, b: unknown, seen = new Map<object, object>()): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a === 'function' && typeof b === 'function') return a.name === b.name;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  // Met before with the same partner: a cycle, or compared already. Which parts are one object is not compared.
  if (seen.get(a) === b) return true;
  seen.set(a, b);
  if (className(a) !== className(b)) return false;
  if (className(a) === 'Date' || className(a) === 'RegExp') return String(a) === String(b);
  const [keysA, keysB] = [Reflect.ownKeys(a), Reflect.ownKeys(b)];
  if (keysA.length !== keysB.length) return false;
  for (const key of keysA) {
    if (!Object.hasOwn(b, key)) return false;
    if (!sameValue(Reflect.get(a, key) as unknown, Reflect.get(b, key) as unknown, seen)) return false;
  }
  const name = className(a);
  if (name === 'Map' || name === 'Set') {
    const [entriesA, entriesB] = [[...(a as Set<unknown>)], [...(b as Set<unknown>)]];
    return sameValue(entriesA, entriesB, seen);
  }
  return true;
}

function className(value: object): string {
  const prototype = Reflect.getPrototypeOf(value) as { constructor?: { name?: string } } | null;
  return prototype === null ? 'null' : String(prototype.constructor?.name);
}
