import type { CallSite, Recurrence } from './callGraph.ts';
import { stronglyConnected } from './components.ts';
import { type Hit, hitsOf } from './memo/hits.ts';
import { Naming, accessOf } from './memo/naming.ts';
import { type Store, storesOf } from './memo/stores.ts';
import { isKnownMemoizer } from './memo/wrappers.ts';
import type { Expr, SkeletonFunction, Variable } from './skeleton.ts';
import { walkActivation, walkExpression } from './walk.ts';

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
  const results = resultsOf(fn, sites, naming);
  let loose: { hit: Hit; stores: Store[] } | undefined;
  for (const hit of hits) {
    if (!isKeyed(hit) || isMadeHere(hit.container, fn, naming)) continue;
    const exact = stores.filter((s) => s.place === hit.place);
    const kept = exact.filter((s) => results.holds(s));
    if (hit.kind === 'value' && kept.length > 0) return describe(hit, kept, true, calls);
    if (isAnswerKept(hit, exact, sites))
      return hit.kind === 'value'
        ? describe(hit, exact, true, calls)
        : { ...describe(hit, exact, true, calls), kind: 'marks' };
    if (hit.kind === 'value' && isVarying(hit.keys)) {
      const near = stores.filter((s) => s.within === hit.within && isVarying(s.keys) && results.holds(s));
      if (near.length > 0) loose ??= { hit, stores: near };
    }
  }
  return loose && describe(loose.hit, loose.stores, false, calls);
}

function describe(
  hit: Hit,
  stores: readonly Store[],
  sameKey: boolean,
  calls: ReadonlySet<Expr>,
): Omit<Memoization, 'functions' | 'complete'> {
  // memo[n - 1] = f(n - 1): what is kept is what the call came to.
  const atCall = hit.atCall || stores.every((s) => s.value !== undefined && calls.has(s.value)); // prettier-ignore
  return { kind: atCall ? 'call' : 'body', container: hit.container, keys: hit.keys, hit, stores, sameKey };
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

/** A container that this activation makes and drops: no state is found there again. */
function isMadeHere(container: Expr, fn: SkeletonFunction, naming: Naming): boolean {
  let root = container;
  for (let i = 0; i < 20; i++) {
    if (root.op === 'get') root = root.object;
    else if (root.op === 'call' && root.callee.op === 'get') root = root.callee.object;
    else if (root.op === 'logical' || root.op === 'choose') return false;
    else if (root.op === 'variable' && root.variable.role === 'local' && isOwn(root.variable.owner, fn)) {
      const start = naming.start(root.variable);
      if (!start) return true;
      root = start;
    } else break;
  }
  return root.op === 'list' || root.op === 'record' || root.op === 'const' || (root.op === 'call' && root.construct);
}

function isOwn(owner: SkeletonFunction | undefined, fn: SkeletonFunction): boolean {
  for (let at = owner; at; at = at.form === 'callback' ? at.parent : undefined) if (at === fn) return true;
  return false;
}

/** Tells stores of results from marks: what is stored comes from the recursion or is what the function returns. */
function resultsOf(fn: SkeletonFunction, sites: readonly CallSite[], naming: Naming): { holds(store: Store): boolean } {
  const calls = new Set(sites.map((s) => s.expr));
  const first = Math.min(...sites.map((s) => s.expr.range[0]));
  const returned = new Set<Variable>();
  const places = new Set<string>();
  walkActivation(fn, {
    statement(s) {
      if (s.op !== 'return' || !s.value) return;
      for (const value of arms(s.value)) {
        if (value.op === 'variable') returned.add(value.variable);
        const access = accessOf(value);
        if (access) places.add(naming.place(access));
      }
    },
  });
  return {
    holds({ value, range, place }) {
      if (!value || arms(value).every((v) => v.op === 'const')) return false;
      // `node.left = remove(node.left)`: a part is replaced, no result kept.
      if (isReplaced(value, place, calls, naming)) return false;
      if (places.has(place)) return true;
      if (range[0] > first || range[1] > first) return true;
      return arms(value).some((v) => v.op === 'variable' && returned.has(v.variable));
    },
  };
}

function isReplaced(value: Expr, place: string, calls: ReadonlySet<Expr>, naming: Naming): boolean {
  let found = false;
  walkExpression(value, {
    expression(e) {
      if (e.op !== 'call' || !calls.has(e)) return;
      for (const arg of e.args) {
        const access = accessOf(arg.op === 'spread' ? arg.value : arg);
        found ||= access !== undefined && naming.place(access) === place;
      }
    },
  });
  return found;
}

function arms(expr: Expr): readonly Expr[] {
  if (expr.op === 'choose') return [...arms(expr.then), ...arms(expr.otherwise)];
  if (expr.op === 'logical') return [...arms(expr.left), ...arms(expr.right)];
  return [expr];
}

const isUndefined = (expr: Expr): boolean => expr.op === 'variable' && expr.variable.role === 'global' && expr.variable.name === 'undefined'; // prettier-ignore

/** A set of failures: the mark is made after the work, and the answer given for it is what the work came to. */
function isAnswerKept(hit: Hit, stores: readonly Store[], sites: readonly CallSite[]): boolean {
  if (sites.length === 0 || stores.length === 0) return false;
  if (hit.kind === 'mark' && hit.answer?.op !== 'const') return false;
  const first = Math.min(...sites.map((s) => s.expr.range[0]));
  const isAfter = (s: Store): boolean => s.range[0] > first;
  // What is looked up is given back: such a container may keep states without work too, as that of an assertion does.
  if (!(hit.kind === 'value' ? stores.some(isAfter) : stores.every(isAfter))) return false;
  return stores.every((s) => s.value === undefined || arms(s.value).every((v) => isUndefined(v) || v.op === 'const'));
}
