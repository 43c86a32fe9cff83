import type { ProofPlan, ProofProbe } from '../../protocol/proof.ts';
import { sameValue } from './equality.ts';
import type { Ending, Stage } from './program.ts';
import type { Step } from './prove.ts';
import { show } from './show.ts';

type Program = (...args: unknown[]) => unknown;

type Calls = Generator<Step, Ending[], Ending>;

/** Sequences of calls, each in a new copy of both programs, that show what a single call cannot. */
export function* probe(stage: Stage, plan: ProofPlan, args: readonly string[]): Generator<Step, ProofProbe[], Ending> {
  const hasObject = args.some((a) => a.startsWith('['));
  const out: ProofProbe[] = [];
  const compare = function* (
    name: ProofProbe['name'],
    sequence: (fn: Program) => Calls,
  ): Generator<Step, void, Ending> {
    const before = yield* sequence(stage.load(plan.before));
    const after = yield* sequence(stage.load(plan.after));
    if (before.some((e) => e.how === 'gave-up')) return;
    const equal = sameValue(before.map(outcome), after.map(outcome));
    out.push({ name, equal, ...(equal ? {} : { detail: `${show(before.map(outcome))} before, ${show(after.map(outcome))} after` }) }); // prettier-ignore
  };
  const call = function* (fn: Program, given: readonly unknown[]): Generator<Step, Ending, Ending> {
    return keep(yield () => stage.call(fn, given, plan.limits.calls));
  };

  if (hasObject) {
    yield* compare('other-arguments', function* (fn) {
      const other = stage.values(args).map((v) => (Array.isArray(v) ? v.map(changed).reverse() : v));
      const endings: Ending[] = [];
      for (const given of [stage.values(args), other, stage.values(args)]) endings.push(yield* call(fn, given));
      return endings;
    });
    yield* compare('changed-argument', function* (fn) {
      const given = stage.values(args);
      const first = yield* call(fn, given);
      for (const value of given) if (Array.isArray(value) && value.length > 0) value[0] = changed(value[0]);
      return [first, yield* call(fn, given)];
    });
  }
  yield* compare('changed-result', function* (fn) {
    const first = yield () => stage.call(fn, stage.values(args), plan.limits.calls);
    const kept = keep(first);
    if (first.how === 'returned' && Array.isArray(first.value)) first.value.push('changed');
    else if (first.how === 'returned' && typeof first.value === 'object' && first.value !== null) Object.assign(first.value, { changed: 1 }); // prettier-ignore
    return [kept, yield* call(fn, stage.values(args))];
  });
  return out;
}

/** A copy of the value as it is now. */
function keep(ending: Ending): Ending {
  if (ending.how !== 'returned' || typeof ending.value !== 'object') return ending;
  return { ...ending, value: copyOf(ending.value) };
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
  return ending.how === 'returned' ? ending.value : ending.how === 'threw' ? ending.error : ending.why;
}

function changed(value: unknown): unknown {
  return typeof value === 'number' ? value + 1 : typeof value === 'string' ? `${value}b` : value;
}
