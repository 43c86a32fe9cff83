import { Forms, arithmetic, functionOf, isTable, methodOf } from './forms.ts';
import { initialOf } from './revision/initial.ts';
import type { Expr, Kind, Pattern, SkeletonFunction, Spread, Variable } from './skeleton.ts';
import { walkFunction } from './walk.ts';

/** Methods by which the front end's language tells what a value is. */
export interface MethodKinds {
  readonly text: ReadonlySet<string>;
  readonly list: ReadonlySet<string>;
  readonly table: ReadonlySet<string>;
  /** Methods and properties that texts and lists share. */
  readonly sequence: ReadonlySet<string>;
  /** Methods that give a part of a text or a list. */
  readonly part: ReadonlySet<string>;
  /** Methods whose result is a text, whatever they are called on. */
  readonly textResult: ReadonlySet<string>;
  /** Functions that read a number out of a text. */
  readonly readers: ReadonlySet<string>;
  /** Methods that change what they are called on. */
  readonly mutators: ReadonlySet<string>;
}

const ordering = new Set(['lt', 'le', 'gt', 'ge']);
const equality = new Set(['same', 'notSame', 'looseSame', 'looseNotSame']);

function isLetter(expr: Expr): boolean {
  return expr.op === 'const' && typeof expr.value === 'string' && expr.value.length === 1;
}

function isName(key: Expr): boolean {
  return key.op === 'const' && typeof key.value === 'string';
}

/** Whether a variable holds a record that is written with several keys, some of them no numbers. */
function isTableOfNames(variable: Variable): boolean {
  if (variable.reassigned || variable.role !== 'local') return false;
  const initial = initialOf(variable);
  if (initial?.op !== 'record' || !isTable(initial)) return false;
  return initial.entries.some(
    (entry) => !('op' in entry) && entry.key.op === 'const' && isNaN(Number(entry.key.value)),
  );
}

/** The variable of which an element is taken. */
function indexed(expr: Expr): Variable | undefined {
  return expr.op === 'get' && !isName(expr.key) && expr.object.op === 'variable' ? expr.object.variable : undefined;
}

/** Weight of a piece of evidence; a declaration outweighs use. */
type Evidence = Map<Kind, number>;

/**
 * What each variable of a component is used as, from its uses in all functions of the component, flowing through
 * plain assignments and arguments. Kinds say how to make up an input, nothing more.
 */
export class Inference {
  readonly #forms: Forms;
  readonly #evidence = new Map<Variable, Evidence>();
  readonly #flows: [Variable, Variable][] = [];
  readonly #elements = new Map<Variable, Evidence>();
  /** `a.indexOf(b)`: a text is searched for texts. */
  readonly #searches: [Variable, Variable][] = [];
  /** `a[i] === b[j]`: what is compared with a letter of a text is one. */
  readonly #letters: [Variable, Variable][] = [];
  /** Variables whose parts may matter: selected from, walked over, handed to code that may do so. */
  readonly #opened = new Set<Variable>();
  /** `const first = s[0]`: what an element was taken of. */
  readonly #takenOf = new Map<Variable, Variable>();
  /** `const part = s.slice(i)`: what it is a part of. */
  readonly #partOf = new Map<Variable, Variable>();
  /** Tested as a whole (`!s`): an empty text ends a recursion, an empty list does not. */
  readonly #tested = new Set<Variable>();
  /** Asked for its length or for an element at some index: its end is found in another way. */
  readonly #measured = new Set<Variable>();
  /** `for (x of xs)`: element variables of lists. */
  readonly #elementOf: [list: Variable, element: Variable][] = [];

  /** `next[state]`: keys of a table that is written with all its keys, which are names. */
  readonly #keys = new Set<Variable>();

  constructor(
    functions: readonly SkeletonFunction[],
    readonly methods: MethodKinds,
  ) {
    this.#forms = new Forms(methods.textResult);
    for (const fn of functions) this.#read(fn);
    for (const variable of this.#tested) {
      if (!this.#measured.has(variable) && (this.#evidence.get(variable)?.get('list') ?? 2) <= 1) {
        this.#note(variable, 'string', 1.05);
      }
    }
    for (let round = 0; round < 4; round++) {
      for (const [a, b] of this.#flows) {
        this.#merge(a, b);
        this.#merge(b, a);
        if (this.#opened.has(b)) this.#opened.add(a);
      }
      for (const [a, b] of this.#searches) if (this.kindOf(a) === 'string') this.#note(b, 'string', 2);
      for (const [a, b] of this.#letters) {
        if (this.kindOf(a) === 'string') this.#note(b, 'string', 1.2);
        else if (this.kindOf(b) === 'string') this.#note(a, 'string', 1.2);
      }
    }
  }

  kindOf(variable: Variable): Kind {
    if (variable.declared !== 'unknown') return variable.declared;
    let best: Kind = 'unknown';
    let weight = 0;
    for (const [kind, w] of this.#evidence.get(variable) ?? []) {
      if (w > weight) [best, weight] = [kind, w];
    }
    return best;
  }

  /** Texts of which only the whole is used: names, players, pegs. */
  isWhole(variable: Variable): boolean {
    return !this.#opened.has(variable);
  }

  /** Looked up in a table of names: one of these rather than any text. */
  isKey(variable: Variable): boolean {
    return this.#keys.has(variable);
  }

  elementOf(variable: Variable): Kind | undefined {
    if (variable.element) return variable.element;
    for (const [list, element] of this.#elementOf) {
      if (list === variable && this.kindOf(element) === 'string') return 'string';
    }
    const seen = this.#elements.get(variable);
    return seen && (seen.get('string') ?? 0) > (seen.get('number') ?? 0) ? 'string' : undefined;
  }

  #merge(from: Variable, to: Variable): void {
    for (const [kind, weight] of this.#evidence.get(from) ?? []) this.#note(to, kind, weight / 2);
    if (from.declared !== 'unknown') this.#note(to, from.declared, 4);
  }

  #note(variable: Variable, kind: Kind, weight: number): void {
    let evidence = this.#evidence.get(variable);
    if (!evidence) this.#evidence.set(variable, (evidence = new Map()));
    evidence.set(kind, Math.max(evidence.get(kind) ?? 0, weight));
  }

  #open(expr: Expr): void {
    if (expr.op === 'variable') this.#opened.add(expr.variable);
  }

  #use(expr: Expr, kind: Kind, weight: number): void {
    if (expr.op === 'variable') this.#note(expr.variable, kind, weight);
    else if (expr.op === 'assign' && expr.target.op === 'variable') this.#note(expr.target.variable, kind, weight);
    else if (expr.op === 'get' && expr.object.op === 'variable' && (kind === 'string' || kind === 'number')) {
      const { variable } = expr.object;
      let seen = this.#elements.get(variable);
      if (!seen) this.#elements.set(variable, (seen = new Map()));
      seen.set(kind, Math.max(seen.get(kind) ?? 0, weight));
    }
  }

  #test(expr: Expr): void {
    if (expr.op === 'variable') this.#tested.add(expr.variable);
  }

  #read(fn: SkeletonFunction): void {
    const assignTo = (target: Pattern, value: Expr): void => {
      if (target.op === 'defaultPattern') {
        assignTo(target.target, target.value);
        assignTo(target.target, value);
      } else if (target.op === 'variable') {
        const form = this.#forms.of(value);
        if (form) this.#note(target.variable, form, 2);
        const whole = value.op === 'variable' ? value : this.#wholeOf(value);
        if (whole) this.#flows.push([whole.variable, target.variable]);
        if (whole && whole !== value) this.#partOf.set(target.variable, whole.variable);
        const taken = indexed(value);
        if (taken) this.#takenOf.set(target.variable, taken);
      }
    };
    walkFunction(fn, {
      pattern: (pattern) => {
        if (pattern.op === 'defaultPattern' && pattern.target.op === 'variable')
          assignTo(pattern.target, pattern.value);
        if (pattern.op === 'get') {
          this.#key(pattern.object, pattern.key);
          // Letters of a text cannot be replaced.
          if (pattern.key.op !== 'const') this.#use(pattern.object, 'list', 2);
        }
      },
      statement: (statement) => {
        if (statement.op === 'if') this.#test(statement.test);
        if (statement.op === 'declare' && statement.value) assignTo(statement.target, statement.value);
        if (statement.op === 'each') {
          this.#open(statement.over);
          if (statement.of === 'values') this.#use(statement.over, 'list', 1.5);
          if (statement.over.op === 'variable' && statement.target.op === 'variable') {
            this.#elementOf.push([statement.over.variable, statement.target.variable]);
          }
        }
        if (statement.op === 'switch') {
          for (const one of statement.cases) if (one.test) this.#compared(statement.value, one.test);
        }
      },
      expression: (expr) => this.#expression(expr, assignTo),
    });
  }

  #expression(expr: Expr, assignTo: (target: Pattern, value: Expr) => void): void {
    switch (expr.op) {
      case 'closure':
        if (expr.function.form === 'callback') this.#read(expr.function);
        return;
      case 'binary':
        if (arithmetic.has(expr.operator)) {
          const kind = this.#forms.ofArithmetic(expr.left, expr.right);
          this.#use(expr.left, kind, kind === 'bigint' ? 4 : 3);
          this.#use(expr.right, kind, kind === 'bigint' ? 4 : 3);
        } else if (ordering.has(expr.operator)) {
          const weak = this.#forms.of(expr.left) === 'string' || this.#forms.of(expr.right) === 'string';
          this.#use(expr.left, weak ? 'string' : 'number', weak ? 1 : 1.5);
          this.#use(expr.right, weak ? 'string' : 'number', weak ? 1 : 1.5);
        } else if (expr.operator === 'add') {
          const [a, b] = [this.#forms.of(expr.left), this.#forms.of(expr.right)];
          if (b) this.#use(expr.left, b, b === 'string' ? 1 : 2.5);
          if (a) this.#use(expr.right, a, a === 'string' ? 1 : 2.5);
          // Parts that are added to something are texts.
          for (const side of [expr.left, expr.right]) {
            if (side.op !== 'call' || side.callee.op !== 'get') continue;
            if (this.methods.part.has(methodOf(side) ?? '')) this.#use(side.callee.object, 'string', 2);
          }
        } else if (expr.operator === 'in') this.#use(expr.right, 'record', 0.9);
        else if (equality.has(expr.operator)) this.#compared(expr.left, expr.right);
        return;
      case 'unary':
        if (expr.operator === 'negate' || expr.operator === 'bitNot') this.#use(expr.value, 'number', 3);
        if (expr.operator === 'not') this.#test(expr.value);
        if (expr.operator === 'plus') this.#digits(expr.value);
        return;
      case 'choose':
        this.#test(expr.test);
        return;
      case 'logical':
        this.#test(expr.left);
        return;
      case 'assign':
        if (expr.operator && arithmetic.has(expr.operator) && expr.target.op === 'variable')
          this.#note(expr.target.variable, 'number', 3);
        else if (!expr.operator) assignTo(expr.target, expr.value);
        else if (expr.operator === 'add' && expr.target.op === 'variable') {
          const form = this.#forms.of(expr.value);
          if (form) this.#note(expr.target.variable, form, 2);
        }
        return;
      case 'get':
        this.#key(expr.object, expr.key);
        return;
      case 'list':
        for (const item of expr.items) if (item.op === 'spread') this.#open(item.value);
        return;
      case 'call': {
        if (!expr.target) for (const arg of expr.args) this.#open(arg.op === 'spread' ? arg.value : arg);
        if (expr.callee.op === 'variable' && !expr.callee.variable.bound && !expr.construct)
          this.#note(expr.callee.variable, 'function', 3);
        if (expr.args[0] && this.methods.readers.has(functionOf(expr) ?? '')) this.#digits(expr.args[0]);
        if (this.#forms.of(expr) === 'number')
          for (const arg of expr.args) if (arg.op !== 'spread') this.#use(arg, 'number', 2);
        if (expr.callee.op === 'get' && expr.callee.object.op === 'variable' && expr.callee.key.op === 'const') {
          const [first] = expr.args;
          if (this.methods.sequence.has(String(expr.callee.key.value)) && first?.op === 'variable') {
            this.#searches.push([expr.callee.object.variable, first.variable]);
          }
        }
        expr.target?.parameters.forEach((parameter, i) => {
          const arg = expr.args[i];
          if (arg && arg.op !== 'spread')
            assignTo(parameter.op === 'defaultPattern' ? parameter.target : parameter, arg);
        });
      }
    }
  }

  /** A part that is read as a number is a part of a text. */
  #digits(expr: Expr | Spread): void {
    const whole = expr.op === 'variable' ? this.#partOf.get(expr.variable) : expr.op !== 'spread' && this.#wholeOf(expr)?.variable; // prettier-ignore
    if (whole) this.#note(whole, 'string', 2);
  }

  /** What `s.slice(…)` is a part of: one is a text if the other is. */
  #wholeOf(expr: Expr): (Expr & { op: 'variable' }) | undefined {
    if (expr.op !== 'call' || expr.callee.op !== 'get' || expr.callee.object.op !== 'variable') return undefined;
    return this.methods.part.has(methodOf(expr) ?? '') ? expr.callee.object : undefined;
  }

  #compared(left: Expr, right: Expr): void {
    for (const [a, b] of [[left, right], [right, left]] as const) {
      const form = this.#forms.of(b);
      if (form && form !== 'boolean') this.#use(a, form, 1.5);
      if (isLetter(b) && a.op === 'get' && !isName(a.key)) this.#use(a.object, 'string', 1.2);
      const taken = isLetter(b) && a.op === 'variable' ? this.#takenOf.get(a.variable) : undefined;
      if (taken) this.#note(taken, 'string', 1.2);
      if (a.op === 'unary' && a.operator === 'typeof' && b.op === 'const' && b.value === 'string') {
        this.#use(a.value, 'string', 1.1);
      }
      if (a.op === 'variable' && b.op === 'variable') this.#flows.push([a.variable, b.variable]);
      const [one, other] = [indexed(a), indexed(b)];
      if (one && other && one !== other) this.#letters.push([one, other]);
    } // prettier-ignore
  }

  /** `object[key]`, `object.key`: what both must be. */
  #key(object: Expr, key: Expr): void {
    this.#open(object);
    const measures = key.op !== 'const' || key.value === 'length';
    if (measures && object.op === 'variable') this.#measured.add(object.variable);
    if (key.op !== 'const') {
      if (key.op === 'variable' && object.op === 'variable' && isTableOfNames(object.variable)) {
        this.#keys.add(key.variable);
        return;
      }
      this.#use(key, 'number', 1);
      this.#use(object, 'list', 0.8);
      return;
    }
    const name = String(key.value);
    if (typeof key.value === 'number') this.#use(object, 'list', 1);
    else if (this.methods.text.has(name)) this.#use(object, 'string', 3);
    else if (this.methods.list.has(name)) this.#use(object, 'list', 2.5);
    else if (this.methods.table.has(name)) this.#use(object, 'map', 2);
    else if (this.methods.sequence.has(name)) this.#use(object, 'list', 0.7);
    else this.#use(object, 'record', 1.2);
  }
}
