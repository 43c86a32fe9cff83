import { Stopped, Thrown } from './outcomes.ts';
import { ListValue, RecordValue, type Value, Unknown, keyOf, knownFields, settled } from './values.ts';
import type { World } from './world.ts';

/** The number that the name of a field stands for; other names as they are. */
function asIndex(name: string): string | number {
  return String(Number(name)) === name ? Number(name) : name;
}

/**
 * What programs do with values: parts, elements, truth, numbers, text. Each takes fuel; data that nobody has looked at
 * yet is settled by the world.
 */
export abstract class Data {
  #left: number;

  constructor(
    readonly world: World,
    /** Evaluated nodes in all. */
    readonly fuel: number,
  ) {
    this.#left = fuel;
  }

  /** A property that the language gives the value; undefined where there is none. */
  protected abstract builtinPart(value: Value, name: string): Value;

  get spent(): number {
    return this.fuel - this.#left;
  }

  burn(amount = 1): void {
    if ((this.#left -= amount) < 0) throw new Stopped('fuel');
  }

  /** The elements of a value that is walked over. */
  iterate(given: Value): Value[] {
    const value = settled(given);
    this.burn();
    if (typeof value === 'string') return [...value];
    if (value instanceof ListValue) return value.items;
    if (value instanceof Unknown) return this.world.asList(value).items;
    if (value instanceof RecordValue) return [...knownFields(value).values()];
    if (typeof value === 'object' && value !== null && 'entries' in value) {
      return [...value.entries.values()].map(([k, v]) => (value.unique ? k : new ListValue([k, v])));
    }
    throw new Thrown('not iterable');
  }

  propertyName(given: Value): string {
    const key = settled(given);
    if (key instanceof Unknown) return key.path.startsWith('?') ? key.path : `?${key.path}`;
    if (typeof key === 'object' && key !== null) return keyOf(key);
    return typeof key === 'string' ? this.world.plain(key) : String(key);
  }

  /** The key of a map or set: equal texts are one key, whatever they were made from. */
  tableKey(given: Value): string {
    const key = settled(given);
    return keyOf(typeof key === 'string' ? this.world.plain(key) : key);
  }

  get(object: Value, key: Value): Value {
    this.burn();
    const value = settled(object);
    if (value === null || value === undefined) throw new Thrown('property of nothing');
    this.world.link(key);
    this.#chooseKey(value, settled(key));
    const name = this.propertyName(key);
    if (value instanceof Unknown) {
      const index = settled(key);
      if (name === 'length' || name === 'size') return this.world.lengthOf(value);
      if (typeof index === 'number' && !Number.isInteger(index)) this.world.fractional = true;
      if (typeof index === 'number' && value.length === undefined && value.depth < 5) this.world.lengthOf(value);
      return this.world.child(value, name);
    }
    if (value instanceof ListValue) {
      if (name === 'length') return value.items.length;
      if (value.named?.has(name)) return value.named.get(name);
      const index = Number(name);
      if (Number.isInteger(index)) return value.items[index];
      this.world.fractional ||= Number.isFinite(index);
    } else if (value instanceof RecordValue) {
      if (value.fields.has(name)) return value.fields.get(name);
      const data = value.open[value.open.length - 1];
      if (data && !value.absent.has(name)) return this.get(data, name);
    } else if (typeof value === 'string') {
      if (name === 'length') return value.length;
      const index = Number(name);
      if (Number.isInteger(index)) return value[index];
    }
    return this.builtinPart(value, name);
  }

  /** Data by which a written table is asked is one of its keys. */
  #chooseKey(object: Value, key: Value): void {
    if (!(object instanceof RecordValue) || !object.closed) return;
    if (typeof key === 'string' && object.fields.has(this.world.plain(key))) return;
    const names = [...object.fields.keys()];
    this.world.choose(key, typeof key === 'string' ? names : names.map(asIndex));
  }

  set(object: Value, key: Value, given: Value): void {
    this.burn();
    const value = settled(object);
    const name = this.propertyName(key);
    if (value instanceof ListValue) {
      const index = Number(name);
      if (Number.isInteger(index) && index >= 0 && index < 100_000) {
        while (value.items.length < index) value.items.push(undefined);
        value.items[index] = given;
      } else if (name === 'length' && typeof given === 'number')
        value.items.length = Math.min(given, value.items.length);
      else if (name !== 'length' && (index < 0 || !Number.isInteger(index))) {
        (value.named ??= new Map<string, Value>()).set(name, given);
      }
    } else if (value instanceof RecordValue) value.fields.set(name, given);
    else if (value instanceof Unknown) value.children.set(name, given);
    else if (value === null || value === undefined) throw new Thrown('property of nothing');
  }

  /** Truth of a value, unknown data settled by the world. */
  truthy(given: Value): boolean {
    const value = settled(given);
    return value instanceof Unknown ? this.world.truthy(value) : Boolean(value);
  }

  /** As a number, unknown data settled by the world; NaN where there is none. */
  number(given: Value): number {
    const value = settled(given);
    if (value instanceof Unknown) return this.world.asNumber(value);
    if (typeof value === 'string') return Number(this.world.plain(value));
    if (typeof value === 'object' && value !== null) {
      return value instanceof ListValue && value.items.length === 0 ? 0 : NaN;
    }
    return Number(value);
  }

  /** As text for concatenation; unknown data by its path. */
  text(given: Value): string {
    const value = settled(given);
    return typeof value === 'object' && value !== null ? keyOf(value) : String(value);
  }
}
