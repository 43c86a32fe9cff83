import type { Variable } from '../skeleton.ts';
import { type Value, join, primitive } from './values.ts';

/** What the variables of one activation can hold at a point of its run. A fork shares them until one side writes. */
export class Environment {
  private shared = false;

  constructor(private values: Map<Variable, Value> = new Map()) {}

  get(variable: Variable): Value {
    return this.values.get(variable) ?? primitive;
  }

  set(variable: Variable, value: Value): void {
    if (this.shared) {
      this.values = new Map(this.values);
      this.shared = false;
    }
    this.values.set(variable, value);
  }

  /** All that hold this very entry. */
  namesOf(value: Value): Variable[] {
    return [...this.values].flatMap(([variable, held]) => (held === value ? [variable] : []));
  }

  widen(variable: Variable, value: Value): void {
    const before = this.values.get(variable);
    const joined = join(before ?? primitive, value);
    if (joined !== before) this.set(variable, joined);
  }

  fork(): Environment {
    const fork = new Environment(this.values);
    fork.shared = this.shared = true;
    return fork;
  }

  /** Takes in what another path may have left; tells whether anything was new. */
  merge(other: Environment): boolean {
    if (this.values === other.values) return false;
    let grew = false;
    for (const [variable, value] of other.values) {
      const before = this.values.get(variable);
      const joined = before ? join(before, value) : value;
      if (joined === before) continue;
      this.set(variable, joined);
      grew = true;
    }
    return grew;
  }

  /** Goes on as the other, which is not used any more. */
  become(other: Environment): void {
    this.values = other.values;
    this.shared = other.shared;
  }
}
