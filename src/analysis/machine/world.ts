import type { Kind } from '../skeleton.ts';
import { hash, privateLetters, stranger, wovenLetter } from './letters.ts';
import { type Profile, extentOf } from './profile.ts';
import { ListValue, type Value, Unknown, settled, unsettled } from './values.ts';

/** Answers every question about data that the program leaves open, the same answer each time within one run. */
export class World {
  /** A branch depended on code outside the model. */
  external = false;
  /** A branch or argument depended on an element of numeric data. */
  numericData = false;
  /** The run asked for data other than plain numbers: another profile may answer differently. */
  asked = false;
  /** Something was multiplied with data that happened to be 0: what differed before is the same then. */
  degenerate = false;
  /** The run asked for texts. */
  askedText = false;
  /** Data was used as a key: it may link to other data. */
  keyed = false;
  /** Data was compared with a bound. */
  bounded = false;
  /** A list was asked for an element at a fraction: numbers that are data were made positions. */
  fractional = false;
  /** A list or a text was made: there are none longer than a few dozen elements. */
  sized = false;
  #letters = 0;
  #numbers = new Map<string, number>();

  /** Texts that were made. */
  texts = 0;
  #literalTexts = 0;
  #words = 0;
  /** What letters of woven texts stand for, as a place in the alphabet. */
  readonly #woven = new Map<number, number>();

  constructor(
    readonly profile: Profile,
    /** Letters that the program itself asks for. */
    readonly literals: readonly string[] = [],
    /** Numbers that the program compares others with. */
    readonly bounds: ReadonlySet<number> = new Set(),
  ) {}

  get #extent(): number {
    return this.profile.extent ?? extentOf(this.profile.size);
  }

  #coin(text: string): number {
    return hash(`${this.profile.seed} ${text}`) >>> 3;
  }

  unknown(path: string, origin: 'input' | 'external' = 'input', depth = 0): Unknown {
    this.asked = true;
    return new Unknown(path, origin, depth);
  }

  /** A value for a parameter or captured input of this kind. */
  make(path: string, kind: Kind, element: Kind | undefined): Value {
    switch (kind) {
      case 'number':
      case 'integer':
        return this.profile.size;
      case 'bigint':
        return BigInt(this.profile.size);
      case 'string':
        return this.text(this.#extent);
      case 'boolean':
        return hash(path) % 2 === 0;
      case 'list': {
        this.sized = true;
        const size = this.#extent;
        const items: Value[] = [];
        for (let i = 0; i < size; i++) {
          items.push(element === 'string' ? this.text(1 + (i % 2)) : this.unknown(`${path}[${i}]`, 'input', 1));
        }
        return new ListValue(items);
      }
      default:
        return this.unknown(path);
    }
  }

  text(length: number): string {
    this.asked = true;
    this.askedText = true;
    this.sized ||= length > 1;
    this.texts++;
    let made = '';
    const { letters, seed } = this.profile;
    const literal = letters === 'literals' && this.literals.length > 0 && ((seed >> this.#literalTexts++) & 1) === 1;
    const only = this.profile.only === undefined ? undefined : this.literals[this.profile.only];
    for (let i = 0; i < length; i++) {
      if (letters === 'headed' && i === 0 && length > 2) made += stranger;
      else if (literal && only !== undefined && i === length - 1 && i > 1) made += stranger;
      else if (literal && i % 2 === 1) made += only ?? this.literals[(i >> 1) % this.literals.length];
      else if (letters === 'literals' && !literal && i === length - 1 && i > 1) made += 'z';
      else {
        const code = this.#letters++ % 6000;
        if (letters === 'woven') this.#woven.set(code, wovenLetter(i, length, this.texts === 1));
        made += String.fromCharCode(privateLetters + code);
      }
    }
    return made;
  }

  readonly #settledLetters = new Map<string, string>();
  /** Whether a made-up letter is the one the program asks for; settles it if so. */
  isLetter(made: string, asked: string): boolean {
    const known = this.#settledLetters.get(made);
    if (known !== undefined) return known === asked;
    const { equal, letters } = this.profile;
    if (asked === stranger && (this.profile.only !== undefined || letters === 'headed')) return false;
    if (letters === 'digits' && asked >= '0' && asked <= '9') return this.letter(made) === asked;
    const yes =
      equal === 'always' ||
      (equal === 'blank' && blanks.has(asked)) ||
      (equal === 'mixed' && this.#coin(`${made.charCodeAt(0)} ${asked}`) % 2 === 0);
    if (yes) this.#settledLetters.set(made, asked);
    return yes || this.letter(made) === asked;
  }

  isMade(char: string): boolean {
    const code = char.charCodeAt(0) - privateLetters;
    return char.length === 1 && code >= 0 && code < 6000;
  }

  /** Whether two letters are equal; what a made-up one stands for is settled if that is still open. */
  sameLetter(a: string, b: string): boolean {
    if (a === b) return true;
    const made = this.isMade(a);
    if (made === this.isMade(b)) return this.letter(a) === this.letter(b);
    return made ? this.isLetter(a, b) : this.isLetter(b, a);
  }

  /** Whether `what` stands in `text` at a position. */
  standsAt(text: string, what: string, at: number): boolean {
    if (at < 0 || at + what.length > text.length) return false;
    for (let i = 0; i < what.length; i++) if (!this.sameLetter(text[at + i]!, what[i]!)) return false;
    return true;
  }

  /** The letter that a synthesised letter stands for; others stand for themselves. */
  letter(char: string): string {
    const known = this.#settledLetters.get(char);
    if (known !== undefined) return known;
    const code = char.charCodeAt(0) - privateLetters;
    if (code < 0 || code >= 6000) return char;
    const { equal, letters } = this.profile;
    const woven = this.#woven.get(code);
    const letterClass = woven ?? (equal === 'always' ? 0 : equal === 'mixed' ? this.#coin(String(code)) % 2 : code);
    return letters === 'digits'
      ? String((letterClass % 9) + 1)
      : String.fromCharCode(letterClass < 26 ? 97 + letterClass : 0xe6 + letterClass);
  }

  /** The text that a synthesised text stands for. */
  plain(text: string): string {
    let out = '';
    for (const char of text) out += this.letter(char);
    return out;
  }

  /** Records that control depends on `value`. */
  touch(value: Unknown): void {
    if (value.origin === 'external') this.external = true;
  }

  settle(value: Unknown, as: Value): Value {
    value.is = as;
    return as;
  }

  asNumber(value: Unknown): number {
    this.touch(value);
    if (value.depth > 0) this.numericData = true;
    let made = this.#numbers.get(value.path);
    if (made === undefined) {
      made = this.#target(value) ?? this.#newNumber(value);
      this.#numbers.set(value.path, made);
    }
    return this.settle(value, made) as number;
  }

  /** Numeric data is compared with a number: it may have to lie below it. */
  compare(value: Value, other: Value): void {
    if (!(value instanceof Unknown) || value.is !== unsettled || value.origin === 'external') return;
    if (typeof other !== 'number' || !this.bounds.has(other) || this.#numbers.has(value.path)) return;
    this.bounded = true;
    if (this.profile.shape === 'bounded') this.#numbers.set(value.path, other - this.#extent);
  }

  #newNumber(value: Unknown): number {
    const { equal, numbers, seed, shape } = this.profile;
    const size = this.#extent;
    const index = this.#numbers.size + seed;
    const at = Number(/(\d+)\]?$/.exec(value.path)?.[1] ?? index);
    const few = Math.max(2, Math.ceil(size / 2));
    const whole = equal === 'always' ? 1 : 1 + (equal === 'never' && numbers === 'integers' ? at : index % few);
    switch (shape) {
      case 'heavy':
        return value.path.endsWith(`[${size - 1}]`) ? 40 * this.profile.size : 2 * whole;
      case 'falling':
        return Math.max(0, size - 2 - at);
      case 'rising':
        return 1 + at;
      case 'nested':
        // Neighbours differ, lists beside each other do, too.
        return value.depth > 1 ? 1 + (indices(value.path).reduce((sum, i) => sum + i, 0) % 2) : size + (at % 3);
      default:
        return numbers === 'reals' ? whole + hash(`real ${index}`) / 2 ** 32 : whole;
    }
  }

  asText(value: Unknown): string {
    this.touch(value);
    const length = value.depth === 0 ? this.#extent : 2 - (this.#words++ % 2);
    return this.settle(value, this.text(length)) as string;
  }

  asList(value: Unknown): ListValue {
    this.touch(value);
    const length = this.lengthOf(value);
    const items: Value[] = [];
    for (let i = 0; i < length; i++) items.push(this.child(value, String(i)));
    return this.settle(value, new ListValue(items)) as ListValue;
  }

  /** Which of several things that a program names data is made to be: each in turn. */
  #choose(count: number): number {
    return this.profile.equal === 'always' ? 0 : (this.#chosen++ + this.profile.seed) % count;
  }
  #chosen = 0;

  /** What is looked up in a table of these keys is made one of them, if it is data that may still be. */
  choose(asked: Value, keys: readonly (string | number)[]): void {
    const { numbers, equal } = this.profile;
    if (asked instanceof Unknown) {
      const isOpen = asked.origin === 'input' && asked.is === unsettled && asked.children.size === 0;
      if (isOpen && asked.length === undefined) this.settle(asked, keys[this.#choose(keys.length)]);
    } else if (typeof asked === 'string' && numbers === 'integers' && equal !== 'blank') {
      const fitting = keys.filter((key) => typeof key === 'string' && this.#fits(asked, key)) as string[];
      if (fitting.length === 0) return;
      const key = fitting[this.#choose(fitting.length)]!;
      for (let i = 0; i < key.length; i++) if (this.isMade(asked[i]!)) this.#settledLetters.set(asked[i]!, key[i]!);
    }
  }

  /** Whether a text could be another one, as far as its letters are open. */
  #fits(made: string, text: string): boolean {
    if (made.length !== text.length) return false;
    for (let i = 0; i < text.length; i++) {
      const letter = this.#settledLetters.get(made[i]!) ?? made[i]!;
      if (this.isMade(text[i]!) || (letter !== text[i] && !this.isMade(letter))) return false;
    }
    return true;
  }

  /** Data used as a key: where it is to link, it is made an index. */
  link(key: Value): void {
    if (!(key instanceof Unknown) || key.origin === 'external' || key.depth === 0) return;
    this.keyed = true;
    const target = this.#target(key);
    if (target !== undefined && key.is === unsettled) this.settle(key, target);
  }

  /** Entry i leads to the next two. */
  #target({ path }: Unknown): number | undefined {
    const [from, which] = this.profile.links ? indices(path) : [];
    return from === undefined ? undefined : from + 1 + (which ?? 0);
  }

  lengthOf(value: Unknown): number {
    if (value.length === undefined) {
      this.touch(value);
      this.sized = true;
      const size = this.#extent;
      const [from] = this.profile.links && value.depth > 0 ? indices(value.path) : [];
      if (from !== undefined) return (value.length = Math.max(0, Math.min(2, size - 1 - from)));
      // Lists inside lists thin out, so that nested data is finite.
      value.length = value.depth <= 1 ? size : value.depth < 5 ? 2 : 0;
    }
    return value.length;
  }

  child(value: Unknown, key: string): Value {
    let child = value.children.get(key);
    if (child === undefined && !value.children.has(key)) {
      const index = Number(key);
      const outside = value.length !== undefined && Number.isInteger(index) && (index < 0 || index >= value.length);
      child = outside ? undefined : this.unknown(`${value.path}.${key}`, value.origin, value.depth + 1);
      value.children.set(key, child);
      // Entries of entries are the links; settled at once, so that each is one state from the start.
      if (
        this.profile.links &&
        child instanceof Unknown &&
        Number.isInteger(index) &&
        indices(child.path).length === 2
      ) {
        const target = this.#target(child);
        if (target !== undefined) this.settle(child, target);
      }
    }
    value.present = true;
    return child;
  }

  /** Whether unknown data is a list rather than a record. */
  isList(value: Unknown): boolean {
    this.touch(value);
    const { equal } = this.profile;
    const yes =
      value.length !== undefined ||
      (equal === 'mixed' ? this.#coin(`list ${value.path}`) % 2 === 0 : equal === 'always');
    if (yes) this.asList(value);
    else value.present ||= value.depth <= 4;
    return yes;
  }

  truthy(value: Unknown): boolean {
    this.touch(value);
    if (value.present) return true;
    if (value.origin === 'external') {
      const { external } = this.profile;
      const yes = external === 'mixed' ? this.#coin(value.path) % 3 !== 0 : external;
      this.settle(value, yes);
      return yes;
    }
    if (this.profile.equal === 'blank' && value.depth > 0) {
      this.settle(value, 0);
      return false;
    }
    return this.exists(value);
  }

  /** Whether unknown data is there at all: null if not. */
  exists(value: Unknown): boolean {
    this.touch(value);
    if (value.present) return true;
    // Unknown objects end at a depth that grows with the size: null beyond it.
    const yes = value.depth <= 1 || value.depth <= Math.min(6, 1 + this.#extent / 2);
    if (yes) value.present = true;
    else this.settle(value, null);
    return yes;
  }

  /** Whether unknown data equals `other`. */
  same(value: Unknown, given: Value): boolean {
    const other = settled(given);
    if (value === other) return true;
    if (other === null || other === undefined) {
      return value.origin === 'external' ? !this.truthy(value) : !this.exists(value);
    }
    if (typeof other === 'boolean') {
      if (value.is === unsettled) this.settle(value, this.truthy(value));
      return value.is === other;
    }
    this.touch(value);
    if (other instanceof Unknown) this.touch(other);
    const { equal } = this.profile;
    this.compare(value, other);
    if (typeof other === 'number' && (equal === 'never' || this.#numbers.has(value.path))) {
      return this.asNumber(value) === other;
    }
    const first = value.path;
    const second = other instanceof Unknown ? other.path : String(other);
    const yes =
      equal === 'mixed'
        ? this.#coin(first < second ? `${first}=${second}` : `${second}=${first}`) % 2 === 0
        : equal === 'always' || (equal === 'blank' && blanks.has(other));
    if (yes && typeof other !== 'object') this.settle(value, other);
    return yes;
  }
}

/** The indices on the path to unknown data. */
const indices = (path: string): number[] => [...path.matchAll(/[.[](\d+)/g)].map(([, index]) => Number(index));

/** What stands for nothing on boards and in grids. */
const blanks: ReadonlySet<Value> = new Set(['', ' ', '.', '_', '-', '0', 0, 'empty', 'EMPTY']);
