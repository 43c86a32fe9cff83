import type { Impurity } from '../language.ts';
import type { Range, Variable } from '../skeleton.ts';
import { type Origin, type Value, join, primitive } from './values.ts';

/** Something an activation does that a cache could hide or that could make its result vary. */
export interface Effect {
  readonly kind:
    | 'assign' // gives a variable outside, or a field of `this`, a new value
    | 'mutate' // changes what a variable, argument, field or earlier result holds
    | 'read' // looks at a variable outside or a field
    | 'call' // calls a function that it was given
    | 'unknown' // calls what is not known
    | 'await'
    | 'yield'
    | Impurity;
  readonly origin?: Origin;
  /** As written in the source, for messages. */
  readonly subject: string;
  readonly range: Range;
}

const ids = new WeakMap<object, number>();
let nextId = 0;
function id(thing: object): number {
  let found = ids.get(thing);
  if (found === undefined) ids.set(thing, (found = nextId++));
  return found;
}

/** What is known of one function; grows to a fixed point. The first effect of a kind on an origin is kept,
 * or on a subject where there is none. */
export class Summary {
  readonly #effects = new Map<string, Effect>();
  returns: Value = primitive;
  /** Values given to outer variables, for callers that own them. */
  readonly assigned = new Map<Variable, Value>();
  /** Counts up with everything learned. */
  version = 0;

  get effects(): Iterable<Effect> {
    return this.#effects.values();
  }

  add(effect: Effect): void {
    const key = `${effect.kind} ${effect.origin ? id(effect.origin) : effect.subject}`;
    if (this.#effects.has(key)) return;
    this.#effects.set(key, effect);
    this.version++;
  }

  gives(value: Value): void {
    const joined = join(this.returns, value);
    if (joined === this.returns) return;
    this.returns = joined;
    this.version++;
  }

  assign(variable: Variable, value: Value): void {
    const before = this.assigned.get(variable) ?? primitive;
    const joined = join(before, value);
    this.assigned.set(variable, joined);
    if (joined !== before) this.version++;
  }
}
