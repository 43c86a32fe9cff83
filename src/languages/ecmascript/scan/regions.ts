import { type Container, type FunctionSketch, type Reach, Sketch } from '../sketch.ts';
import { Frame } from './frame.ts';

/** What a name of the current statement is, if a function follows that bears it. */
export const enum Bound {
  /** A variable, where it is declared. */
  Declared = 1,
  /** A variable that is assigned. */
  Variable = 2,
  /** A member of the class or object around. */
  Member = 4,
  /** The end of a path, `a.b =`. */
  Path = 8,
}

/** Gathers what a scan sees: which functions there may be, what they may be called, and what is mentioned in them. */
export class Regions {
  readonly sketch = new Sketch<number>();
  /** The open brackets, outermost first; those beyond `#depth` wait. */
  readonly #frames: Frame[] = [new Frame()];
  #depth = 0;
  readonly #open: FunctionSketch[] = [];
  /** Where names are selected from that may have members that were not seen. */
  readonly #distrusted: number[] = [];
  frame: Frame = this.#frames[0]!;

  get depth(): number {
    return this.#depth;
  }

  #push(closer: number, start: number, loop: boolean): Frame {
    const around = this.frame;
    const depth = ++this.#depth;
    const frame = depth < this.#frames.length ? this.#frames[depth]! : (this.#frames[depth] = new Frame());
    frame.open(closer, start, this.sketch.at, this.#open.length);
    frame.loop = frame.loopOutside = loop;
    frame.typing = around.typing;
    return (this.frame = frame);
  }

  /** Opens a bracket that is no function and no class. */
  push(closer: number, start: number): Frame {
    const around = this.frame;
    const frame = this.#push(closer, start, around.loop);
    if (around.classComes) frame.named = around.className;
    if (closer === 41 && around.constructs) around.constructs = frame.names = false;
    return frame;
  }

  /** @param body place of the open function that this bracket ends */
  #pushBody(start: number, body: number): void {
    // What runs in a function of its own does not run in the loop around it.
    const frame = this.#push(125, start, this.frame.loop && !this.#open[body]!.own);
    frame.body = body;
  }

  /** The body of the class that the statement named. */
  #pushClass(start: number): void {
    const around = this.frame;
    const frame = this.#push(125, start, around.loop);
    frame.members = true;
    frame.named = around.className;
    around.classComes = false;
  }

  /** The container that the frame of this depth may be, known by the names of the statement around, through parentheses. */
  #container(depth: number): Container<number> | undefined {
    const frame = this.#frames[depth]!;
    if (frame.closer !== 125 || frame.container) return frame.container;
    const names = frame.named === 0 ? [] : [frame.named];
    for (let i = depth - 1; ; i--) {
      const at = this.#frames[i]!;
      for (const name of at.armed) names.push(name);
      if (!at.names || at.start < 0 || i === 0) break;
    }
    return (frame.container = { names, from: frame.from, to: Infinity });
  }

  /** @returns the frame that was closed, until the next one opens */
  pop(): Frame {
    const { frame } = this;
    this.#close(frame.body >= 0 ? frame.body : frame.outside);
    if (frame.container) frame.container.to = this.sketch.at;
    this.frame = this.#frames[--this.#depth]!;
    if (this.frame.pending >= this.#open.length) this.frame.pending = -1;
    return frame;
  }

  #close(depth: number): void {
    while (this.#open.length > depth) this.#open.pop()!.to = this.sketch.at;
  }

  /** A statement, an argument or a member ended. */
  boundary(): void {
    const { frame } = this;
    frame.boundary();
    if (this.#open.length > frame.outside) this.#close(frame.outside);
  }

  /** The next statement begins: a loop before it is over. */
  statement(): void {
    const { frame } = this;
    frame.loop = frame.loopOutside;
    frame.declares = frame.classComes = frame.typesCome = false;
    // a body of types stays one
    if (frame.typing) frame.typing = frame.members || (this.#depth > 0 && this.#frames[this.#depth - 1]!.typing);
  }

  arm(name: number, as: number): void {
    const { frame } = this;
    // the default of a type parameter
    if (frame.types && frame.angles > 0) return;
    frame.armed.push(name);
    frame.armedAs.push(as);
  }

  /**
   * `<`
   * @param direct after `NAME =` or `NAME:`
   * @param value after what may be compared
   */
  angle(direct: boolean, value: boolean): void {
    const { frame } = this;
    if (frame.angles++ > 0) return;
    frame.directAngles = direct;
    frame.types = !value || frame.classComes || (frame.pending >= 0 && !frame.pendingParameters) || (frame.members && frame.armed.length === 0 && frame.paren < 0); // prettier-ignore
  }

  /** `interface` or `type` begins a statement. */
  types(alias: boolean): void {
    if (alias) this.frame.typing = true;
    else this.frame.typesCome = true;
  }

  /** A member that a name selects there would not be seen, should the name be that of a class or object. */
  distrust(at: number): void {
    this.#distrusted.push(at);
  }

  /** `NAME(`: a method, unless there were parentheses before. */
  call(name: number): void {
    const { frame } = this;
    if (frame.paren < 0 || frame.decorated) frame.called.push(name);
  }

  mention(reach: Reach, name: number, object: number): void {
    if (this.frame.typing) return;
    this.sketch.mention(reach, name, object, this.#open[this.#open.length - 1], this.frame.loop);
  }

  /** The names that something is assigned to may stand for this name; undefined: for `this`. */
  alias(of: number | undefined): void {
    for (let i = this.#depth; ; i--) {
      const at = this.#frames[i]!;
      for (const name of at.armed) {
        if (of === undefined) this.sketch.self(name);
        else this.sketch.alias(name, of);
      }
      if (!at.names || i === 0) break;
    }
  }

  paren(direct: boolean): void {
    const { frame } = this;
    if (frame.paren < 0) frame.paren = this.sketch.at;
    if (frame.pending >= 0) frame.pendingParameters = true;
    frame.direct = direct;
  }

  /**
   * A function begins in the current statement.
   * @param called whether it may be a method
   * @param own whether it is certainly no callback
   * @param bare whether the last mention is its parameter
   * @returns its place among the open ones
   */
  open(called: boolean, own: boolean, bare = false): number {
    const { frame } = this;
    const { sketch } = this;
    const from = frame.paren < 0 ? sketch.at - (bare ? 1 : 0) : frame.paren;
    const parent = this.#open[this.#open.length - 1];
    const fn = sketch.open(parent, own, from);
    // Parameters belong to it: their defaults may call it.
    sketch.adopt(fn, from);
    if (called && frame.called.length > 0) {
      const container = this.#container(this.#depth);
      if (container) for (const name of frame.called) sketch.belong(fn, name, container);
    }
    // Names of the statement around, through the parentheses of calls.
    let clear = true;
    for (let i = this.#depth; ; i--) {
      const at = this.#frames[i]!;
      for (let a = 0; a < at.armed.length; a++) this.#name(fn, at.armed[a]!, clear ? at.armedAs[a]! : at.armedAs[a]! & fields, i); // prettier-ignore
      clear &&= at.transparent;
      if (!at.names || i === 0) break;
    }
    this.#open.push(fn);
    return this.#open.length - 1;
  }

  #name(fn: FunctionSketch, name: number, as: number, depth: number): void {
    const { sketch } = this;
    if ((as & Bound.Declared) !== 0) sketch.bind(fn, name, scopeOf(fn.parent));
    if ((as & Bound.Variable) !== 0) sketch.bind(fn, name, undefined);
    if ((as & Bound.Member) !== 0) {
      const container = this.#container(depth);
      if (container) sketch.belong(fn, name, container);
    }
    if ((as & Bound.Path) !== 0) sketch.belong(fn, name, undefined);
  }

  /** The keyword `function` begins one. */
  openPending(own: boolean): void {
    const { frame } = this;
    frame.paren = -1;
    frame.pending = this.open(false, own);
    frame.pendingParameters = false;
  }

  /** The own name of the function that was opened last. */
  named(name: number): void {
    const fn = this.#open[this.#open.length - 1];
    if (fn) this.sketch.bind(fn, name, scopeOf(fn.parent));
  }

  /**
   * Whether `=` begins what a name is bound to for good.
   * @param before the token before the last word, 0 unknown; -1 when what is before `=` is no name and no type
   */
  assigns(before: number): boolean {
    const { frame } = this;
    if (before < 0) return false;
    if (frame.members || frame.declares) return true;
    // not a default in a pattern or among parameters
    return (frame.closer === 125 || frame.closer === 0) && before !== 123 && before !== 44 && before !== 58;
  }

  /**
   * A brace opens.
   * @param arrow after `=>`
   * @param value after what may be the end of a function's head
   * @param line on a new line
   */
  brace(start: number, arrow: boolean, value: boolean, line: boolean): void {
    const { frame } = this;
    if (arrow) this.#pushBody(start, this.#open.length - 1);
    else if (frame.pending >= 0) {
      // the body, or a type in the head
      if (value && frame.pendingParameters) {
        const body = frame.pending;
        frame.pending = -1;
        this.#pushBody(start, body);
      } else this.push(125, start);
    } else if (frame.typesCome && frame.angles === 0) {
      const body = this.push(125, start);
      body.typing = body.members = true;
      frame.typesCome = false;
    } else if (frame.classComes && frame.angles === 0) this.#pushClass(start);
    else if (value && frame.paren >= 0) {
      this.#pushBody(start, this.open(true, !line && !frame.catches && frame.called.length > 0));
    } else this.push(125, start);
  }

  branching(text: string): boolean {
    this.#close(0);
    for (const at of this.#distrusted) if (isDeclared(text, at)) return true;
    const found = this.sketch.branching();
    return found === undefined || found.length > 0;
  }
}

const fields = Bound.Member | Bound.Path;

/** Where what is declared in a function can be seen: in the nearest one around that is certainly one. */
function scopeOf(fn: FunctionSketch | undefined): FunctionSketch | undefined {
  while (fn && !fn.own) fn = fn.parent;
  return fn;
}

/** Whether the name before the point before this place is declared or assigned anywhere, but for imports. */
function isDeclared(text: string, at: number): boolean {
  const [, name] = /([\w$]+)[\s?!]*\.\s*#?$/.exec(text.slice(Math.max(0, at - 80), at)) ?? [];
  if (name === undefined) return true;
  const own = name.replaceAll('$', '\\$');
  return new RegExp(`\\b(class|const|let|var)\\s+${own}\\b|${own}\\s*(:[^=;]*)?=[^=>]`).test(text);
}
