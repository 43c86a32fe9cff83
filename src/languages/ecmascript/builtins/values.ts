import { type Builtins, notModelled } from '../../../analysis/machine/builtins.ts';
import type { Machine } from '../../../analysis/machine/machine.ts';
import { hasProperty } from '../../../analysis/machine/operators.ts';
import { Stopped } from '../../../analysis/machine/outcomes.ts';
import { spreadInto } from '../../../analysis/machine/records.ts';
import {
  BuiltinValue,
  ClosureValue,
  ListValue,
  RecordValue,
  TableValue,
  type Value,
  Unknown,
  knownFields,
  settled,
} from '../../../analysis/machine/values.ts';
import { listMethod, listMethodNames } from './lists.ts';
import { makeTable, tableMethod } from './tables.ts';
import { textMethod, textOnlyMethods } from './texts.ts';

const namespaces = new Set([
  '_',
  'Math', 'Object', 'Array', 'Number', 'String', 'Boolean', 'BigInt', 'JSON', 'Map', 'Set', 'WeakMap', 'WeakSet', 'Promise',
  'parseInt', 'parseFloat', 'isNaN', 'isFinite', 'Error', 'TypeError', 'RangeError', 'structuredClone',
  'Int8Array', 'Uint8Array', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array',
]); // prettier-ignore

const mathNames = new Set(Object.getOwnPropertyNames(Math));

function math(machine: Machine, name: string, args: Value[]): Value | typeof notModelled {
  if (!mathNames.has(name) || name === 'random') return notModelled;
  const fn = Math[name as 'max'] as unknown;
  if (typeof fn !== 'function') return notModelled;
  return (fn as (...n: number[]) => number)(...args.map((a) => machine.number(a)));
}

/** Settles what unknown data must be to have this method, so that the method can run. */
function settleFor(machine: Machine, value: Unknown, name: string): Value {
  if (textOnlyMethods.has(name)) return machine.world.asText(value);
  if (listMethodNames.has(name) && !['keys', 'values', 'entries'].includes(name)) return machine.world.asList(value);
  return value;
}

/** What lodash and Underscore make of a list. */
function listHelper(machine: Machine, name: string, args: Value[]): Value | typeof notModelled {
  if (name === 'range') {
    const [from, to] =
      args.length > 1 ? [machine.number(args[0]), machine.number(args[1])] : [0, machine.number(args[0])];
    return new ListValue(made(machine, Math.max(0, to - from), 0).map((_, i) => from + i));
  }
  if (!['sum', 'max', 'min', 'first', 'head', 'last'].includes(name)) return notModelled;
  const items = machine.iterate(args[0]);
  machine.burn(items.length);
  if (name === 'last') return items[items.length - 1];
  if (name === 'first' || name === 'head' || items.length === 0) return name === 'sum' ? 0 : items[0];
  const numbers = items.map((item) => machine.number(item));
  return name === 'sum' ? numbers.reduce((a, b) => a + b) : Math[name as 'max' | 'min'](...numbers);
}

function record(machine: Machine, given: Value): [string, Value][] {
  const value = settled(given);
  if (value instanceof RecordValue) return [...knownFields(value)];
  if (value instanceof ListValue) {
    return [...value.items.map((item, i): [string, Value] => [String(i), item]), ...(value.named ?? [])];
  }
  if (value instanceof Unknown) return machine.world.asList(value).items.map((item, i) => [String(i), item]);
  return [];
}

function objectFunction(machine: Machine, name: string, args: Value[]): Value | typeof notModelled {
  switch (name) {
    case 'keys':
      return new ListValue(record(machine, args[0]).map(([key]) => key));
    case 'values':
      return new ListValue(record(machine, args[0]).map(([, value]) => value));
    case 'entries':
      return new ListValue(record(machine, args[0]).map(([key, value]) => new ListValue([key, value])));
    case 'assign': {
      const target = settled(args[0]);
      if (target instanceof RecordValue) for (const more of args.slice(1)) spreadInto(machine, target, more);
      return args[0];
    }
    case 'freeze':
    case 'seal':
      return args[0];
    case 'is':
      return settled(args[0]) === settled(args[1]);
    default:
      return notModelled;
  }
}

function arrayFrom(machine: Machine, args: Value[]): Value {
  const source = settled(args[0]);
  const size = source instanceof RecordValue ? source.fields.get('length') : undefined;
  const items = size === undefined ? [...machine.iterate(source)] : made(machine, machine.number(size), undefined);
  const fn = settled(args[1]);
  return new ListValue(
    fn instanceof ClosureValue ? items.map((item, i) => machine.call(fn, [item, i], undefined)) : items,
  );
}

function made(machine: Machine, length: number, value: Value): Value[] {
  if (!(length >= 0) || length > 100_000) throw new Stopped('input');
  machine.burn(length);
  return Array.from({ length: Math.trunc(length) }, () => value);
}

function convert(machine: Machine, path: string, args: Value[]): Value | typeof notModelled {
  switch (path) {
    case 'Number':
    case 'parseFloat':
    case 'Number.parseFloat':
      return machine.number(args[0]);
    case 'parseInt':
    case 'Number.parseInt': {
      const value = settled(args[0]);
      return typeof value === 'string' ? parseInt(machine.world.plain(value), 10) : Math.trunc(machine.number(value));
    }
    case 'String':
      return machine.text(args[0]);
    case 'Boolean':
      return machine.truthy(args[0]);
    case 'BigInt': {
      const value = settled(args[0]);
      if (typeof value === 'bigint') return value;
      const number = machine.number(value);
      if (!Number.isInteger(number)) throw new Stopped('input');
      return BigInt(number);
    }
    case 'isNaN':
    case 'Number.isNaN':
      return Number.isNaN(machine.number(args[0]));
    case 'isFinite':
    case 'Number.isFinite':
      return Number.isFinite(machine.number(args[0]));
    case 'Number.isInteger':
      return Number.isInteger(machine.number(args[0]));
    case 'Array.isArray': {
      const value = settled(args[0]);
      if (value instanceof Unknown) return machine.world.isList(value);
      return value instanceof ListValue;
    }
    default:
      return notModelled;
  }
}

/** What JavaScript provides to a run: values, not effects (those are in `effects.ts`). */
export const ecmascriptBuiltins: Builtins = {
  global: (name) => (namespaces.has(name) ? new BuiltinValue(name) : undefined),

  get(_machine, object, key) {
    if (object instanceof BuiltinValue) {
      if (object.path === 'Math' && typeof Math[key as 'PI'] === 'number') return Math[key as 'PI'];
      if (object.path === 'Number' && typeof Number[key as 'MAX_SAFE_INTEGER'] === 'number')
        return Number[key as 'MAX_SAFE_INTEGER'];
      return new BuiltinValue(`${object.path}.${key}`);
    }
    if (object instanceof TableValue && key === 'size') return object.entries.size;
    return notModelled;
  },

  method(machine, given, name, args) {
    const object = given instanceof Unknown ? settleFor(machine, given, name) : given;
    if (object instanceof BuiltinValue) return this.call(machine, `${object.path}.${name}`, args);
    if (object instanceof ListValue) {
      if (name === 'hasOwnProperty') return hasProperty(machine, object, args[0]);
      if (name === 'call' || name === 'apply') return notModelled;
      return listMethod(machine, object, name, args);
    }
    if (typeof object === 'string') return textMethod(machine, object, name, args);
    if (object instanceof TableValue) return tableMethod(machine, object, name, args);
    if (object instanceof ClosureValue) {
      if (name === 'call') return machine.call(object, args.slice(1), args[0]);
      if (name === 'apply')
        return machine.call(object, args[1] === undefined ? [] : [...machine.iterate(args[1])], args[0]);
      if (name === 'bind') return object;
    }
    if (name === 'hasOwnProperty' && object instanceof RecordValue) return hasProperty(machine, object, args[0]);
    if (typeof object === 'number' && name === 'toString') {
      const radix = settled(args[0]) === undefined ? 10 : machine.number(args[0]);
      return radix >= 2 && radix <= 36 ? object.toString(radix) : notModelled;
    }
    if (name === 'then' && !(object instanceof RecordValue)) return machine.call(args[0], [object], undefined);
    if (name === 'catch' || name === 'finally') return object as Value;
    return notModelled;
  },

  call(machine, path, args) {
    const [space, name] = path.split('.') as [string, string | undefined];
    if (space === 'Math' && name) return math(machine, name, args);
    if (space === 'Object' && name) return objectFunction(machine, name, args);
    if (space === '_' && name) return listHelper(machine, name, args);
    if (path === 'Array.from') return arrayFrom(machine, args);
    if (path === 'Array.of') return new ListValue(args);
    if (path === 'Array') return this.construct(machine, path, args);
    if (space === 'Promise' && name === 'resolve') return args[0];
    if (space === 'Promise' && (name === 'all' || name === 'allSettled'))
      return new ListValue([...machine.iterate(args[0])]);
    return convert(machine, path, args);
  },

  construct(machine, path, args) {
    if (path === 'Map' || path === 'WeakMap') return makeTable(machine, false, args[0]);
    if (path === 'Set' || path === 'WeakSet') return makeTable(machine, true, args[0]);
    if (path === 'Array' || path.endsWith('Array')) {
      const first = settled(args[0]);
      if (path !== 'Array' && first instanceof ListValue) return new ListValue([...first.items]);
      if (args.length === 1 && (typeof first === 'number' || first instanceof Unknown)) {
        return new ListValue(made(machine, machine.number(first), path === 'Array' ? undefined : 0));
      }
      return new ListValue(args);
    }
    return notModelled;
  },
};
