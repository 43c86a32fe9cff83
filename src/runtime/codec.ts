/** Values to text and back by devalue, which also knows undefined, NaN, -0, bigint, Date, Map, Set, typed arrays and cycles. */
import { parse, stringify } from 'devalue';
import { assertExact } from './exact.ts';

/** @throws TypeError for a value that would not come back the same */
export function encode(value: unknown): string {
  assertExact(value);
  return stringify(value);
}

/** @throws when the text does not come from `encode` */
export function decode(text: string): unknown {
  return parse(text);
}
