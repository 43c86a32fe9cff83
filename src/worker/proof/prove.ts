import { type ProofInput, type ProofPlan, type ProofReport, type ProofRow, isHit } from '../../protocol/proof.ts';
import { probe } from './probes.ts';
import { sameValue } from './equality.ts';
import { type Ending, type Program, Stage } from './program.ts';
import { show } from './show.ts';

/** After so many inputs of growing size that the original could not finish, larger ones are not tried. */
const mostLeftOut = 6;
/** The same for those that took all their time. */
const mostLate = 2;
/** What the original could finish, the other may take longer for: a machine that stood still is no difference. */
const patience = 4;
/** Results that the input of the probes may need. */
const fewCalls = 20_000;

/** One call of a program; what it came to is sent back. */
export interface Step {
  readonly stage: Stage;
  readonly run: () => Ending;
}

/** Runs original and rewritten function on every input, in the order of their sizes, and compares. */
export function prove(plan: ProofPlan): ProofReport {
  const run = proving(plan);
  let at = run.next();
  while (!at.done) at = run.next(at.value.run());
  return at.value;
}

/**
 * The same, and waits for what a call promises.
 * @param started is told the index of each input before it is run
 */
export async function proveSettled(plan: ProofPlan, started?: (input: number) => void): Promise<ProofReport> {
  const run = proving(plan, started);
  let at = run.next();
  while (!at.done) at = run.next(await at.value.stage.settled(at.value.run()));
  return at.value;
}

function* proving(plan: ProofPlan, started?: (input: number) => void): Generator<Step, ProofReport, Ending> {
  // One copy of each for all inputs: what a cache keeps from one call must be right in the next.
  // Each in a context of its own: what one does to `Array.prototype` the others do not see.
  let before = load(plan, plan.before);
  const [after, counted] = [load(plan, plan.after), load(plan, plan.counted)];
  const call = ({ stage, fn }: Loaded, given: readonly unknown[], fuel?: number): Step => ({
    stage,
    run: () => stage.call(fn, given, fuel),
  });
  const rows: ProofRow[] = [];
  const end = Date.now() + plan.limits.totalMs * 0.6;
  let [leftOut, late] = [0, 0];
  for (const [at, input] of plan.inputs.entries()) {
    if (late >= 2 * mostLate || Date.now() > end) break;
    if (input.size >= 0 && (leftOut >= mostLeftOut || late >= mostLate)) continue;
    started?.(at);
    const given = before.stage.values(input.args);
    const first = yield call(before, given, plan.limits.calls);
    if (first.how === 'gave-up') {
      if (input.size >= 0) leftOut++;
      if (first.why === 'too long') late++;
      rows.push({ args: input.args, outcome: 'left-out', detail: first.why });
      // Promises that it left behind must not count in the next run.
      before.stage.abandon();
      before = load(plan, plan.before);
      continue;
    }
    leftOut = 0;
    const got = after.stage.values(input.args);
    const second = yield call(after, got);
    if (second.how === 'gave-up' && second.why === 'too deep') {
      // A lookup takes stack as well: an input at whose end the original stands nearly itself shows nothing.
      const { stage, fn } = before;
      const crowded = yield { stage, run: () => stage.call(fn, stage.values(input.args), plan.limits.calls, true) };
      if (crowded.how === 'gave-up' && crowded.why === 'too deep') {
        rows.push({ args: input.args, outcome: 'left-out', detail: 'too deep with a cache' });
        continue;
      }
    }
    const repeated = yield call(after, after.stage.values(input.args));
    const third = yield call(counted, counted.stage.values(input.args));
    const fourth = yield call(counted, counted.stage.values(input.args));
    rows.push(compare(input, plan, { first, second, repeated, third, fourth }, sameValue(given, got)));
  }
  const compared = rows.filter((r) => r.outcome !== 'left-out');
  const gain = (row: ProofRow): number => (row.before! > fewCalls ? 0 : row.before! - Math.min(row.after!, row.again!));
  const best = compared.filter((r) => r.outcome === 'equal').reduce<ProofRow | undefined>((a, b) => (a && gain(a) >= gain(b) ? a : b), undefined) ?? compared.at(-1); // prettier-ignore
  const failing = compared.find((r) => r.outcome === 'threw');
  const probes = best ? yield* probe(plan, best.args, failing?.args) : [];
  const equal = compared.every((r) => r.outcome !== 'different') && probes.every((p) => p.equal);
  const hits = rows.filter(isHit).length;
  const proven = equal && (plan.removes ? compared.some((r) => r.outcome === 'equal') : hits > 0);
  return { rows, probes, ...(plan.removes ? {} : { hits }), proven };
}

export interface Loaded {
  readonly stage: Stage;
  readonly fn: Program;
  /** What it recurses through. */
  readonly others: readonly Program[];
}

export function load(plan: ProofPlan, code: string): Loaded {
  const stage = new Stage(plan, code === plan.before ? 1 : patience);
  const [fn, ...others] = stage.load(code);
  return { stage, fn, others };
}

interface Endings {
  readonly first: Ending;
  readonly second: Ending;
  /** The second again. */
  readonly repeated: Ending;
  readonly third: Ending;
  readonly fourth: Ending;
}

function compare(input: ProofInput, plan: ProofPlan, endings: Endings, argumentsAgree: boolean): ProofRow {
  const { args } = input;
  const { first, second, repeated } = endings;
  const [one, three, four] = [endings.first, endings.third, endings.fourth].map((e) => (e.how === 'gave-up' ? undefined : e.calls)); // prettier-ignore
  // Of a fix that takes a cache away, the version without it was run first.
  const row = plan.removes ? { args, after: one } : { args, before: one, after: three, again: four };
  if (!argumentsAgree) return { ...row, outcome: 'different', detail: 'the arguments are not left alike' };
  const [before, after] = plan.removes ? [second, first] : [first, second];
  const difference = differenceOf(before, after) ?? (plan.removes ? undefined : differenceOf(first, repeated));
  if (difference !== undefined) return { ...row, outcome: 'different', detail: difference };
  return first.how === 'threw' ? { ...row, outcome: 'threw', detail: first.error } : { ...row, outcome: 'equal' };
}

function differenceOf(before: Ending, after: Ending): string | undefined {
  if (sameEnding(before, after)) return undefined;
  return `${describe(before)} before, ${describe(after)} after`;
}

function sameEnding(a: Ending, b: Ending): boolean {
  if (a.how === 'gave-up' || b.how === 'gave-up' || a.promised !== b.promised) return false;
  if (a.how === 'returned') return b.how === 'returned' && sameValue(a.value, b.value);
  return b.how === 'threw' && a.error === b.error && sameValue(a.thrown, b.thrown);
}

function describe(ending: Ending): string {
  if (ending.how === 'gave-up') return ending.why;
  const [said, promised] = ending.how === 'returned' ? [show(ending.value), 'a promise of '] : [ending.error, 'a promise rejected with ']; // prettier-ignore
  return ending.promised ? promised + said : said;
}
