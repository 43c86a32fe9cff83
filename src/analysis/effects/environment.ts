import type { Variable } from '../skeleton.ts';
import { type Value, join, primitive } from './values.ts';

/** What the variables of one activation can hold at a point of its run. */
export class Environment {
  constructor(private values: Map<Variable, Value> = new Map()) {}

  get(variable: Variable): Value {
    return this.values.get(variable) ?? primitive;
  }

  set(variable: Variable, value: Value): void {
    this.values.set(variable, value);
  }

  widen(variable: Variable, value: Value): void {
    this.values.set(variable, join(this.get(variable), value));
  }

  fork(): Environment {
    return new Environment(new Map(this.values));
  }

  /** Takes in what another path may have left; tells whether anything was new. */
  merge(other: Environment): boolean {
    let grew = false;
    for (const [variable, value] of other.values) {
      const before = this.values.get(variable);
      const joined = before ? join(before, value) : value;
      if (joined === before) continue;
      this.values.set(variable, joined);
      grew = true;
    }
    return grew;
  }

  become(other: Environment): void {
    this.values = other.values;
  }
}
