/**
 * The recurrence model: a function as the statements and expressions that decide which subproblems it asks for.
 * Language front ends lower source into it; nothing here knows a language. Semantics are those of the operators' names;
 * what a built-in does is looked up in the front end's table (`builtins.ts`).
 */

/** Characters [start, end) of the source. */
export type Range = readonly [start: number, end: number];

export type Primitive = number | string | boolean | bigint | null | undefined;

/** What a value is used as, or declared to be; `number` says nothing about being an integer. */
export type Kind =
  | 'number' | 'integer' | 'bigint' | 'string' | 'boolean'
  | 'list' | 'record' | 'function' | 'map' | 'iterator' | 'unknown'; // prettier-ignore

/** A named place: parameter, local, or captured. Compared by identity. */
export interface Variable {
  readonly name: string;
  /** The function whose activation owns it; undefined at module level. */
  readonly owner: SkeletonFunction | undefined;
  readonly role: 'parameter' | 'local' | 'function' | 'import' | 'global';
  /** Assigned anywhere after its declaration. */
  reassigned: boolean;
  /** Declared kind, from an annotation or a documentation comment. */
  declared: Kind;
  /** For lists: the declared kind of the elements. */
  element?: Kind;
  /** Initial value, where it is declared with one and is not a parameter: captured inputs are computed from it. */
  initial?: () => Expr | undefined;
  /** The function it is bound to, when it is bound to one for good. */
  bound?: SkeletonFunction;
}

export type BinaryOperator =
  | 'add' | 'sub' | 'mul' | 'div' | 'mod' | 'pow'
  | 'bitAnd' | 'bitOr' | 'bitXor' | 'shiftLeft' | 'shiftRight' | 'shiftRightUnsigned'
  | 'lt' | 'le' | 'gt' | 'ge' | 'same' | 'notSame' | 'looseSame' | 'looseNotSame' | 'in' | 'instanceof'; // prettier-ignore
export type UnaryOperator = 'negate' | 'plus' | 'not' | 'bitNot' | 'typeof' | 'void' | 'delete';
export type LogicalOperator = 'and' | 'or' | 'coalesce';

interface Node {
  readonly range: Range;
}

export interface Spread extends Node {
  readonly op: 'spread';
  readonly value: Expr;
}

export interface Call extends Node {
  readonly op: 'call';
  readonly callee: Expr;
  readonly args: readonly (Expr | Spread)[];
  readonly optional: boolean;
  readonly construct: boolean;
  /** The function called, when the source settles it. */
  readonly target?: SkeletonFunction;
}

export interface Get extends Node {
  readonly op: 'get';
  readonly object: Expr;
  readonly key: Expr;
  readonly optional: boolean;
  /** The method it names, when the source settles it (`this.m`, `Class.m`). */
  readonly target?: SkeletonFunction;
}

export type Expr =
  | (Node & { readonly op: 'const'; readonly value: Primitive })
  | (Node & { readonly op: 'pattern'; readonly text: string }) // a regular expression literal
  | (Node & { readonly op: 'variable'; readonly variable: Variable })
  | (Node & { readonly op: 'this' })
  | (Node & { readonly op: 'unary'; readonly operator: UnaryOperator; readonly value: Expr })
  | (Node & { readonly op: 'binary'; readonly operator: BinaryOperator; readonly left: Expr; readonly right: Expr })
  | (Node & { readonly op: 'logical'; readonly operator: LogicalOperator; readonly left: Expr; readonly right: Expr })
  | (Node & { readonly op: 'choose'; readonly test: Expr; readonly then: Expr; readonly otherwise: Expr })
  | (Node & {
      readonly op: 'assign';
      readonly target: Pattern;
      readonly value: Expr;
      /** `x op= v`; the result is the new value unless `old`. */
      readonly operator?: BinaryOperator | LogicalOperator;
      /** Postfix: the result is the value before. */
      readonly old?: boolean;
    })
  | Call
  | Get
  | (Node & { readonly op: 'list'; readonly items: readonly (Expr | Spread)[] })
  | (Node & {
      readonly op: 'record';
      readonly entries: readonly (Spread | { readonly key: Expr; readonly value: Expr; readonly range: Range })[];
    })
  | (Node & { readonly op: 'text'; readonly parts: readonly Expr[] }) // string interpolation
  | (Node & { readonly op: 'closure'; readonly function: SkeletonFunction })
  | (Node & { readonly op: 'sequence'; readonly items: readonly Expr[] })
  | (Node & { readonly op: 'await'; readonly value: Expr })
  | (Node & { readonly op: 'yield'; readonly value: Expr | undefined })
  /** Not modelled: the parts are evaluated in order, the result is unknown. */
  | (Node & { readonly op: 'opaque'; readonly parts: readonly Expr[]; readonly why: string });

export type Pattern =
  | (Node & { readonly op: 'variable'; readonly variable: Variable })
  | Get
  | (Node & { readonly op: 'listPattern'; readonly items: readonly (Pattern | undefined)[]; readonly rest?: Pattern })
  | (Node & {
      readonly op: 'recordPattern';
      readonly entries: readonly { readonly key: Expr; readonly value: Pattern }[];
      readonly rest?: Pattern;
    })
  | (Node & { readonly op: 'defaultPattern'; readonly target: Pattern; readonly value: Expr });

export type Statement =
  | (Node & { readonly op: 'expression'; readonly value: Expr })
  | (Node & { readonly op: 'declare'; readonly target: Pattern; readonly value: Expr | undefined })
  | (Node & { readonly op: 'block'; readonly body: readonly Statement[] })
  | (Node & { readonly op: 'if'; readonly test: Expr; readonly then: Statement; readonly otherwise?: Statement })
  | (Node & {
      readonly op: 'loop';
      readonly label?: string;
      readonly test?: Expr;
      readonly update?: Expr;
      readonly body: Statement;
      /** The body runs before the first test. */
      readonly bodyFirst: boolean;
    })
  | (Node & {
      readonly op: 'each';
      readonly label?: string;
      readonly target: Pattern;
      readonly over: Expr;
      /** `keys`: property names (for…in); `values`: elements. */
      readonly of: 'keys' | 'values';
      readonly body: Statement;
    })
  | (Node & { readonly op: 'return'; readonly value: Expr | undefined })
  | (Node & { readonly op: 'throw'; readonly value: Expr })
  | (Node & { readonly op: 'break'; readonly label?: string })
  | (Node & { readonly op: 'continue'; readonly label?: string })
  | (Node & { readonly op: 'labelled'; readonly label: string; readonly body: Statement })
  | (Node & {
      readonly op: 'switch';
      readonly value: Expr;
      readonly cases: readonly { readonly test: Expr | undefined; readonly body: readonly Statement[] }[];
      readonly label?: string;
    })
  | (Node & {
      readonly op: 'try';
      readonly body: Statement;
      readonly parameter?: Pattern;
      readonly handler?: Statement;
      readonly finalizer?: Statement;
    });

/** How a function is bound, which decides what memoizing it takes. */
export type FunctionForm =
  | 'declaration'
  | 'expression'
  | 'arrow'
  | 'method'
  | 'static-method'
  | 'private-method'
  | 'object-method'
  | 'accessor'
  | 'constructor'
  | 'callback';

export interface SkeletonFunction {
  readonly name: string;
  readonly form: FunctionForm;
  readonly range: Range;
  /** Where to point: the name, or the start of the function. */
  readonly nameRange: Range;
  readonly parameters: readonly Pattern[];
  readonly rest?: Pattern;
  readonly async: boolean;
  readonly generator: boolean;
  /** The nearest function around it. */
  readonly parent: SkeletonFunction | undefined;
  /** False as long as nobody asked for its parameters or its body, where that is known. */
  readonly consulted?: boolean;
  /** The body, lowered when it is first asked for. */
  readonly body: () => Statement;
  readonly usesThis: () => boolean;
  readonly usesArguments: () => boolean;
  /** Called with the value of a wrapper such as `memo(f)` or a decorator: the wrapper's written name. */
  readonly wrapper?: string;
  /** The class or object it is a method of, to tell same-named methods apart. */
  readonly container?: object;
}
