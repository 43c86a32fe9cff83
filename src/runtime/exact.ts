/** Which values come back from text exactly as they were: everything else is refused, never changed silently. */

type Builtin = abstract new (...args: never[]) => object;
const VIEWS: Builtin[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
];

/**
 * The parts of a value that must be exact in their turn, or undefined when the value itself cannot be kept: functions,
 * symbols, promises, instances of classes (subclasses of built-in ones too), accessors, hidden or symbolic properties.
 */
export function partsOf(value: unknown): Iterable<unknown> | undefined {
  if (value === null) return [];
  if (typeof value === 'symbol' || typeof value === 'function') return undefined;
  if (typeof value !== 'object') return [];
  const proto: unknown = Object.getPrototypeOf(value);
  if (Array.isArray(value)) return proto === Array.prototype ? properties(value, isIndex) : undefined;
  if (proto === Object.prototype || proto === null) return properties(value, isNotProto);
  if (VIEWS.some((view) => proto === view.prototype)) return [];
  if (Reflect.ownKeys(value).length > (proto === RegExp.prototype ? 1 : 0)) return undefined;
  if (proto === Map.prototype) return [...(value as Map<unknown, unknown>)].flat();
  if (proto === Set.prototype) return value as Set<unknown>;
  if (proto === RegExp.prototype) return (value as RegExp).lastIndex === 0 ? [] : undefined;
  return proto === Date.prototype || proto === ArrayBuffer.prototype ? [] : undefined;
}

const isNotProto = (key: string): boolean => key !== '__proto__';
const isIndex = (key: string): boolean => /^(0|[1-9]\d*)$/.test(key);

function properties(value: object, allowed: (key: string) => boolean): unknown[] | undefined {
  const parts: unknown[] = [];
  for (const key of Reflect.ownKeys(value)) {
    if (key === 'length' && Array.isArray(value)) continue;
    const own = Object.getOwnPropertyDescriptor(value, key)!;
    if (typeof key === 'symbol' || !own.enumerable || !('value' in own) || !allowed(key)) return undefined;
    parts.push(own.value);
  }
  return parts;
}

/** @throws TypeError naming what cannot be kept */
export function assertExact(value: unknown, seen = new Set<unknown>()): void {
  if (typeof value === 'object' && value !== null) {
    if (seen.has(value)) return;
    seen.add(value);
  }
  const parts = partsOf(value);
  if (parts === undefined) throw new TypeError(`${describe(value)} cannot be kept exactly as text`);
  for (const part of parts) assertExact(part, seen);
}

function describe(value: unknown): string {
  if (typeof value === 'symbol') return 'A symbol';
  if (typeof value === 'function') return 'A function';
  const proto = Object.getPrototypeOf(value) as { constructor?: { name?: unknown } } | null;
  const name = proto?.constructor?.name;
  return typeof name === 'string' && name !== '' && name !== 'Object' && name !== 'Array'
    ? `An instance of ${name}`
    : 'An object with accessors, hidden, symbolic or extra properties';
}
