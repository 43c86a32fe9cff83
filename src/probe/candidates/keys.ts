/** Argument lists as numbers: equal exactly (but for one collision in 2^53) where a memo table would take them as equal. */

const shortText = 256;
const mostTexts = 65_536;
const texts = new Map<string, number>();
const symbols = new Map<symbol, number>();
const objects = new WeakMap<object, number>();
let lastIdentity = 0;

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer);

/** Bits of a 32-bit number, well mixed (the finaliser of MurmurHash3). */
export function mix(n: number): number {
  let h = n;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

const join = (high: number, low: number): number => (high >>> 11) * 0x1_0000_0000 + (low >>> 0);

/** 53 bits of a text. */
export function textHash(text: string): number {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  return join(mix(a ^ (b >>> 15)), mix(b ^ (a >>> 13)));
}

function textNumber(text: string): number {
  const known = texts.get(text);
  if (known !== undefined) return known;
  const made = textHash(text);
  if (texts.size < mostTexts && text.length <= shortText) texts.set(text, made);
  return made;
}

const identity = (tag: number): number =>
  join(mix(++lastIdentity ^ tag), mix(Math.imul(lastIdentity, 0x9e3779b1) ^ tag));

function objectNumber(object: object): number {
  let known = objects.get(object);
  if (known === undefined) objects.set(object, (known = identity(0x0b1ec7)));
  return known;
}

/** One argument as a number of up to 53 bits. */
function partNumber(value: unknown): number {
  switch (typeof value) {
    case 'number':
      float[0] = value === 0 || value !== value ? value || 0 : value; // -0 is 0, as in a Map
      return value !== value ? 0x7ff8 : join(mix(words[1]! ^ 0x51ed27), mix(words[0]! ^ words[1]!));
    case 'string':
      return textNumber(value);
    case 'boolean':
      return value ? 0x1_2345_6789 : 0x9_8765_4321;
    case 'bigint':
      return textNumber(`${value}n`);
    case 'symbol': {
      let known = symbols.get(value);
      if (known === undefined) symbols.set(value, (known = identity(0x5b01)));
      return known;
    }
    case 'undefined':
      return 0xf_0f0f_0f0f;
    default:
      return value === null ? 0x3_c3c3_c3c3 : objectNumber(value as object);
  }
}

/** One argument: itself where a Map can hold it without keeping much alive, else a number. */
export function keyOfOne(value: unknown): unknown {
  switch (typeof value) {
    case 'object':
    case 'function':
      return value === null ? value : -1 - objectNumber(value);
    case 'string':
      return value.length > shortText ? -1 - textHash(value) : value;
    default:
      return value;
  }
}

const combine = (a: number, b: number): number => {
  const low = mix((a >>> 0) ^ Math.imul(b >>> 0, 0x9e3779b1));
  const high = mix(Math.floor(a / 0x1_0000_0000) ^ Math.imul(Math.floor(b / 0x1_0000_0000) + 0x7f4a7c15, 0x85ebca6b));
  return join(high ^ low, low + Math.imul(high, 0x27d4eb2f));
};

export const keyOfTwo = (a: unknown, b: unknown): number => combine(partNumber(a), partNumber(b));
export const keyOfThree = (a: unknown, b: unknown, c: unknown): number => combine(keyOfTwo(a, b), partNumber(c));

export function keyOfMany(values: readonly unknown[]): number {
  let key = values.length;
  for (let i = 0; i < values.length; i++) key = combine(key, partNumber(values[i]));
  return key;
}

/** 24 bits of a key, evenly spread, by which keys are sampled. */
export function sampleHash(key: unknown): number {
  const part = typeof key === 'number' && (key | 0) === key ? key : partNumber(key);
  return mix((part >>> 0) ^ mix(Math.floor(part / 0x1_0000_0000))) >>> 8;
}

/** 53 bits of a key. */
export const keyHash = (key: unknown): number => partNumber(key);
