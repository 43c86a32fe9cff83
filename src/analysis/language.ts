import type { Call, Expr, Range, SkeletonFunction, Variable } from './skeleton.ts';

/** What makes a result differ between two calls with equal arguments, or shows outside the program. */
export type Impurity = 'clock' | 'random' | 'io' | 'environment';

/** What a built-in does to its receiver and arguments, and what it gives back. */
export interface BuiltinEffect {
  readonly impure?: Impurity;
  /** Changes its receiver, or its first argument. */
  readonly mutates?: 'receiver' | 'first';
  /** Keeps its arguments in what it changes. */
  readonly stores?: boolean;
  /**
   * `elements`: calls function arguments with elements of the receiver or of other arguments;
   * `fold`: likewise, with what it returned before as the first argument.
   */
  readonly calls?: 'elements' | 'fold';
  /** Position of the function argument that is called when it is given; 0 unless told. */
  readonly callback?: number;
  readonly returns: 'primitive' | 'fresh' | 'element' | 'receiver' | 'first' | 'callback' | 'unknown';
  /** A fresh result holds what the callback returned (and not the receiver's elements). */
  readonly mapped?: boolean;
  /** The receiver's type where the name tells it; `number`: looks at no argument's content. */
  readonly of?: 'string' | 'list' | 'number' | 'other';
  /** What it does with its arguments, or as a method with what its receiver holds, that may run their own code. */
  readonly asks?: readonly ('convert' | 'iterate' | 'serialize')[];
}

/** One mention of a variable or of a field. */
export interface Use {
  /** `mutate`: what it holds is changed; `escape`: handed to code that may keep or change it. */
  readonly kind: 'read' | 'assign' | 'mutate' | 'escape';
  readonly range: Range;
  /** The function the mention stands in. */
  readonly inside: SkeletonFunction | undefined;
}

/**
 * A property of that name (`*`: of any) is read or written; a value is made a number or a text, walked over, made JSON,
 * asked for its instances; a method is called that has the name of one of the language's own.
 */
export type Implicit = `${'get' | 'set' | 'method'} ${string}` | 'convert' | 'iterate' | 'serialize' | 'instanceof';

/** What runs when an object of a class is made. */
export interface Construction {
  readonly constructors: readonly SkeletonFunction[];
  readonly fields: readonly Expr[];
}

/** What the effect analysis asks a language front end. */
export interface LanguageEffects {
  /** A function known by its dotted path from a global or imported name: `Math.max`, `parseInt`; `new Map`. */
  readonly call: (path: string) => BuiltinEffect | undefined;
  /** What reading a global's dotted path depends on; undefined for names that are not known. */
  readonly read: (path: string) => 'constant' | Impurity | undefined;
  /**
   * A method of the language's own values, by name; undefined where user-defined methods of that name are as likely.
   * @param onPrimitive the receiver is known to be a text or a number
   */
  readonly method: (name: string, call: Call, onPrimitive: boolean) => BuiltinEffect | undefined;
  /** The mentions of a variable anywhere in the file, its declaration left out. */
  readonly uses: (variable: Variable) => readonly Use[];
  /** Mentions of a field through `this` among the functions of a class or object. */
  readonly fieldUses: (container: object, field: string) => readonly Use[];
  /** What making an object of a class of the file runs: constructors, and values of fields that do more than make data. */
  readonly constructorOf: (variable: Variable) => Construction | undefined;
  /** Functions of the file that act, and run without being called when something of that kind happens. */
  readonly implicit: (what: Implicit) => readonly SkeletonFunction[];
  /** Whether a variable is made to hold an iterator, or an object whose properties run code. */
  readonly holds: (variable: Variable) => 'iterator' | 'proxy' | undefined;
  /** Places outside `members` that change what a call of the function gave them. */
  readonly resultMutations: (fn: SkeletonFunction, members: ReadonlySet<SkeletonFunction>) => readonly Range[];
}
