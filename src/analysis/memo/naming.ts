import type { Expr, Get, Pattern, SkeletonFunction, Spread, Statement, Variable } from '../skeleton.ts';
import { walkActivation } from '../walk.ts';
import type { Access } from './access.ts';
import { helperLookup } from './helpers.ts';

const ids = new WeakMap<object, number>();
let next = 0;
function id(thing: object): number {
  let found = ids.get(thing);
  if (found === undefined) ids.set(thing, (found = next++));
  return found;
}

/** Methods by which tables are asked whether they hold a key; the access they stand for is the element itself. */
const presence = new Set(['has', 'hasOwnProperty', 'includes', 'contains', 'hasKey', 'hasOwn']);

/**
 * One written form for all expressions that mean the same place within an activation: `memo.get(k)`, `memo[k]` and
 * `row[j]` with `const row = memo[i]` are compared by it.
 */
export class Naming {
  /** Locals that keep their first value, and what that is. */
  readonly #values = new Map<Variable, Expr>();
  /** Locals that start as something and are assigned later: `let r = memo[k]; if (!r) r = …`. */
  readonly #starts = new Map<Variable, Expr>();
  readonly #names = new Map<Expr, string>();
  readonly #open = new Set<Variable>();

  constructor(functions: readonly SkeletonFunction[]) {
    for (const fn of functions) {
      walkActivation(fn, {
        statement: (s) => this.#declare(s),
        expression: (e) => {
          if (e.op === 'assign' && e.operator === undefined && e.target.op === 'variable' && isAccess(e.value)) {
            if (!this.#starts.has(e.target.variable)) this.#starts.set(e.target.variable, e.value);
          }
        },
      });
    }
  }

  #declare(statement: Statement): void {
    if (statement.op !== 'declare' || !statement.value) return;
    this.#bind(statement.target, statement.value);
  }

  #bind(target: Pattern, value: Expr): void {
    if (target.op === 'variable') {
      (target.variable.reassigned ? this.#starts : this.#values).set(target.variable, value);
    } else if (target.op === 'recordPattern') {
      for (const entry of target.entries) {
        this.#bind(entry.value, { op: 'get', range: entry.key.range, object: value, key: entry.key, optional: false });
      }
    }
  }

  /** What a local stands for at first, if it is a place in a container. */
  start(variable: Variable): Expr | undefined {
    return this.#values.get(variable) ?? this.#starts.get(variable);
  }

  name(expr: Expr | Spread): string {
    if (expr.op === 'spread') return `...${this.name(expr.value)}`;
    let found = this.#names.get(expr);
    if (found === undefined) this.#names.set(expr, (found = this.#write(expr)));
    return found;
  }

  #write(expr: Expr): string {
    switch (expr.op) {
      case 'const':
        return `${typeof expr.value}:${String(expr.value)}`;
      case 'variable': {
        const { variable } = expr;
        const value = this.#values.get(variable);
        if (!value || this.#open.has(variable) || this.#open.size > 8 || value.op === 'closure')
          return `v${id(variable)}`;
        if (value.op === 'list' || value.op === 'record' || (value.op === 'call' && value.construct))
          return `v${id(variable)}`;
        this.#open.add(variable);
        const name = this.name(value);
        this.#open.delete(variable);
        return name;
      }
      case 'this':
        return 'this';
      case 'get':
        return `${this.name(expr.object)}[${this.name(expr.key)}]`;
      case 'call': {
        const access = accessOf(expr);
        if (access) return this.place(access);
        return `(${this.name(expr.callee)})(${expr.args.map((a) => this.name(a)).join()})`;
      }
      case 'unary':
        return `${expr.operator}(${this.name(expr.value)})`;
      case 'binary':
        return `${expr.operator}(${this.name(expr.left)},${this.name(expr.right)})`;
      case 'assign':
        // (rows[i] ??= [])[j] is in rows[i]
        return isFilled(expr) ? this.name(expr.target) : `e${id(expr)}`;
      case 'logical':
        // (rows[i] || (rows[i] = []))[j] too
        if (expr.operator !== 'and' && expr.right.op === 'assign' && expr.right.target.op === 'get' && this.name(expr.right.target) === this.name(expr.left)) return this.name(expr.left); // prettier-ignore
        return `${expr.operator}(${this.name(expr.left)},${this.name(expr.right)})`;
      case 'text':
        return `text(${expr.parts.map((p) => this.name(p)).join()})`;
      case 'list':
        return `list(${expr.items.map((p) => this.name(p)).join()})`;
      default:
        return `e${id(expr)}`;
    }
  }

  place(access: Access): string {
    return this.container(access) + access.keys.map((k) => `[${this.name(k)}]`).join('');
  }

  container(access: Access): string {
    return this.name(access.container);
  }
}

function isFilled(expr: Expr): expr is Expr & { op: 'assign'; target: Get } {
  return expr.op === 'assign' && expr.target.op === 'get' && (expr.operator === 'or' || expr.operator === 'coalesce');
}

function isAccess(expr: Expr): boolean {
  return accessOf(expr) !== undefined;
}

const noLookup = new Set(['slice', 'substring', 'substr', 'charAt', 'charCodeAt', 'indexOf', 'map', 'filter', 'reduce', 'forEach', 'some', 'every', 'find', 'push', 'concat', 'join', 'split', 'max', 'min', 'floor', 'ceil', 'abs', 'sort', 'splice', 'call', 'apply', 'startsWith', 'endsWith', 'flatMap', 'add', 'delete', 'set']); // prettier-ignore

/** The place that an expression reads or asks for: `c[k]`, `c.get(k)`, `c.has(k)`, `c.lookup(k, l)`, `lookup(k)`. */
export function accessOf(expr: Expr): Access | undefined {
  return expr.op === 'call' && expr.target ? helperLookup(expr, directAccess) : directAccess(expr);
}

function directAccess(expr: Expr): Access | undefined {
  if (expr.op === 'get') return { container: expr.object, keys: [expr.key] };
  if (expr.op === 'binary' && expr.operator === 'in') return { container: expr.right, keys: [expr.left] };
  if (expr.op !== 'call' || expr.construct || expr.target || expr.callee.op !== 'get') return undefined;
  const { object, key } = expr.callee;
  if (key.op !== 'const' || typeof key.value !== 'string') return undefined;
  const args = plain(expr.args);
  if (!args || args.length === 0) return undefined;
  // hasOwnProperty.call(c, k), Reflect.has(c, k), Object.hasOwn(c, k)
  if (key.value === 'call' && args.length === 2 && object.op === 'get' && isName(object.key, 'hasOwnProperty')) {
    return { container: args[0]!, keys: [args[1]!] };
  }
  if (object.op === 'variable' && object.variable.role === 'global') {
    return presence.has(key.value) && args.length === 2 ? { container: args[0]!, keys: [args[1]!] } : undefined;
  }
  if (noLookup.has(key.value) || args.length > 3) return undefined;
  // Functions of an imported module take anything: only what tables are asked for counts.
  if (
    object.op === 'variable' &&
    object.variable.role === 'import' &&
    key.value !== 'get' &&
    !presence.has(key.value)
  ) {
    return undefined;
  }
  return { container: object, keys: args };
}

function isName(expr: Expr, name: string): boolean {
  return expr.op === 'const' && expr.value === name;
}

export function plain(args: readonly (Expr | Spread)[]): readonly Expr[] | undefined {
  return args.some((a) => a.op === 'spread') ? undefined : (args as readonly Expr[]);
}
