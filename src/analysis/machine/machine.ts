import type { SkeletonFunction, Variable } from '../skeleton.ts';
import type { HiddenState } from '../hiddenState.ts';
import { initialOf } from '../revision/initial.ts';
import { type Builtins, notModelled } from './builtins.ts';
import { Data } from './data.ts';
import { defaultOf, listsArguments, withDefaults } from './defaults.ts';
import { evaluate } from './expressions.ts';
import { placeOf } from './identities.ts';
import { Stopped, Thrown } from './outcomes.ts';
import { bind } from './patterns.ts';
import { execute } from './statements.ts';
import { type Subproblem, SubproblemGraph } from './subproblems.ts';
import { BuiltinValue, ClosureValue, Environment, ListValue, type Value, Unknown, copyOf, keyOf, keysOf, settled, stateOf } from './values.ts'; // prettier-ignore
import type { World } from './world.ts';

/** A function run from outside has had its first answer from the recursion. */
class Answered extends Error {}

export interface Limits {
  /** Evaluated nodes in all. */
  readonly fuel: number;
  /** Nested calls. */
  readonly depth: number;
}

/**
 * Runs the skeleton of a recurrence on one input. Every different subproblem is run once, and the number of calls that
 * the uncached program makes is summed over the graph: T(s) = 1 + Σ T(child).
 */
export class Machine extends Data {
  readonly graph = new SubproblemGraph();
  #depth = 0;
  readonly #members: ReadonlySet<SkeletonFunction>;
  readonly #captured = new Map<Variable, Value>();
  readonly #lazy = new Environment(undefined, undefined, undefined);
  #self: Value | undefined;

  constructor(
    world: World,
    readonly builtins: Builtins,
    members: readonly SkeletonFunction[],
    readonly limits: Limits,
    /** Kind of an input that the run has to make up. */
    readonly inputs: (variable: Variable) => Value,
    /** What is part of a state besides the arguments. */
    readonly hidden: HiddenState = { variables: [], fields: [], changed: new Set() },
  ) {
    super(world, limits.fuel);
    this.#members = new Set(members);
  }

  /** `this` of the outermost call. */
  get self(): Value {
    // Not of the world: no data is asked for.
    return (this.#self ??= new Unknown('this', 'input', 0));
  }

  /** Runs `fn` from outside; the root of the graph is its state. */
  run(fn: SkeletonFunction, args: readonly Value[]): Subproblem {
    this.callFunction(fn, [...args], undefined, this.self);
    return this.graph.root!;
  }

  /**
   * Runs `outer` until its first call into the recursion, which finds what `outer` made before, has returned.
   * @returns undefined when there is no such call
   */
  runThrough(outer: SkeletonFunction, args: readonly Value[]): Subproblem | undefined {
    this.#first = true;
    try {
      this.#activate(outer, [...args], undefined, this.self);
    } catch (error) {
      if (!(error instanceof Answered)) throw error;
    } finally {
      this.#first = false;
    }
    return this.graph.root;
  }
  #first = false;

  lookup(variable: Variable, environment: Environment | undefined): Value {
    for (let env = environment; env; env = env.parent) {
      const value = env.values.get(variable);
      if (value !== undefined || env.values.has(variable)) return value;
    }
    if (variable.bound) return this.closure(variable.bound, environment, undefined);
    if (variable.role === 'global' && variable.name === 'arguments') {
      for (let env = environment; env; env = env.parent) if (env.given) return env.given;
    }
    if (this.#captured.has(variable)) return this.#captured.get(variable);
    const value = this.#outside(variable);
    this.#captured.set(variable, value);
    return value;
  }

  /** The value of a variable that no running activation owns. */
  #outside(variable: Variable): Value {
    if (variable.role === 'global')
      return this.builtins.global(variable.name) ?? this.world.unknown(variable.name, 'external');
    if (variable.role === 'import') return this.world.unknown(variable.name, 'external');
    if (variable.role === 'parameter') {
      const initial = defaultOf(variable);
      return initial ? evaluate(this, initial, this.#lazy) : this.inputs(variable);
    }
    this.#captured.set(variable, this.world.unknown(variable.name));
    const initial = initialOf(variable);
    if (!initial) return this.inputs(variable);
    try {
      const value = evaluate(this, initial, this.#lazy);
      // Filled by the code around before the recursion reads it.
      if (value instanceof ListValue && value.items.length === 0 && !this.hidden.changed.has(variable))
        return this.inputs(variable);
      return value === null || value === undefined ? (variable.reassigned ? this.inputs(variable) : value) : value;
    } catch (error) {
      if (error instanceof Answered || (error instanceof Stopped && error.why === 'fuel')) throw error;
      return this.world.unknown(variable.name, 'external');
    }
  }

  assign(variable: Variable, value: Value, environment: Environment | undefined): void {
    for (let env = environment; env; env = env.parent) {
      if (env.values.has(variable)) {
        env.values.set(variable, value);
        return;
      }
      if (env.fn && env.fn === variable.owner) {
        env.values.set(variable, value);
        return;
      }
    }
    this.#captured.set(variable, value);
  }

  closure(fn: SkeletonFunction, environment: Environment | undefined, self: Value): ClosureValue {
    let env = environment;
    while (env && env.fn !== fn.parent) env = env.parent;
    return new ClosureValue(fn, fn.parent ? env : undefined, self);
  }

  /** Calls any value; unknown functions give an external unknown that depends on the arguments. */
  call(callee: Value, args: Value[], self: Value, name = '', construct = false): Value {
    this.burn();
    const fn = settled(callee);
    if (fn instanceof ClosureValue) return this.callFunction(fn.fn, args, fn.environment, fn.self ?? self);
    if (fn instanceof BuiltinValue) {
      const result = construct ? this.builtins.construct(this, fn.path, args) : this.builtins.call(this, fn.path, args);
      if (result !== notModelled) return result;
      return this.external(fn.path, args);
    }
    if (fn instanceof Unknown) return this.external(fn.path, args);
    if (fn === undefined || fn === null || typeof fn !== 'object') throw new Thrown(`not a function: ${name}`);
    return this.external(name, args);
  }

  readonly #answers = new Map<string, Unknown>();
  /** The answer of code outside the model: the same for the same arguments. */
  external(name: string, args: readonly Value[]): Unknown {
    this.burn(1 + args.length);
    for (const arg of args) this.#handOut(arg);
    const path = `${name}(${args.map((a) => keyOf(a)).join()})`;
    // It holds the paths of the arguments: answers that are made from answers double it.
    this.burn(path.length >> 4);
    let answer = this.#answers.get(path);
    if (!answer) this.#answers.set(path, (answer = this.world.unknown(path, 'external', 1)));
    return answer;
  }

  /** A closure given to unmodelled code may be called by it. */
  #handOut(arg: Value): void {
    const fn = settled(arg);
    if (!(fn instanceof ClosureValue) || fn.fn.form !== 'callback') return;
    this.callFunction(fn.fn, fn.fn.parameters.map((_, i) => this.world.unknown(`callback${i}`, 'external', 1)), fn.environment, fn.self); // prettier-ignore
  }

  callFunction(fn: SkeletonFunction, args: Value[], environment: Environment | undefined, self: Value): Value {
    this.burn();
    if (fn.generator) return this.external(fn.name, args);
    if (!this.#members.has(fn)) return this.#activate(fn, args, environment, self);
    const shownArgs = withDefaults(fn, fn.rest ? args : args.slice(0, fn.parameters.length));
    while (shownArgs.length > 0 && shownArgs[shownArgs.length - 1] === undefined) shownArgs.pop();
    const hidden = this.hidden.variables.map((v) => stateOf(this.lookup(v, environment)));
    for (const field of this.hidden.fields) hidden.push(stateOf(settled(self) ? this.get(self, field) : undefined));
    const selfKey = fn.usesThis() ? stateOf(self) : '';
    const { now, origin } = keysOf(shownArgs);
    const rest = `|${selfKey}|${hidden.join(';')}|${placeOf(fn)}`;
    this.burn(1 + ((now.length + rest.length) >> 4));
    const { node, known } = this.graph.enter(now + rest, origin + rest, fn, shownArgs);
    if (known) {
      if (!node.done) throw new Stopped('cycle');
      return copyOf(node.value, (elements) => this.burn(elements));
    }
    try {
      node.value = this.#activate(fn, args, environment, self);
    } finally {
      this.graph.leave(node);
    }
    if (this.#first && node === this.graph.root) throw new Answered();
    return node.value;
  }

  #activate(fn: SkeletonFunction, args: Value[], environment: Environment | undefined, self: Value): Value {
    if (++this.#depth > this.limits.depth) throw new Stopped('depth');
    const env = new Environment(fn, environment, self, listsArguments(fn) ? new ListValue([...args]) : undefined);
    fn.parameters.forEach((parameter, i) => bind(this, parameter, args[i], env));
    if (fn.rest) bind(this, fn.rest, new ListValue(args.slice(fn.parameters.length)), env);
    try {
      const completion = execute(this, fn.body(), env);
      return completion?.kind === 'return' ? completion.value : undefined;
    } finally {
      this.#depth--;
    }
  }

  protected builtinPart(value: Value, name: string): Value {
    const part = this.builtins.get(this, value, name);
    return part === notModelled ? undefined : part;
  }
}
