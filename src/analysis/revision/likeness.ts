import type { SkeletonFunction, Variable } from '../skeleton.ts';
import { isLongAround } from '../trial.ts';
import { askedForInitial, initialOf } from './initial.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Whether the functions of two versions of a file are alike as far as a decision on the first ones could see: their
 * skeletons are equal but for places, and so are those of every function they lead to whose parameters or body were
 * asked for. Variables and functions are told apart by identity, so each has one counterpart.
 */
export class Likeness {
  readonly #images = new Map<object, object>();
  readonly #origins = new Map<object, object>();
  readonly #open: [SkeletonFunction, SkeletonFunction][] = [];
  readonly #read: [SkeletonFunction, SkeletonFunction][] = [];

  /** The counterpart of a variable, a function or a container; undefined if it was not met. */
  imageOf<T extends object>(one: T): T | undefined {
    return this.#images.get(one) as T | undefined;
  }

  /** Compares, and all that follows from it. After `false` nothing that this object says means anything. */
  holds(one: unknown, other: unknown): boolean {
    try {
      return this.#same(one, other) && this.#followed() && this.#keepsOrder();
    } catch (error) {
      // Nested too deeply to be compared.
      if (error instanceof RangeError) return false;
      throw error;
    }
  }

  #followed(): boolean {
    for (let pair = this.#open.pop(); pair; pair = this.#open.pop()) {
      const [one, other] = pair;
      if (one.consulted === false) continue;
      this.#read.push(pair);
      const same =
        one.usesThis() === other.usesThis() &&
        one.usesArguments() === other.usesArguments() &&
        this.#same(one.parameters, other.parameters) &&
        this.#same(one.rest, other.rest) &&
        this.#same(one.body(), other.body());
      if (!same) return false;
    }
    return true;
  }

  /** What stands before what in the file is asked, too. */
  #keepsOrder(): boolean {
    this.#read.sort(([a], [b]) => a.range[0] - b.range[0]);
    return this.#read.every(([, other], i) => i === 0 || this.#read[i - 1]![1].range[0] < other.range[0]);
  }

  #same(one: unknown, other: unknown): boolean {
    if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) {
      return Object.is(one, other);
    }
    if (Array.isArray(one)) {
      if (!Array.isArray(other) || one.length !== other.length) return false;
      return one.every((item, i) => this.#same(item, other[i]));
    }
    const met = this.#meet(one, other);
    if (met !== undefined) return met;
    if ('role' in one) return 'role' in other && this.#variable(one as Variable, other as Variable);
    if (isFunction(one)) return isFunction(other) && this.#function(one, other);
    const keys = Object.keys(one);
    if (keys.length !== Object.keys(other).length) return false;
    return keys.every((key) => key === 'range' || (key in other && this.#same((one as Fields)[key], (other as Fields)[key]))); // prettier-ignore
  }

  /** Whether the two are each other's counterparts; undefined when neither was met before: from now on they are. */
  #meet(one: object, other: object): boolean | undefined {
    const image = this.#images.get(one);
    if (image || this.#origins.has(other)) return image === other;
    this.#images.set(one, other);
    this.#origins.set(other, one);
    return undefined;
  }

  #variable(one: Variable, other: Variable): boolean {
    const facts = (['name', 'role', 'reassigned', 'declared', 'element'] as const).every((f) => one[f] === other[f]);
    if (!facts || !one.initial !== !other.initial) return false;
    if (!this.#same(one.owner, other.owner) || !this.#same(one.bound, other.bound)) return false;
    // The next version is compared with the other one: what was asked goes on being asked.
    return !askedForInitial(one) || this.#same(initialOf(one), initialOf(other));
  }

  #function(one: SkeletonFunction, other: SkeletonFunction): boolean {
    const facts = (['name', 'form', 'async', 'generator', 'wrapper'] as const).every((f) => one[f] === other[f]);
    if (!facts || isLong(one) !== isLong(other)) return false;
    this.#open.push([one, other]);
    if (!one.container !== !other.container) return false;
    if (one.container && other.container && this.#meet(one.container, other.container) === false) return false;
    return this.#same(one.parent, other.parent);
  }
}

function isLong({ range: [start, end] }: SkeletonFunction): boolean {
  return isLongAround(end - start);
}

function isFunction(value: object): value is SkeletonFunction {
  return 'body' in value && typeof value.body === 'function';
}
