/** Argument lists as text: equal content, equal text. */
import { stringify } from 'devalue';
import { assertExact, partsOf } from './exact.ts';

/**
 * The canonical text of an argument list, good for all processes: objects with their properties in alphabetical order,
 * -0 as 0 (as Map has it), everything else as exact as devalue is.
 * @throws TypeError when an argument has no content that could be written down
 */
export function canonical(args: readonly unknown[]): string {
  assertExact(args);
  return stringify(sorted(args, new Map(), undefined));
}

/**
 * A key function: arguments are the same when their content is the same, whatever the order of an object's properties.
 * What has no plain content (functions, instances of classes, symbols) counts by identity.
 *
 *     const area = memoize(({ w, h }) => w * h, { key: structural });
 */
export function structural(...args: unknown[]): string {
  return stringify(sorted(args, new Map(), identity), { Identity: (v) => v instanceof Identity && v.id });
}

class Identity {
  constructor(readonly id: number | string) {}
}
let ids = 0;
let known: WeakMap<WeakKey, Identity> | undefined;

function identity(value: object | symbol): Identity {
  if (typeof value === 'symbol' && Symbol.keyFor(value) !== undefined) return new Identity(`s${Symbol.keyFor(value)}`);
  known ??= new WeakMap();
  let found = known.get(value);
  if (found === undefined) known.set(value, (found = new Identity(++ids)));
  return found;
}

/** A copy with properties in order. `path` holds the objects it is in the midst of, so that cycles come out as cycles. */
function sorted(
  value: unknown,
  path: Map<object, unknown>,
  other: ((value: object | symbol) => unknown) | undefined,
): unknown {
  if (value === 0) return 0;
  if ((typeof value !== 'object' && typeof value !== 'symbol' && typeof value !== 'function') || value === null)
    return value;
  if (other !== undefined && partsOf(value) === undefined) return other(value);
  const object = value as object;
  if (path.has(object)) return path.get(object);
  const into = (copy: object, fill: () => void): object => {
    path.set(object, copy);
    fill();
    path.delete(object);
    return copy;
  };
  const next = (part: unknown): unknown => sorted(part, path, other);
  if (Array.isArray(object)) {
    const copy: unknown[] = new Array(object.length);
    return into(copy, () => object.forEach((part, i) => (copy[i] = next(part))));
  }
  if (object instanceof Map) {
    const copy = new Map();
    return into(copy, () => object.forEach((part, key) => copy.set(next(key), next(part))));
  }
  if (object instanceof Set) {
    const copy = new Set();
    return into(copy, () => object.forEach((part) => copy.add(next(part))));
  }
  const proto: unknown = Object.getPrototypeOf(object);
  if (proto !== Object.prototype && proto !== null) return object;
  const copy = Object.create(proto as object | null) as Record<string, unknown>;
  return into(copy, () => {
    for (const key of Object.keys(object).sort()) copy[key] = next((object as Record<string, unknown>)[key]);
  });
}
