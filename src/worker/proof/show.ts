import { inspect } from 'node:util';

/** A value on one short line. */
export function show(value: unknown): string {
  return inspect(value, { depth: 3, breakLength: Infinity }).slice(0, 120);
}
