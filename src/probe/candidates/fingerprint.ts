import * as is from '../intrinsics.ts';
import { textHash } from './keys.ts';

const shortText = 64;
const mostNodes = 48;

/**
 * A result in few bytes: equal for equal results. Objects go by what they hold, to a limited extent, since a function
 * may make its result anew each time. No code of the program runs and nothing of it is kept alive.
 */
export function fingerprint(value: unknown): unknown {
  switch (typeof value) {
    case 'string':
      return value.length <= shortText ? value : `#${textHash(value)}`;
    case 'object': {
      if (value === null) return null;
      const parts: string[] = [];
      describe(value, parts, 0);
      return `{}${textHash(parts.join())}`;
    }
    case 'function':
      return '()';
    default:
      return value;
  }
}

function describe(value: unknown, parts: string[], depth: number): void {
  if (parts.length >= mostNodes) return;
  if (typeof value === 'symbol' || typeof value === 'function') return void parts.push(typeof value);
  if (typeof value !== 'object' || value === null)
    return void parts.push(`${typeof value}${Object.is(value, -0) ? '-' : ''}${String(value)}`);
  if (is.isProxy(value) || is.isPromise(value) || depth > 4) return void parts.push('object');
  if (is.isArray(value)) return list(value.length, (i) => own(value, i), parts, depth);
  if (is.isTypedArray(value)) return list(value.length, (i) => (value as Uint8Array)[i], parts, depth);
  if (is.isMap(value)) {
    parts.push(`Map${is.mapSize(value)}`);
    for (const [key, item] of is.entriesOf(value)) {
      if (parts.length >= mostNodes) return;
      describe(key, parts, depth + 1);
      describe(item, parts, depth + 1);
    }
    return;
  }
  if (is.isSet(value)) {
    parts.push(`Set${is.setSize(value)}`);
    for (const item of is.valuesOf(value)) {
      if (parts.length >= mostNodes) return;
      describe(item, parts, depth + 1);
    }
    return;
  }
  const keys = Object.keys(value);
  parts.push(`${keys.length}`);
  for (const key of keys) {
    if (parts.length >= mostNodes) return;
    parts.push(key);
    describe(own(value, key), parts, depth + 1);
  }
}

function list(length: number, item: (index: number) => unknown, parts: string[], depth: number): void {
  parts.push(`[${length}`);
  for (let i = 0; i < length && parts.length < mostNodes; i++) describe(item(i), parts, depth + 1);
}

const own = (object: object, key: PropertyKey): unknown => Object.getOwnPropertyDescriptor(object, key)?.value;
