import { identity, placeOf } from './identities.ts';
import type { Primitive, SkeletonFunction, Variable } from '../skeleton.ts';

/** A value of the call-skeleton interpreter. */
export type Value = Primitive | ListValue | RecordValue | TableValue | ClosureValue | BuiltinValue | Unknown;

export class ListValue {
  /** What was put under names and not at positions: a list used as a table. */
  named: Map<string, Value> | undefined;
  constructor(readonly items: Value[]) {}
}

export class RecordValue {
  readonly fields: Map<string, Value>;
  /** Data that it was spread from: it has their fields, too, except where `fields` has another or they are `absent`. */
  readonly open: Unknown[] = [];
  readonly absent = new Set<string>();
  /** Written with all its keys: what it is asked for is most likely one of them. */
  closed = false;
  constructor(fields: Iterable<readonly [string, Value]> = []) {
    this.fields = new Map(fields);
  }
}

/** A map or a set; keys by `keyOf`. */
export class TableValue {
  readonly entries = new Map<string, [Value, Value]>();
  /** Made from a list with all its keys. */
  closed = false;
  constructor(readonly unique: boolean) {}
}

export class ClosureValue {
  constructor(
    readonly fn: SkeletonFunction,
    readonly environment: Environment | undefined,
    readonly self: Value,
  ) {}
}

/** A function or namespace of the language, by its path (`Math.max`). */
export class BuiltinValue {
  constructor(readonly path: string) {}
}

/**
 * Data nobody has looked at yet. The first use settles what it is (a number, null, a list…) and every later use agrees,
 * so a run always corresponds to one concrete input.
 */
export class Unknown {
  /** What it was settled to be. */
  is: Value | Unsettled = unsettled;
  /** Tested and found to be there, though nothing more is known. */
  present = false;
  /** Number of elements, once asked for. */
  length: number | undefined;
  readonly children = new Map<string, Value>();
  constructor(
    readonly path: string,
    /** `input`: part of the arguments; `external`: result of code that is not modelled. */
    readonly origin: 'input' | 'external',
    /** How many selections from the input it lies. */
    readonly depth: number,
  ) {}
}

export const unsettled = Symbol('unsettled');
export type Unsettled = typeof unsettled;

export class Environment {
  readonly values = new Map<Variable, Value>();
  constructor(
    readonly fn: SkeletonFunction | undefined,
    readonly parent: Environment | undefined,
    readonly self: Value,
    /** All arguments of the call, where the function asks for them as a list. */
    readonly given?: ListValue,
  ) {}
}

/** The settled value, or the value itself. */
export function settled(value: Value): Value {
  while (value instanceof Unknown && value.is !== unsettled) value = value.is;
  return value;
}

/** Parts of a value that are worth reading to tell states apart; lists that hold each other have exponentially many. */
const mostParts = 50_000;
let parts = 0;
/** Whether `keyOf` met data that was settled after it was made, and whether to name it by its path all the same. */
let metSettled = false;
let byPath = false;

/**
 * Identity of a value as a part of a state: as `keyOf`, but data inside containers are told apart by where they come
 * from. Two parts of a list are two subproblems even where their numbers happen to be alike.
 */
export function stateOf(value: Value): string {
  return keyOf(value, 0, true);
}

/**
 * Identity of a value: equal text for equal values. Content for containers, path for unknown data.
 * @throws RangeError for a value too large to be part of a state
 */
export function keyOf(given: Value, depth = 0, byOrigin = false): string {
  const value = settled(given);
  if (byOrigin && depth > 0 && given instanceof Unknown && (typeof value !== 'object' || value === null)) {
    parts++;
    return `?${given.path}`;
  }
  if (depth === 0) parts = 0;
  if (value !== given) {
    metSettled = true;
    if (byPath && (depth > 0 || typeof value === 'object')) return `?${(given as Unknown).path}`;
  }
  parts += 1 + (typeof value === 'string' ? value.length >> 4 : 0);
  if (parts > mostParts) throw new RangeError('a state too large');
  switch (typeof value) {
    case 'number':
      return value === 0 ? '0' : String(value);
    case 'string':
      return JSON.stringify(value);
    case 'bigint':
      return `${value}n`;
    case 'object':
      break;
    default:
      return String(value);
  }
  if (value === null) return 'null';
  if (value instanceof Unknown) return `?${value.path}`;
  if (value instanceof BuiltinValue) return `@${value.path}`;
  if (value instanceof ClosureValue) return `f${placeOf(value.fn)}#${identity(value)}`;
  if (depth > 5) return `#${identity(value)}`;
  if (value instanceof ListValue) {
    const items = value.items.map((item) => keyOf(item, depth + 1, byOrigin));
    for (const [name, field] of value.named ?? []) items.push(`${name}:${keyOf(field, depth + 1, byOrigin)}`);
    return `[${items.join()}]`;
  }
  if (value instanceof TableValue) for (const key of value.entries.keys()) parts += key.length >> 4;
  const entries =
    value instanceof RecordValue
      ? [
          ...[...value.fields].map(([name, field]) => `${name}:${keyOf(field, depth + 1, byOrigin)}`),
          ...value.open.map(({ path }) => `...${path}`),
          ...[...value.absent].filter((name) => !value.fields.has(name)).map((name) => `-${name}`),
        ]
      : [...value.entries].map(([key, entry]) =>
          value.unique ? key : `${key}:${keyOf(entry[1], depth + 1, byOrigin)}`,
        );
  return `{${entries.sort().join()}}`;
}

/**
 * Two identities of the arguments of a call: by what their data is now, and by where it comes from. The first changes
 * when data is settled between two calls, the second does not.
 */
export function keysOf(values: readonly Value[]): { now: string; origin: string } {
  metSettled = false;
  const text = (): string => values.map(stateOf).join(';');
  const now = text();
  if (!metSettled) return { now, origin: now };
  byPath = true;
  try {
    return { now, origin: text() };
  } finally {
    byPath = false;
  }
}

/**
 * A copy that shares no container with the original; unknown data and functions stay the same.
 * @param pay is told how many elements are copied before they are
 */
export function copyOf(given: Value, pay: (elements: number) => void, depth = 0): Value {
  const value = settled(given);
  if (depth > 6 || typeof value !== 'object' || value === null) return value;
  const inside = (part: Value): Value => copyOf(part, pay, depth + 1);
  if (value instanceof ListValue) {
    pay(value.items.length);
    const copy = new ListValue(value.items.map(inside));
    if (value.named) copy.named = new Map([...value.named].map(([name, field]) => [name, inside(field)]));
    return copy;
  }
  if (value instanceof RecordValue) {
    pay(value.fields.size);
    const copy = new RecordValue([...value.fields].map(([name, field]) => [name, inside(field)] as const));
    copy.open.push(...value.open);
    for (const name of value.absent) copy.absent.add(name);
    return copy;
  }
  if (value instanceof TableValue) {
    pay(value.entries.size);
    const copy = new TableValue(value.unique);
    for (const [key, [k, v]] of value.entries) copy.entries.set(key, [k, inside(v)]);
    return copy;
  }
  return value;
}

/** A value with containers of its own, as they are now; data, also what it was settled to be, stays the same. */
export function heldCopy(value: Value, depth = 0): Value {
  if (typeof value !== 'object' || depth > 3) return value;
  const inside = (part: Value): Value => heldCopy(part, depth + 1);
  if (value instanceof ListValue) return new ListValue(value.items.map(inside));
  if (value instanceof RecordValue) {
    const copy = new RecordValue([...value.fields].map(([name, field]) => [name, inside(field)] as const));
    copy.open.push(...value.open);
    for (const name of value.absent) copy.absent.add(name);
    copy.closed = value.closed;
    return copy;
  }
  if (value instanceof TableValue) {
    const copy = new TableValue(value.unique);
    for (const [key, [k, v]] of value.entries) copy.entries.set(key, [k, inside(v)]);
    copy.closed = value.closed;
    return copy;
  }
  return value;
}

/** The fields of a record, those of data it was spread from as far as anyone has looked. */
export function knownFields(record: RecordValue): Map<string, Value> {
  const all = new Map<string, Value>();
  for (const { children } of record.open) {
    for (const [name, field] of children) if (!record.absent.has(name)) all.set(name, field);
  }
  for (const [name, field] of record.fields) all.set(name, field);
  return all;
}

/**
 * How a value is shown in a witness: JSON where JSON can carry it.
 * @param plain gives the text that a made-up text stands for
 */
export function shown(given: Value, plain: (text: string) => string, depth = 0): unknown {
  const value = settled(given);
  if (typeof value === 'string') return plain(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (value === undefined) return 'undefined';
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth > 3) return '…';
  const inside = (part: Value): unknown => shown(part, plain, depth + 1);
  if (value instanceof ListValue) return value.items.map(inside);
  if (value instanceof RecordValue) {
    return Object.fromEntries([...knownFields(value)].map(([name, field]) => [name, inside(field)]));
  }
  if (value instanceof Unknown) return value.path;
  if (value instanceof ClosureValue) return `function ${value.fn.name}`;
  if (value instanceof BuiltinValue) return value.path;
  return [...value.entries.values()].map(([k, v]) => (value.unique ? inside(k) : [inside(k), inside(v)]));
}
