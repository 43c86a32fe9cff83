import * as is from '../intrinsics.ts';
import * as layout from './layout.ts';

/** One heap object met while measuring: where first, and what it brought along. */
interface Met {
  readonly entry: number;
  bytes: number;
  shared: boolean;
  readonly below: Met[];
}

const longest = 64;

/** Adds up what values hold, each object once, without running any code of the program. */
export class Measure {
  /** Bytes that more than one entry holds. */
  shared = 0;
  /** Bytes by number of the entry that holds them alone. */
  readonly alone: number[] = [];
  private readonly met = new Map<unknown, Met>();
  private entry = 0;
  private nodes = 0;
  private stack: Met[] = [];

  /** @param limit objects to visit at most; beyond it, an object counts as its head */
  constructor(private readonly limit: number) {}

  /** Numbers the entries from 0. */
  add(entry: number, values: readonly unknown[]): void {
    this.entry = entry;
    this.alone[entry] ??= 0;
    for (const value of values) this.visit(value);
  }

  private visit(value: unknown): void {
    switch (typeof value) {
      case 'number':
        if (!layout.isSmallInteger(value)) this.count(layout.heapNumber);
        return;
      case 'bigint':
        return this.count(layout.bigintBytes(value));
      case 'string':
      case 'object':
      case 'function':
        if (value !== null && value !== '') this.meet(value);
    }
  }

  private count(bytes: number): void {
    const top = this.stack.at(-1);
    if (top) top.bytes += bytes;
    this.alone[this.entry] = this.alone[this.entry]! + bytes;
  }

  private meet(value: string | object): void {
    const known = this.met.get(value);
    if (known) {
      if (known.entry !== this.entry) this.share(known);
      return;
    }
    const met: Met = { entry: this.entry, bytes: 0, shared: false, below: [] };
    this.met.set(value, met);
    this.stack.at(-1)?.below.push(met);
    this.stack.push(met);
    if (typeof value === 'string') this.count(layout.stringBytes(value));
    else if (++this.nodes > this.limit) this.count(layout.other);
    else this.visitObject(value);
    this.stack.pop();
  }

  private share(met: Met): void {
    if (met.shared) return;
    met.shared = true;
    this.shared += met.bytes;
    this.alone[met.entry] = this.alone[met.entry]! - met.bytes;
    for (const below of met.below) this.share(below);
  }

  private visitObject(value: object): void {
    if (is.isProxy(value)) return this.count(layout.other);
    if (is.isArray(value)) return this.visitArray(value);
    if (is.isMap(value)) {
      this.count(layout.mapBytes(is.mapSize(value)));
      return this.sampled(2 * is.mapSize(value), flat(is.entriesOf(value)));
    }
    if (is.isSet(value)) {
      this.count(layout.setBytes(is.setSize(value)));
      return this.sampled(is.setSize(value), is.valuesOf(value));
    }
    if (is.isTypedArray(value)) {
      this.count(layout.viewBytes);
      return this.visit(value.buffer);
    }
    if (is.isArrayBuffer(value)) return this.count(layout.bufferBytes(value.byteLength));
    if (typeof value === 'function') return this.count(layout.closure);
    if (is.isDate(value)) return this.count(12 * 8);
    if (is.isPromise(value) || is.isRegExp(value) || is.isWeakMap(value)) return this.count(layout.other + 16);
    this.visitProperties(value);
  }

  private visitArray(array: readonly unknown[]): void {
    const { length } = array;
    this.count(layout.arrayHeader + (length > 0 ? layout.storeHeader + 8 * length : 0));
    const step = Math.max(1, Math.ceil(length / longest));
    const sample: unknown[] = [];
    for (let i = 0; i < length; i += step) sample.push(own(array, i));
    // doubles lie in the array itself as long as it holds nothing but numbers
    if (sample.every((item) => typeof item === 'number' || item === undefined)) return;
    this.sampled(length, sample.values(), sample.length);
  }

  private visitProperties(value: object): void {
    const keys = Reflect.ownKeys(value);
    let elements = 0;
    let largest = 0;
    for (const key of keys) {
      const index = typeof key === 'string' && /^\d{1,9}$/.test(key) ? Number(key) : -1;
      if (index < 0) continue;
      elements++;
      largest = Math.max(largest, index);
    }
    const named = keys.length - elements;
    this.count(layout.objectHeader + layout.propertiesBytes(named) + layout.elementsBytes(elements, largest));
    const items = keys.slice(0, longest).map((key) => own(value, key));
    this.sampled(keys.length, items.values(), items.length);
  }

  /** Visits the first parts of many and scales what they hold. */
  private sampled(size: number, parts: Iterable<unknown>, given = Math.min(size, 2 * longest)): void {
    const before = this.alone[this.entry]!;
    let n = 0;
    for (const part of parts) {
      if (n++ >= given) break;
      this.visit(part);
    }
    const held = this.alone[this.entry]! - before;
    if (given > 0 && given < size && held > 0) this.count(held * (size / given - 1));
  }
}

const own = (object: object, key: PropertyKey): unknown => Object.getOwnPropertyDescriptor(object, key)?.value;

function* flat(pairs: Iterable<readonly [unknown, unknown]>): Iterable<unknown> {
  for (const pair of pairs) yield* pair;
}
