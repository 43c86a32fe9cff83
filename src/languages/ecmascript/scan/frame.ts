import type { Container } from '../sketch.ts';

/** A bracket that is open, and what stands in it. Kept for the next one of its depth: most of a scan would be making them. */
export class Frame {
  /** The character that closes it; 0 outside of all. */
  closer = 0;
  round = false;
  /** Where it begins in the text; -1 for arguments. */
  start = 0;
  /** How many mentions there were before. */
  from = 0;
  /** The head of a statement, `if (…)`. */
  head = false;
  /** Functions that were open outside. */
  outside = 0;
  /** The function, by its place, that ends with this bracket, opened outside of it: -1 none. */
  body = -1;
  /** The class or object that it may be, once a function in it may be a member. */
  container: Container<number> | undefined;
  /** Certainly the body of a class. */
  members = false;
  /** The name of the class. */
  named = 0;
  /** Follows `=`, through parentheses: what stands here alone is what is assigned. */
  assigned = false;
  /** What is bound to the value of this is bound to what stands in it. */
  transparent = true;
  /** Names pass to the first argument of a call: `const f = memo((n) => …)`. */
  names = false;
  loopOutside = false;
  /** Names of the current statement that a function in it may bear, `NAME =`, `NAME:`, and how: `Bound`. */
  readonly armed: number[] = [];
  readonly armedAs: number[] = [];
  /** … and that may be a method: `NAME(`. */
  readonly called: number[] = [];
  /** Types, in which nothing is mentioned. */
  typing = false;
  /** `interface` was read, its body is to come. */
  typesCome = false;
  /** `@` was read: a method may come after the parentheses of a decorator. */
  decorated = false;
  /** `new` was read, its arguments are to come. */
  constructs = false;
  /** A block of `catch`, which looks like a method. */
  catches = false;
  /** `const`, `let` or `var` began the statement. */
  declares = false;
  /** `class` was read, its body is to come. */
  classComes = false;
  className = 0;
  /** Mentions before the first parenthesis of the statement: -1 none yet. */
  paren = -1;
  /** The last parenthesis followed `NAME =` or `NAME:` at once: a function that begins with it is itself bound. */
  direct = false;
  /** … and so did the first angle bracket. */
  directAngles = false;
  /** The angle brackets hold types for certain. */
  types = false;
  /** Angle brackets that may be open: commas between them end nothing. */
  angles = 0;
  /** In a loop, or in a statement that begins with one. */
  loop = false;
  /** The function whose head is being read, by its place among the open ones: -1 none. */
  pending = -1;
  pendingParameters = false;

  open(closer: number, start: number, from: number, outside: number): void {
    this.closer = closer;
    this.round = this.names = closer === 41;
    this.start = start;
    this.from = from;
    this.outside = outside;
    this.body = -1;
    this.container = undefined;
    this.head = this.members = this.assigned = false;
    this.transparent = true;
    this.named = this.className = 0;
    this.typing = this.typesCome = this.declares = this.classComes = false;
    this.pendingParameters = false;
    this.#forget();
  }

  /** A statement, an argument or a member ended. */
  boundary(): void {
    this.names = false;
    this.#forget();
  }

  #forget(): void {
    if (this.armed.length > 0) this.armed.length = this.armedAs.length = 0;
    if (this.called.length > 0) this.called.length = 0;
    this.paren = this.pending = -1;
    this.angles = 0;
    this.direct = this.directAngles = this.types = false;
    this.decorated = this.constructs = this.catches = false;
  }
}
