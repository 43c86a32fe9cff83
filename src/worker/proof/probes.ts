import type { ProofPlan, ProofProbe } from '../../protocol/proof.ts';
import { sameValue } from './equality.ts';
import type { Ending, Program } from './program.ts';
import { type Loaded, type Step, load } from './prove.ts';
import { show } from './show.ts';

/** Parts of parts that are changed; data may have cycles. */
const deepest = 5;

/** One of both programs, and what the sequence keeps from move to move. */
interface Side extends Loaded {
  given: unknown[];
  last?: unknown;
}

/** Arguments of the next call; undefined: something is changed and nothing called. */
interface Move {
  (side: Side): unknown[] | undefined;
  /** Calls another function of the group: its index. */
  readonly other?: number;
}

/**
 * Sequences of calls, each in a new copy of both programs, that show what a single call cannot.
 * @param args source of arguments on which the cache answers
 * @param failing source of arguments on which the function throws
 */
export function* probe(
  plan: ProofPlan,
  args: readonly string[],
  failing: readonly string[] = [],
): Generator<Step, ProofProbe[], Ending> {
  const out: ProofProbe[] = [];
  const compare = function* (name: ProofProbe['name'], moves: readonly Move[]): Generator<Step, void, Ending> {
    const sides = [plan.before, plan.after].map((code): Side => ({ ...load(plan, code), given: [] })) as [Side, Side];
    for (const [i, move] of moves.entries()) {
      const [one, other] = sides.map((side) => move(side));
      if (!one || !other) continue;
      const called = ({ fn, others }: Side): Program => (move.other === undefined ? fn : others[move.other]!);
      const before = yield { stage: sides[0].stage, run: () => sides[0].stage.call(called(sides[0]), one, plan.limits.calls) }; // prettier-ignore
      // As it is now: the next move may change it.
      const kept = outcome(before);
      // The other may remember what this one could not finish: nothing can be said from here on.
      if (before.how === 'gave-up') break;
      const after = yield { stage: sides[1].stage, run: () => sides[1].stage.call(called(sides[1]), other) };
      for (const [side, ending] of [[sides[0], before], [sides[1], after]] as const) side.last = ending.how === 'returned' ? ending.value : undefined; // prettier-ignore
      if (!sameValue(kept, outcome(after))) {
        out.push({ name, equal: false, detail: `call ${i + 1}: ${show(kept)} before, ${show(outcome(after))} after` });
        return;
      }
    }
    out.push({ name, equal: true });
  };
  const values: Move = ({ stage }) => stage.values(args);
  const sample = load(plan, plan.before).stage.values(args);
  const objects = sample.flatMap((value, i) => (isObject(value) ? [i] : []));

  if (args.length > 0) {
    const changing = sample.map((_, k): Move => (side) => side.stage.values(args).map((v, i) => (i === k ? changed(v) : v))); // prettier-ignore
    yield* compare('other-arguments', [values, ...changing.flatMap((change) => [change, values])]);
  }
  if (plan.others && plan.others.length > 0) {
    const calls = plan.others.map(({ fn, args: given }): Move => Object.assign(({ stage }: Side) => stage.values(given), { other: fn })); // prettier-ignore
    yield* compare('other-functions', [...calls, values, ...calls.flatMap((call) => [call, values])]);
  }
  if (objects.length > 1) {
    const shared: Move = (side) => {
      const given = side.stage.values(args);
      return given.map((v, i) => (objects.includes(i) && isAlike(v, given[objects[0]!]) ? given[objects[0]!] : v));
    };
    yield* compare('one-object', [values, shared, values]);
  }
  if (objects.length > 0) {
    const first: Move = (side) => (side.given = side.stage.values(args));
    const change: Move = (side) => void side.given.forEach((v) => alter(v));
    const changeAll: Move = (side) => void side.given.forEach((v) => alterAll(v));
    const extend: Move = (side) => void side.given.forEach((v) => Array.isArray(v) && v.push(v[0]));
    const again: Move = (side) => side.given;
    yield* compare('changed-argument', [first, change, again, changeAll, again, extend, again]);
  }
  yield* compare('changed-result', [values, (side) => void spoil(side.last), values]);
  yield* compare('after-error', [values, ({ stage }) => stage.values(failing), values]);
  return out;
}

/** A value that cannot be copied is compared as it is at the end. */
function copyOf(value: unknown): unknown {
  try {
    return structuredClone(value);
  } catch {
    return value;
  }
}

function outcome(ending: Ending): unknown {
  if (ending.how === 'returned') return isObject(ending.value) ? copyOf(ending.value) : ending.value;
  return ending.how === 'threw' ? ending.error : ending.why;
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isAlike = (a: unknown, b: unknown): boolean => Array.isArray(a) === Array.isArray(b);

/** Another value of the same form. */
function changed(value: unknown): unknown {
  switch (typeof value) {
    case 'number':
      return value + 1;
    case 'bigint':
      return value + 1n;
    case 'string':
      return `${value.slice(1)}b`;
    case 'boolean':
      return !value;
    default:
      if (Array.isArray(value)) return value.map(changed).reverse();
      if (isObject(value)) alter(value);
      return value;
  }
}

/** Changes the first part of an object, as deep as it lies. */
function alter(value: unknown, depth = 0): void {
  if (!isObject(value) || depth > deepest) return;
  const [key] = Object.keys(value);
  if (key === undefined) return;
  const part = Reflect.get(value, key) as unknown;
  if (isObject(part)) alter(part, depth + 1);
  else Reflect.set(value, key, changed(part));
}

/** Changes every part, each in another measure; where there are all too many, the first of them. */
function alterAll(value: unknown, depth = 0): void {
  if (!isObject(value) || depth > deepest) return;
  for (const [i, key] of Object.keys(value).slice(0, 50).entries()) {
    const part = Reflect.get(value, key) as unknown;
    if (isObject(part)) alterAll(part, depth + 1);
    else Reflect.set(value, key, typeof part === 'number' ? part + 1 + 3 * i : changed(part));
  }
}

/** What a caller may do with a result that is its own. */
function spoil(value: unknown, depth = 0): void {
  if (!isObject(value) || depth > deepest) return;
  const [first] = Object.values(value) as unknown[];
  if (isObject(first)) spoil(first, depth + 1);
  const kind = Object.prototype.toString.call(value);
  if (kind === '[object Map]') (value as Map<unknown, unknown>).set('changed', 1);
  else if (kind === '[object Set]') (value as Set<unknown>).add('changed');
  // A frozen result stays as it is.
  else Reflect.set(value, Array.isArray(value) ? value.length : 'changed', 'changed');
}
