import type { BinaryOperator } from '../skeleton.ts';
import type { Machine } from './machine.ts';
import { Stopped } from './outcomes.ts';
import { BuiltinValue, ListValue, RecordValue, TableValue, type Value, Unknown, settled } from './values.ts';

/** Applies a binary operator; data that nobody has looked at is settled as far as the operator needs it. */
export function binary(machine: Machine, operator: BinaryOperator, leftGiven: Value, rightGiven: Value): Value {
  machine.burn();
  const left = settled(leftGiven);
  const right = settled(rightGiven);
  switch (operator) {
    case 'same':
    case 'looseSame':
      return same(machine, left, right, operator === 'looseSame');
    case 'notSame':
    case 'looseNotSame':
      return !same(machine, left, right, operator === 'looseNotSame');
    case 'in':
      return hasProperty(machine, right, left);
    case 'instanceof':
      return isInstance(machine, left, right);
    case 'add':
      return add(machine, left, right);
    case 'lt':
    case 'le':
    case 'gt':
    case 'ge':
      if (typeof left === 'string' && typeof right === 'string') {
        return compare(operator, machine.world.plain(left), machine.world.plain(right));
      }
      if (typeof left === 'bigint' || typeof right === 'bigint') return compare(operator, big(left), big(right));
      machine.world.compare(left, right);
      machine.world.compare(right, left);
      return compare(operator, machine.number(left), machine.number(right));
  }
  if (typeof left === 'bigint' && typeof right === 'bigint') return small(bigArithmetic(operator, left, right));
  const a = machine.number(left);
  const b = machine.number(right);
  switch (operator) {
    case 'sub':
      return a - b;
    case 'mul':
      if ((a === 0 && leftGiven instanceof Unknown) || (b === 0 && rightGiven instanceof Unknown)) {
        machine.world.degenerate = true;
      }
      return a * b;
    case 'div':
      return a / b;
    case 'mod':
      return a % b;
    case 'pow':
      return a ** b;
    case 'bitAnd':
      return a & b;
    case 'bitOr':
      return a | b;
    case 'bitXor':
      return a ^ b;
    case 'shiftLeft':
      return a << b;
    case 'shiftRight':
      return a >> b;
    case 'shiftRightUnsigned':
      return a >>> b;
  }
}

function isInstance(machine: Machine, left: Value, right: Value): boolean {
  const type = right instanceof BuiltinValue ? right.path : '';
  if (typeof left !== 'object' || left === null) return false;
  if (type === 'Array') return left instanceof Unknown ? machine.world.isList(left) : left instanceof ListValue;
  if (type === 'Object') return left instanceof Unknown ? machine.truthy(left) : true;
  if (!(left instanceof Unknown)) return left instanceof TableValue && (type === 'Map' || type === 'Set');
  return machine.truthy(machine.external('instanceof', [left, right]));
}

function big(value: Value): bigint | number {
  return typeof value === 'bigint' ? value : Number(value as number);
}

function compare<T extends string | number | bigint>(operator: 'lt' | 'le' | 'gt' | 'ge', a: T, b: T): boolean {
  return operator === 'lt' ? a < b : operator === 'le' ? a <= b : operator === 'gt' ? a > b : a >= b;
}

/** Squaring again and again doubles the digits each time: numbers beyond any program's are not computed. */
function small(value: bigint): bigint {
  if (BigInt.asIntN(mostBits, value) !== value) throw new Stopped('input');
  return value;
}

const mostBits = 65_536;

function bigArithmetic(operator: BinaryOperator, a: bigint, b: bigint): bigint {
  switch (operator) {
    case 'sub':
      return a - b;
    case 'mul':
      return a * b;
    case 'div':
      if (b === 0n) throw new Stopped('input');
      return a / b;
    case 'mod':
      if (b === 0n) throw new Stopped('input');
      return a % b;
    case 'pow':
      if (b < 0n || b > 64n) throw new Stopped('input');
      return a ** b;
    case 'shiftRight':
      return a >> (b & 63n);
    case 'shiftLeft':
      return a << (b & 63n);
    case 'bitAnd':
      return a & b;
    case 'bitOr':
      return a | b;
    default:
      return a ^ b;
  }
}

function add(machine: Machine, left: Value, right: Value): Value {
  if (typeof left === 'bigint' && typeof right === 'bigint') return left + right;
  const isText = (v: Value): boolean => typeof v === 'string' || v instanceof ListValue || v instanceof RecordValue;
  if (isText(left) || isText(right)) {
    const a = machine.text(left);
    const b = machine.text(right);
    return joined(machine, [a, b]);
  }
  return machine.number(left) + machine.number(right);
}

/** Longest text that is made. */
const longestText = 20_000;

/** One text of several, paid for by its length. */
export function joined(machine: Machine, texts: readonly string[], between = ''): string {
  let length = between.length * texts.length;
  for (const text of texts) length += text.length;
  machine.burn(length >> 3);
  if (length > longestText) throw new Stopped('fuel');
  return texts.join(between);
}

export function same(machine: Machine, left: Value, right: Value, loose: boolean): boolean {
  if (left instanceof Unknown) return machine.world.same(left, right);
  if (right instanceof Unknown) return machine.world.same(right, left);
  if (typeof left === 'string' && typeof right === 'string') return sameText(machine, left, right);
  if (loose) {
    if (left === null || left === undefined) return right === null || right === undefined;
    if (right === null || right === undefined) return false;
    if (typeof left !== 'object' && typeof right !== 'object' && typeof left !== typeof right) {
      return machine.number(left) === machine.number(right);
    }
  }
  return left === right;
}

/** Texts are equal as letters, though made-up letters are told apart as positions. */
function sameText(machine: Machine, a: string, b: string): boolean {
  if (a.length === 1 && b.length === 1) return machine.world.sameLetter(a, b);
  return a === b || (a.length === b.length && machine.world.plain(a) === machine.world.plain(b));
}

export function hasProperty(machine: Machine, object: Value, key: Value): boolean {
  const value = settled(object);
  const name = machine.propertyName(key);
  if (value instanceof RecordValue) {
    if (value.fields.has(name) || value.open.length === 0 || value.absent.has(name)) return value.fields.has(name);
    return value.open.some((data) => hasProperty(machine, data, name));
  }
  if (value instanceof ListValue) {
    return (Number(name) < value.items.length && Number(name) >= 0) || value.named?.has(name) === true;
  }
  if (value instanceof TableValue) return value.entries.has(machine.tableKey(key));
  if (value instanceof Unknown) return machine.truthy(machine.world.child(value, `has ${name}`));
  return false;
}
