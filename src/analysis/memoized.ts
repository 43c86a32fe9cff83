import type { CallSite, Recurrence } from './callGraph.ts';
import { stronglyConnected } from './components.ts';
import { type Hit, hitsOf } from './memo/hits.ts';
import { Naming } from './memo/naming.ts';
import { type Store, storesOf } from './memo/stores.ts';
import { isKnownMemoizer } from './memo/wrappers.ts';
import type { Expr, SkeletonFunction } from './skeleton.ts';

export interface Memoization {
  /**
   * `body`: looked up on entry, stored, returned; `call`: looked up before the recursive call; `marks`: a set of states
   * known to give one answer; `wrapped`: the function is handed to a wrapper or decorator.
   */
  readonly kind: 'body' | 'call' | 'marks' | 'wrapped';
  /** The memoized members. */
  readonly functions: readonly SkeletonFunction[];
  /** Whether every cycle of the recurrence passes a memoized member: nothing is left to hint at. */
  readonly complete: boolean;
  /** The container and the key as looked up. */
  readonly container?: Expr;
  readonly keys?: readonly Expr[];
  readonly hit?: Hit;
  /** The stores under that key, or, failing these, into that container. */
  readonly stores?: readonly Store[];
  /** The keys of lookup and store are written differently: a memo all the same, perhaps a broken one. */
  readonly sameKey?: boolean;
  readonly wrapper?: string;
  /** The wrapper is a memoizer by its name; otherwise nothing is known of it. */
  readonly knownWrapper?: boolean;
}

/** Recognises, by role, functions of a recurrence that keep their results: looked up under k, stored under k, used. */
export function memoization(recurrence: Recurrence): Memoization | undefined {
  const found: { fn: SkeletonFunction; is: Omit<Memoization, 'functions' | 'complete'> }[] = [];
  for (const fn of recurrence.functions) {
    const own = fn.wrapper !== undefined ? wrapped(fn.wrapper) : memoOf(fn, recurrence);
    if (own) found.push({ fn, is: own });
  }
  const first = found[0];
  if (!first) return undefined;
  const functions = found.map((f) => f.fn);
  return { ...first.is, functions, complete: breaksCycles(recurrence, new Set(functions)) };
}

function wrapped(wrapper: string): Omit<Memoization, 'functions' | 'complete'> {
  return { kind: 'wrapped', wrapper, knownWrapper: isKnownMemoizer(wrapper) };
}

function breaksCycles(recurrence: Recurrence, memoized: ReadonlySet<SkeletonFunction>): boolean {
  const rest = recurrence.functions.filter((fn) => !memoized.has(fn));
  const next = (fn: SkeletonFunction): SkeletonFunction[] =>
    recurrence.sites.filter((s) => s.caller === fn && !memoized.has(s.target)).map((s) => s.target);
  return stronglyConnected(rest, next).every((c) => c.length === 1 && !next(c[0]!).includes(c[0]!));
}

function memoOf(fn: SkeletonFunction, recurrence: Recurrence): Omit<Memoization, 'functions' | 'complete'> | undefined {
  const naming = new Naming([fn]);
  const sites = recurrence.sites.filter((s: CallSite) => s.caller === fn);
  const calls = new Set(sites.map((s) => s.expr));
  const hits = hitsOf(fn, calls, naming);
  if (hits.length === 0) return undefined;
  const stores = storesOf(fn, naming);
  let loose: { hit: Hit; stores: Store[] } | undefined;
  for (const hit of hits) {
    if (!isKeyed(hit)) continue;
    const exact = stores.filter((s) => s.place === hit.place && (hit.kind === 'value' || s.value === undefined || s.value.op === 'const')); // prettier-ignore
    if (hit.kind === 'value') {
      const real = exact.filter((s) => s.value !== undefined);
      if (real.length > 0) return describe(hit, real, true);
      const near = stores.filter((s) => s.within === hit.within && s.value !== undefined && isVarying(s.keys));
      if (near.length > 0 && isVarying(hit.keys)) loose ??= { hit, stores: near };
    } else if (exact.length > 0 && isAnswerKept(hit, exact, sites, fn)) {
      return { ...describe(hit, exact, true), kind: 'marks' };
    }
  }
  return loose && describe(loose.hit, loose.stores, false);
}

function describe(hit: Hit, stores: readonly Store[], sameKey: boolean): Omit<Memoization, 'functions' | 'complete'> {
  return { kind: hit.atCall ? 'call' : 'body', container: hit.container, keys: hit.keys, hit, stores, sameKey };
}

/** The place depends on the state: a varying key, or a field of an argument or of the receiver. */
function isKeyed(hit: Hit): boolean {
  if (isVarying(hit.keys)) return true;
  let root = hit.container;
  while (root.op === 'get') {
    if (root.key.op !== 'const') return true;
    root = root.object;
  }
  if (root.op === 'this') return true;
  return root.op === 'variable' && root.variable.owner !== undefined && root.variable.role !== 'function';
}

function isVarying(keys: readonly Expr[]): boolean {
  return keys.some((k) => k.op !== 'const');
}

/** A set of failures: the mark is made after the work, and the answer given for it is what the work came to. */
function isAnswerKept(hit: Hit, stores: readonly Store[], sites: readonly CallSite[], fn: SkeletonFunction): boolean {
  if (sites.length === 0 || fn !== hit.fn) return false;
  const first = Math.min(...sites.map((s) => s.expr.range[0]));
  if (hit.answer && hit.answer.op !== 'const') return false;
  return stores.every((s) => s.range[0] > first);
}
