import type { LanguageEffects } from '../language.ts';
import type { Expr, Pattern, Range, SkeletonFunction, Spread, Statement, Variable } from '../skeleton.ts';
import { evaluateCall } from './calls.ts';
import { describe } from './describe.ts';
import { isMadeError } from './errors.ts';
import { Environment } from './environment.ts';
import { primitiveParameters } from './evidence.ts';
import { implicitly, keptClosures, looked, opaque, walked, written } from './implicit.ts';
import { runStatement } from './statements.ts';
import type { Effect, Summary } from './summary.ts';
import { type Fields, type Origin, type Value, closureValue, deepOf, element, holding, isMadeHere, isPrimitiveKind, join, outerValue, parameterValue, primitive, reach, thisValue, union, unknownValue } from './values.ts'; // prettier-ignore

/** What the evaluation of one activation shares with the others. */
export interface Context {
  readonly language: LanguageEffects;
  readonly members: ReadonlySet<SkeletonFunction>;
  readonly fields: Fields;
  /** Parameters of members that no recursive call passes: they are locals with an initial value. */
  readonly unpassed: (fn: SkeletonFunction, index: number) => boolean;
  readonly summaryOf: (fn: SkeletonFunction) => Summary;
  /** Counts down with every expression; none left means that the analysis gives up. */
  fuel: number;
}

export class OutOfFuel extends Error {}

/** The function in whose activation the variables of `fn` live: unnamed functions run inside another's. */
function home(fn: SkeletonFunction | undefined): SkeletonFunction | undefined {
  while (fn && fn.form === 'callback' && fn.parent) fn = fn.parent;
  return fn;
}

/**
 * Runs one activation over origins instead of values: branches are joined, loops run until nothing is new, unnamed
 * functions run where they are handed over. What it does to anything that outlives it goes to the summary.
 */
export class Activation {
  readonly env = new Environment();
  /** Left by `break` and `continue`. */
  readonly exits: Environment[] = [];
  #returns: { value: Value }[] = [];
  /** Inside `try`: any assignment may be the last one before a throw. */
  weak = 0;
  #loops = 0;
  readonly #running = new Set<SkeletonFunction>();

  constructor(
    readonly fn: SkeletonFunction,
    readonly context: Context,
    readonly summary: Summary,
  ) {}

  run(): void {
    const returned = { value: primitive };
    this.#returns.push(returned);
    const numeric = primitiveParameters(this.fn);
    this.fn.parameters.forEach((parameter, index) => {
      const plain = parameter.op === 'defaultPattern' ? parameter.target : parameter;
      const isPrimitive = plain.op === 'variable' && numeric.has(plain.variable);
      const passed = !this.context.unpassed(this.fn, index) || parameter.op !== 'defaultPattern';
      this.bind(parameter, isPrimitive || !passed ? primitive : parameterValue(index));
    });
    if (this.fn.rest) this.bind(this.fn.rest, holding(parameterValue(this.fn.parameters.length).self));
    this.statement(this.fn.body());
    this.#returns.pop();
    const settled = this.fn.async || this.fn.generator ? holding(reach(returned.value)) : returned.value;
    this.summary.gives(settled);
    keptClosures(this, settled);
  }

  effect(kind: Effect['kind'], range: Range, subject: string, origin?: Origin): void {
    this.summary.add({ kind, range, subject, ...(origin ? { origin } : {}) });
  }

  isLocal(variable: Variable): boolean {
    return variable.owner !== undefined && home(variable.owner) === home(this.fn);
  }

  statement(statement: Statement): void {
    runStatement(this, statement);
  }

  give(value: Value): void {
    const top = this.#returns[this.#returns.length - 1]!;
    top.value = join(top.value, value);
  }

  branches(all: readonly (() => void)[]): void {
    const entry = this.env.fork();
    let exit: Environment | undefined;
    for (const branch of all) {
      this.env.become(entry.fork());
      branch();
      if (exit) exit.merge(this.env);
      else exit = this.env.fork();
    }
    if (exit) this.env.become(exit);
  }

  /** Runs the turns until they bring nothing new; deep nests run each loop once more only. */
  loop(turn: () => void): void {
    const exit = this.env.fork();
    this.exits.push(exit);
    const most = this.#loops > 2 ? 1 : 4;
    this.#loops++;
    for (let i = 0; i < most; i++) {
      turn();
      exit.merge(this.env);
      this.env.merge(exit);
      if (!exit.merge(this.env) && i > 0) break;
    }
    this.#loops--;
    this.exits.pop();
    this.env.become(exit);
  }

  // --- patterns

  /** Gives what a pattern names its part of the value. */
  bind(pattern: Pattern, value: Value): void {
    switch (pattern.op) {
      case 'variable':
        return this.assign(pattern.variable, value, pattern.range);
      case 'get':
        return this.store(pattern.object, pattern.key, value, pattern.range);
      case 'defaultPattern':
        return this.bind(pattern.target, join(value, this.evaluate(pattern.value)));
      case 'listPattern':
        this.readInside(value);
        walked(this, value, pattern.range);
        for (const item of pattern.items) if (item) this.bind(item, element(value));
        if (pattern.rest) this.bind(pattern.rest, holding(value.inside));
        return;
      case 'recordPattern':
        this.readInside(value);
        for (const entry of pattern.entries) {
          this.evaluate(entry.key);
          this.bind(entry.value, this.part(value, entry.key));
        }
        if (pattern.rest) this.bind(pattern.rest, holding(value.inside));
    }
  }

  assign(variable: Variable, value: Value, range: Range): void {
    if (this.isLocal(variable)) {
      if (this.weak > 0) this.env.widen(variable, value);
      else this.env.set(variable, isPrimitiveKind(variable.declared) ? primitive : value);
      return;
    }
    this.summary.assign(variable, value);
    for (const origin of outerValue(variable).self) this.effect('assign', range, variable.name, origin);
  }

  /** `object[key] = value`. */
  store(object: Expr, key: Expr, value: Value, range: Range): void {
    const holder = this.evaluate(object);
    this.evaluate(key);
    if (object.op === 'this' && key.op === 'const' && typeof key.value === 'string') {
      for (const origin of this.context.fields.value(key.value).self)
        this.effect('assign', range, `this.${key.value}`, origin);
    } else this.mutate(holder, object, range);
    written(this, holder, key, range);
    this.keep(object, value);
  }

  /** The value is now reachable from whatever variable the expression starts at. */
  keep(into: Expr, value: Value): void {
    const inside = reach(value);
    if (inside.size === 0) return;
    let root = into;
    for (;;) {
      if (root.op === 'get') root = root.object;
      else if (root.op === 'call' && root.callee.op === 'get') root = root.callee.object;
      else break;
    }
    if (root.op === 'variable' && this.isLocal(root.variable)) {
      this.env.widen(root.variable, { self: primitive.self, inside });
    }
  }

  /** Something changes the value. */
  mutate(value: Value, expr: Expr, range: Range): void {
    for (const origin of value.self) {
      if (origin.kind !== 'fresh') this.effect('mutate', range, describe(expr), origin);
    }
  }

  /** Looks at what the value holds, which may change between two calls with the same value. */
  readInside(value: Value, expr?: Expr): void {
    for (const origin of value.self) {
      if (isMadeHere(origin) || origin.kind === 'closure' || origin.kind === 'result') continue;
      const deep = origin.kind === 'unknown' || origin.deep ? origin : [...deepOf(origin, this.context.fields)][0];
      if (deep) this.effect('read', expr?.range ?? this.fn.nameRange, expr ? describe(expr) : '', deep);
    }
  }

  // --- expressions

  evaluate(expr: Expr): Value {
    if (--this.context.fuel < 0) throw new OutOfFuel();
    switch (expr.op) {
      case 'const':
      case 'pattern':
        return primitive;
      case 'variable':
        return this.read(expr.variable, expr.range);
      case 'this':
        return thisValue;
      case 'unary':
        if (expr.operator === 'delete' && expr.value.op === 'get') {
          this.store(expr.value.object, expr.value.key, primitive, expr.range);
        } else implicitly(this, 'convert', this.evaluate(expr.value), expr.range);
        return primitive;
      case 'binary': {
        const left = this.evaluate(expr.left);
        const right = this.evaluate(expr.right);
        if (expr.operator === 'in') this.readInside(right, expr.right);
        else if (expr.operator === 'instanceof') implicitly(this, 'instanceof', right, expr.range);
        else if (!/^(same|notSame)$/.test(expr.operator)) {
          implicitly(this, 'convert', left, expr.range);
          implicitly(this, 'convert', right, expr.range);
        }
        return primitive;
      }
      case 'logical':
        return this.either(expr.left, () => this.evaluate(expr.right), expr.operator);
      case 'choose': {
        this.evaluate(expr.test);
        let value = primitive;
        const arm = (e: Expr) => (): void => void (value = join(value, this.evaluate(e)));
        this.branches([arm(expr.then), arm(expr.otherwise)]);
        return value;
      }
      case 'assign':
        return this.assignment(expr);
      case 'call':
        return evaluateCall(this, expr);
      case 'get':
        return this.get(expr.object, expr.key, expr);
      case 'list': {
        return holding(this.items(expr.items));
      }
      case 'record': {
        let inside = primitive.self;
        for (const entry of expr.entries) {
          if ('op' in entry) inside = union(inside, this.evaluate(entry.value).inside);
          else {
            this.evaluate(entry.key);
            inside = union(inside, reach(this.evaluate(entry.value)));
          }
        }
        return holding(inside);
      }
      case 'text':
        for (const part of expr.parts) implicitly(this, 'convert', this.evaluate(part), part.range);
        return primitive;
      case 'closure':
        // Kept or handed to something unknown: it may run at any time, with anything.
        if (expr.function.form === 'callback') this.inline(expr.function, [unknownValue]);
        return closureValue(expr.function);
      case 'sequence': {
        let last = primitive;
        for (const item of expr.items) last = this.evaluate(item);
        return last;
      }
      case 'await': {
        this.effect('await', expr.range, 'await');
        const value = this.evaluate(expr.value);
        return join(value, element(value));
      }
      case 'yield':
        this.effect('yield', expr.range, 'yield');
        if (expr.value) this.give(this.evaluate(expr.value));
        return unknownValue;
      case 'opaque':
        return opaque(this, expr.parts, expr.why, expr.range);
    }
  }

  items(items: readonly (Expr | Spread)[]): ReadonlySet<Origin> {
    let inside = primitive.self;
    for (const item of items) {
      if (item.op === 'spread') {
        const spread = this.evaluate(item.value);
        this.readInside(spread, item.value);
        walked(this, spread, item.range);
        inside = union(inside, spread.inside);
      } else inside = union(inside, reach(this.evaluate(item)));
    }
    return inside;
  }

  either(left: Expr, right: () => Value, operator: string): Value {
    const first = this.evaluate(left);
    let second = primitive;
    this.branches([() => undefined, () => void (second = right())]);
    return operator === 'and' ? second : join(first, second);
  }

  assignment(expr: Expr & { op: 'assign' }): Value {
    const { target, operator } = expr;
    if (operator === undefined) {
      const value = this.evaluate(expr.value);
      this.bind(target, value);
      return value;
    }
    if (target.op !== 'variable' && target.op !== 'get') return primitive;
    if (operator === 'and' || operator === 'or' || operator === 'coalesce') {
      const write = (): Value => {
        const value = this.evaluate(expr.value);
        this.bind(target, value);
        return value;
      };
      return this.either(target, write, operator);
    }
    this.evaluate(target);
    this.evaluate(expr.value);
    this.bind(target, primitive);
    return primitive;
  }

  read(variable: Variable, range: Range): Value {
    if (this.isLocal(variable)) {
      if (variable.bound) return closureValue(variable.bound);
      return this.env.get(variable);
    }
    if (variable.bound) return closureValue(variable.bound);
    const value = outerValue(variable);
    for (const origin of value.self) this.effect('read', range, variable.name, origin);
    return isPrimitiveKind(variable.declared) ? primitive : value;
  }

  get(object: Expr, key: Expr, expr: Expr): Value {
    const holder = this.evaluate(object);
    this.evaluate(key);
    if (expr.op === 'get' && expr.target) return closureValue(expr.target);
    const name = key.op === 'const' && typeof key.value === 'string' ? key.value : undefined;
    if (object.op === 'this' && name !== undefined) {
      const field = this.context.fields.value(name);
      for (const origin of field.self) this.effect('read', expr.range, `this.${name}`, origin);
      return field;
    }
    this.readInside(holder, object);
    for (const origin of holder.self) {
      if (origin.kind === 'closure') this.effect('read', expr.range, describe(expr), origin);
    }
    if (name === 'length' || name === 'size') return primitive;
    if (name === 'stack' && isMadeError(object)) this.effect('environment', expr.range, describe(expr));
    return this.part(holder, key);
  }

  /** A property of a value: fields of `this` keep their names. */
  part(value: Value, key: Expr): Value {
    looked(this, value, key, key.range);
    if (key.op !== 'const' || typeof key.value !== 'string') return element(value);
    for (const origin of value.self) {
      if (origin.kind === 'this' && !origin.deep) {
        const field = this.context.fields.value(key.value);
        for (const o of field.self) this.effect('read', key.range, `this.${key.value}`, o);
        return value.self.size === 1 ? field : join(field, element(value));
      }
    }
    return element(value);
  }

  /**
   * Runs a function literal as a part of this activation, any number of times.
   * @param given values of its parameters; the last one stands for further ones
   */
  inline(fn: SkeletonFunction, given: readonly Value[]): Value {
    if (this.#running.has(fn)) return unknownValue;
    this.#running.add(fn);
    const returned = { value: primitive };
    this.#returns.push(returned);
    const weak = this.weak;
    this.loop(() => {
      fn.parameters.forEach((p, i) => this.bind(p, given[i] ?? given[given.length - 1] ?? primitive));
      if (fn.rest) {
        let inside = primitive.self;
        for (const value of given.slice(fn.parameters.length)) inside = union(inside, reach(value));
        this.bind(fn.rest, holding(inside));
      }
      this.statement(fn.body());
    });
    this.weak = weak;
    this.#returns.pop();
    this.#running.delete(fn);
    return fn.async || fn.generator ? holding(reach(returned.value)) : returned.value;
  }
}
