/** Sizes in bytes as V8 lays things out on 64-bit machines without pointer compression, which is how Node is built. */
const word = 8;

export const objectHeader = 3 * word;
export const arrayHeader = 4 * word;
export const storeHeader = 2 * word;
export const heapNumber = 2 * word;
export const closure = 8 * word;
export const other = 5 * word;

const align = (bytes: number): number => Math.ceil(bytes / word) * word;
export const powerOfTwo = (n: number): number => 2 ** Math.ceil(Math.log2(Math.max(1, n)));

/** A Map with its hash table: three words an entry and half a bucket, capacity a power of two. */
export function mapBytes(size: number): number {
  const capacity = Math.max(4, powerOfTwo(size));
  return 4 * word + storeHeader + word * (3 + capacity / 2 + 3 * capacity);
}

export function setBytes(size: number): number {
  const capacity = Math.max(4, powerOfTwo(size));
  return 4 * word + storeHeader + word * (3 + capacity / 2 + 2 * capacity);
}

/** Slots of an array's store: exact when made at once, half as much again and 16 when pushed; between the two. */
export function grown(length: number): number {
  if (length < 32) return length;
  let capacity = 0;
  while (capacity < length) capacity += 1 + ((capacity + 1) >> 1) + 16;
  return (length + capacity) / 2;
}

/** Named properties: fields while few, a dictionary of three words an entry when many. */
export function propertiesBytes(count: number): number {
  if (count <= 128) return count * word;
  return storeHeader + word * (6 + 3 * powerOfTwo(count * 1.5));
}

/** Elements of an object with integer keys: an array while at least a third is used, else a dictionary. */
export function elementsBytes(count: number, largest: number): number {
  if (count === 0) return 0;
  const dense = storeHeader + word * (largest + 1 + (largest >> 2));
  const sparse = storeHeader + word * (4 + 3 * powerOfTwo(count * 1.5));
  return largest + 1 <= 3 * count + 32 ? dense : sparse;
}

const twoByte = /[^\0-\xff]/;

export function stringBytes(text: string): number {
  if (text.length < 2 && !twoByte.test(text)) return 0; // kept once by V8 itself
  const flat = align(storeHeader + text.length * (twoByte.test(text) ? 2 : 1));
  // joined texts from 13 characters on keep a node that names their parts
  const joined = text.length < 13 ? flat : flat + 4 * word;
  return joinsJson && isJson(text) ? (joined + flat + partsBytes(text.length)) / 2 : joined;
}

/** Until V8 12, `JSON.stringify` gives a text in parts, which become one when somebody reads it: between the two. */
const joinsJson = Number.parseInt(process.versions.v8, 10) < 12;
const isJson = (text: string): boolean =>
  text.length > 32 && ((text.startsWith('{') && text.endsWith('}')) || (text.startsWith('[') && text.endsWith(']')));

/** Heads of the parts of such a text, each twice as long as the one before, and a node for each two. */
function partsBytes(length: number): number {
  let parts = 1;
  for (let part = 32, rest = length; rest > part; part = Math.min(2 * part, 16_384)) {
    rest -= part;
    parts++;
  }
  return (parts - 1) * (storeHeader + 4 * word);
}

export const bigintBytes = (value: bigint): number => {
  const digits = value.toString(16).length - (value < 0n ? 1 : 0);
  return storeHeader + word * Math.ceil(digits / 16);
};

export const isSmallInteger = (value: number): boolean => (value | 0) === value && !Object.is(value, -0);

/** A view with its buffer; up to 64 bytes lie inside the heap. */
export const viewBytes = 13 * word;
export const bufferBytes = (byteLength: number): number =>
  11 * word + (byteLength <= 64 ? storeHeader : 0) + byteLength;
