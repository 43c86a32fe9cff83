/** Built-ins taken before the program can change them. Nothing here runs the program's code. */
import { types } from 'node:util';

const getter = (prototype: object): ((this: unknown) => number) =>
  Object.getOwnPropertyDescriptor(prototype, 'size')!.get as (this: unknown) => number;
const { apply } = Reflect;
const sizeOfMap = getter(Map.prototype);
const sizeOfSet = getter(Set.prototype);
const mapEntries = Map.prototype.entries;
const mapClear = Map.prototype.clear;
const mapHasKey = Map.prototype.has;
const mapForEach = Map.prototype.forEach;
const setValues = Set.prototype.values;
const nextOfMap = Object.getPrototypeOf(new Map().entries()).next as () => IteratorResult<[unknown, unknown]>;
const nextOfSet = Object.getPrototypeOf(new Set().values()).next as () => IteratorResult<unknown>;

export const { isMap, isSet, isProxy, isTypedArray, isArrayBuffer, isWeakMap, isDate, isRegExp, isPromise } = types;
export const { isArray } = Array;

export const mapSize = (map: object): number => apply(sizeOfMap, map, []);
/** -1 for anything but a Map; a proxy notices nothing. Cheap when it is one, as the native type test is not. */
export function sizeIfMap(table: unknown): number {
  try {
    return apply(sizeOfMap, table, []);
  } catch {
    return -1;
  }
}
export const setSize = (set: object): number => apply(sizeOfSet, set, []);
export const mapHas = (map: object, key: unknown): boolean => apply(mapHasKey, map, [key]);
/** Leaves nothing to collect, as an iterator does. */
export const eachOfMap = (map: object, callback: (value: unknown, key: unknown) => void): void =>
  apply(mapForEach, map, [callback]);
export const clearMap = (map: object): void => apply(mapClear, map, []);

export function* entriesOf(map: object): Iterable<readonly [unknown, unknown]> {
  const iterator = apply(mapEntries, map, []);
  for (;;) {
    const { done, value } = apply(nextOfMap, iterator, []);
    if (done) return;
    yield value;
  }
}

export function* valuesOf(set: object): Iterable<unknown> {
  const iterator = apply(setValues, set, []);
  for (;;) {
    const { done, value } = apply(nextOfSet, iterator, []);
    if (done) return;
    yield value;
  }
}
