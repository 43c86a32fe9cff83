import { performance } from 'node:perf_hooks';
import { mostTables } from '../caches/counters.ts';
import { type FileDescription, prefix } from '../names.ts';
import { CandidateSite, type Held } from './candidateSite.ts';
import { keyOfMany, keyOfOne, keyOfThree, keyOfTwo } from './keys.ts';

/**
 * Counts calls of functions that nobody has memoized. A call whose arguments have been seen would hit, and whatever it
 * calls would not be called: until it returns, calls among its group are only counted. That makes the figures those of
 * the memoized program, and makes an exponential recursion cheap to watch.
 */
const calls = new Float64Array(mostTables);
/** 1 while a call of the function's group runs that a cache would have saved. */
const saved = new Uint8Array(mostTables);
const sites: (CandidateSite | undefined)[] = [];
const groups: (Group | undefined)[] = [];
const now = performance.now.bind(performance);
const deepest = 1_000_000;

// Globals of instrumented code: data that costs no register in the frames of a recursion.
/** The value on its way out of a function, or into a call. */
declare let $memoscope_v: unknown;
/** 1 when the next call is one among the group. */
declare let $memoscope_f: number;

/** Functions that call each other: one stack of calls. */
class Group {
  readonly members: CandidateSite[] = [];
  depth = 0;
  run = 0;
  private savedFrom = -1;
  private startedAt = -1;
  private readonly held: Held[] = [];

  constructor(readonly marked: boolean) {}

  /** @returns what the frame keeps: its depth, or -1 when nothing is to be done at its end */
  enter(site: CandidateSite, key: unknown, marked: boolean): number {
    if (!marked && (this.marked || this.depth === 0)) this.begin();
    if (this.savedFrom >= 0 || this.depth >= deepest) return -1;
    const held = site.hold(key);
    const { depth } = this;
    this.held[depth] = held;
    this.depth = depth + 1;
    if (site.lookUp(held, this.run)) {
      this.setSaved(depth);
      this.startedAt = site.timesNext ? now() : -1;
    }
    return depth;
  }

  leave(site: CandidateSite, depth: number, value: unknown): void {
    if (depth >= this.depth) return; // an exception has passed through, and another outermost call began
    const held = this.held[depth]!;
    if (this.savedFrom === depth) {
      if (this.startedAt >= 0) site.took(now() - this.startedAt);
      this.setSaved(-1);
      site.compare(held, value, this.run);
    } else {
      if (this.savedFrom > depth) this.setSaved(-1); // an exception ended it
      site.store(held, value, this.run);
    }
    this.depth = depth;
  }

  /** An outermost call begins: whatever was left over by exceptions is gone. */
  private begin(): void {
    this.run++;
    this.depth = 0;
    if (this.savedFrom >= 0) this.setSaved(-1);
    for (const site of this.members) site.begin();
  }

  private setSaved(depth: number): void {
    this.savedFrom = depth;
    for (const { description } of this.members) saved[description.id] = depth >= 0 ? 1 : 0;
  }

  reset(): void {
    this.begin();
    for (const site of this.members) {
      site.reset();
      calls[site.description.id] = 0;
    }
  }
}

/** Makes the candidates of a loaded file known. */
export function describeCandidates(file: FileDescription): void {
  for (const candidate of file.candidates ?? []) {
    const { id, group: first, marked } = candidate;
    while (sites.length <= id) {
      sites.push(undefined);
      groups.push(undefined);
    }
    if (sites[id]) continue;
    const group = groups[first] ?? new Group(marked);
    const site = new CandidateSite(candidate, file);
    group.members.push(site);
    sites[id] = site;
    groups[id] = group;
    groups[first] ??= group;
  }
}

export function* allCandidates(): Iterable<{ readonly site: CandidateSite; readonly calls: number }> {
  for (const site of sites) if (site) yield { site, calls: calls[site.description.id]! };
}

export function resetCandidates(): void {
  for (const group of new Set(groups)) group?.reset();
}

/** One function counts from 0; calls that are under way count on. */
export function resetCandidate(site: CandidateSite): void {
  site.reset();
  calls[site.description.id] = 0;
}

let takeIn = (): void => {};

function enter(code: number, key: unknown): number {
  const marked = $memoscope_f === 1;
  $memoscope_f = 0;
  let group = groups[code];
  if (!group) {
    takeIn();
    group = groups[code];
    if (!group) return -1;
  }
  try {
    return group.enter(sites[code]!, key, marked);
  } catch {
    return -1; // the stack ends here: the program's own next call will say so
  }
}

/** Whether a call is only counted. */
function isSaved(code: number): boolean {
  calls[code]!++;
  if (saved[code] !== 1 || $memoscope_f !== 1) return false;
  $memoscope_f = 0;
  return true;
}

const enterOne = (a: unknown, code: number): number => (isSaved(code) ? -1 : enter(code, keyOfOne(a)));
const enterTwo = (a: unknown, b: unknown, code: number): number => (isSaved(code) ? -1 : enter(code, keyOfTwo(a, b)));
const enterThree = (a: unknown, b: unknown, c: unknown, code: number): number =>
  isSaved(code) ? -1 : enter(code, keyOfThree(a, b, c));
/** The list is made by the caller only for this. */
const enterMany = (values: readonly unknown[], code: number): number =>
  isSaved(code) ? -1 : enter(code, keyOfMany(values));

/** `return (v = value, x(depth, code))` */
function leave(depth: number, code: number): unknown {
  if (depth === -1) return $memoscope_v;
  const value = $memoscope_v;
  $memoscope_v = undefined;
  finish(code, depth, value);
  return value;
}

function finish(code: number, depth: number, value: unknown): void {
  try {
    groups[code]!.leave(sites[code]!, depth, value);
  } catch {
    // as above
  }
}

/** A function ends without a value. */
function leaveEmpty(depth: number, code: number): undefined {
  if (depth !== -1) finish(code, depth, undefined);
}

/**
 * Puts the functions that instrumented code calls on the global object, not enumerable.
 * @param unknown takes in what another thread has instrumented
 */
export function installWatching(unknown: () => void): void {
  takeIn = unknown;
  const functions = { c1: enterOne, c2: enterTwo, c3: enterThree, c: enterMany, x: leave, u: leaveEmpty };
  const fixed = { enumerable: false, configurable: false };
  for (const [name, value] of Object.entries(functions))
    Object.defineProperty(globalThis, prefix + name, { value, writable: false, ...fixed });
  Object.defineProperty(globalThis, `${prefix}f`, { value: 0, writable: true, ...fixed });
}
