import { type Sketch, branching } from '../sketch.ts';

/** A stretch of the text that may be a function, as a stretch of the mentions in it. */
interface Region {
  readonly names: Set<number>;
  readonly from: number;
  to: number;
}

/** A bracket that is open, and what stands in it. */
interface Frame {
  /** The character that closes it; 0 outside of all. */
  readonly closer: number;
  /** Names pass through parentheses only: `const f = memo((n) => …)`. */
  readonly round: boolean;
  /** The head of a statement, `if (…)`. */
  readonly head: boolean;
  /** Regions that were open outside. */
  readonly outside: number;
  /** The region, by its place, that ends with this bracket, opened outside of it: -1 none. */
  readonly body: number;
  /** Names of the current statement that a function in it may bear: `NAME =`, `NAME:`. */
  armed: number[];
  /** … and that may be a method: `NAME(`. */
  called: number[];
  /** Mentions before the first parenthesis of the statement: -1 none yet. */
  paren: number;
  /** Angle brackets that may be open: commas between them end nothing. */
  angles: number;
  /** In a loop, or in a statement that begins with one. */
  loop: boolean;
  readonly loopOutside: boolean;
  /** The function whose head is being read, by its place among the open regions: -1 none. */
  pending: number;
  pendingParameters: boolean;
}

/** Steps after which a file is parsed rather than settled: functions in functions, or of one name, in the thousands. */
const most = 1_000_000;

/** Gathers what a scan sees and says at its end whether there may be a branching recursion. */
export class Regions {
  readonly #frames: Frame[] = [];
  readonly #open: Region[] = [];
  frame: Frame = this.#frame(0, false, -1, false);
  readonly #regions: Region[] = [];
  readonly #mentioned: number[] = [];
  /** The innermost region of a mention, and whether it stands in a loop. */
  readonly #owner: (Region | undefined)[] = [];
  readonly #many: boolean[] = [];

  get depth(): number {
    return this.#frames.length;
  }

  #frame(closer: number, head: boolean, body: number, loop: boolean): Frame {
    return { closer, round: closer === 41, head, outside: this.#open.length, body, armed: [], called: [], paren: -1, angles: 0, loop, loopOutside: loop, pending: -1, pendingParameters: false }; // prettier-ignore
  }

  /** @param body place of the open function that this bracket ends; -1 none */
  push(closer: number, head = false, body = -1): void {
    const { frame } = this;
    this.#frames.push(frame);
    this.frame = this.#frame(closer, head, body, frame.loop);
  }

  pop(): Frame {
    const { frame } = this;
    this.#close(frame.body >= 0 ? frame.body : frame.outside);
    this.frame = this.#frames.pop()!;
    if (this.frame.pending >= this.#open.length) this.frame.pending = -1;
    return frame;
  }

  #close(depth: number): void {
    while (this.#open.length > depth) this.#open.pop()!.to = this.#mentioned.length;
  }

  /** A statement, an argument or a member ended. */
  boundary(): void {
    const { frame } = this;
    if (frame.armed.length > 0) frame.armed = [];
    if (frame.called.length > 0) frame.called = [];
    frame.paren = -1;
    frame.angles = 0;
    frame.pending = -1;
    this.#close(frame.outside);
  }

  /** The next statement begins: a loop before it is over. */
  statement(): void {
    this.frame.loop = this.frame.loopOutside;
  }

  mention(name: number): void {
    this.#mentioned.push(name);
    this.#owner.push(this.#open[this.#open.length - 1]);
    this.#many.push(this.frame.loop);
  }

  paren(): void {
    const { frame } = this;
    if (frame.paren < 0) frame.paren = this.#mentioned.length;
    if (frame.pending >= 0) frame.pendingParameters = true;
  }

  /**
   * A function begins in the current statement.
   * @param called whether it may be a method
   * @param bare whether the last mention is its parameter
   * @returns its place among the open ones
   */
  open(called: boolean, bare = false): number {
    const { frame } = this;
    const names = new Set<number>(called ? frame.called : []);
    // Names of the statement around, through the parentheses of calls.
    let at = frame;
    for (let i = this.#frames.length; ;) {
      for (const name of at.armed) names.add(name);
      if (!at.round) break;
      at = this.#frames[--i]!;
    }
    const from = frame.paren < 0 ? this.#mentioned.length - (bare ? 1 : 0) : frame.paren;
    const region: Region = { names, from, to: -1 };
    // Parameters belong to it: their defaults may call it.
    for (let m = from; m < this.#mentioned.length; m++) this.#owner[m] = region;
    this.#open.push(region);
    this.#regions.push(region);
    return this.#open.length - 1;
  }

  /** The keyword `function` begins one. */
  openPending(): void {
    const { frame } = this;
    frame.paren = -1;
    frame.pending = this.open(false);
    frame.pendingParameters = false;
  }

  /** The own name of the function that was opened last. */
  named(name: number): void {
    this.#open[this.#open.length - 1]?.names.add(name);
  }

  get innermost(): number {
    return this.#open.length - 1;
  }

  branching(): boolean {
    this.#close(0);
    const named = new Set<number>();
    for (const { names } of this.#regions) for (const name of names) named.add(name);
    if (named.size === 0) return false;
    const kept: number[] = [];
    for (let m = 0; m < this.#mentioned.length; m++) if (named.has(this.#mentioned[m]!)) kept.push(m);
    const sketches: Sketch<number>[] = [];
    const bearers = new Map<number, number>();
    let work = 0;
    for (const region of this.#regions) {
      if (region.names.size === 0) continue;
      for (const name of region.names) bearers.set(name, (bearers.get(name) ?? 0) + 1);
      const mentions = new Map<number, number>();
      for (let i = firstFrom(kept, region.from); i < kept.length && kept[i]! < region.to; i++) {
        const m = kept[i]!;
        if (++work > most) return true;
        const weight = this.#many[m] || this.#owner[m] !== region ? 2 : 1;
        const name = this.#mentioned[m]!;
        mentions.set(name, (mentions.get(name) ?? 0) + weight);
      }
      if (mentions.size > 0) sketches.push({ names: region.names, mentions });
    }
    for (const { mentions } of sketches) for (const name of mentions.keys()) work += bearers.get(name)!;
    return work > most || branching<number, Sketch<number>>(sketches).length > 0;
  }
}

/** Where in an ascending list the first number from `least` on stands. */
function firstFrom(list: readonly number[], least: number): number {
  let [low, high] = [0, list.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
