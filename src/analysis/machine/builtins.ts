import type { Machine } from './machine.ts';
import type { Value } from './values.ts';

export const notModelled = Symbol('not modelled');

/** What the language itself provides, handed in by its front end. */
export interface Builtins {
  /** A global's value, undefined when unknown. */
  global(name: string): Value | undefined;
  get(machine: Machine, object: Value, key: string): Value | typeof notModelled;
  method(machine: Machine, object: Value, name: string, args: Value[]): Value | typeof notModelled;
  call(machine: Machine, path: string, args: Value[]): Value | typeof notModelled;
  construct(machine: Machine, path: string, args: Value[]): Value | typeof notModelled;
}
