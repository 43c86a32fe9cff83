import type { ProofInput, ProofPlan, ProofReport, ProofRow } from '../../protocol/proof.ts';
import { probe } from './probes.ts';
import { sameValue } from './equality.ts';
import { type Ending, Stage } from './program.ts';
import { show } from './show.ts';

/** After so many inputs of growing size that the original could not finish, larger ones are not tried. */
const mostLeftOut = 6;

/** One call of a program; what it came to is sent back. */
export type Step = () => Ending;

/** Runs original and rewritten function on every input, in the order of their sizes, and compares. */
export function prove(plan: ProofPlan): ProofReport {
  const run = proving(new Stage(plan), plan);
  let at = run.next();
  while (!at.done) at = run.next(at.value());
  return at.value;
}

/** The same, and waits for what a call promises. */
export async function proveSettled(plan: ProofPlan): Promise<ProofReport> {
  const stage = new Stage(plan);
  const run = proving(stage, plan);
  let at = run.next();
  while (!at.done) at = run.next(await stage.settled(at.value()));
  return at.value;
}

function* proving(stage: Stage, plan: ProofPlan): Generator<Step, ProofReport, Ending> {
  // One copy of each for all inputs: what a cache keeps from one call must be right in the next.
  const [before, after, counted] = [plan.before, plan.after, plan.counted].map((code) => stage.load(code));
  const rows: ProofRow[] = [];
  const end = Date.now() + plan.limits.totalMs * 0.6;
  let leftOut = 0;
  for (const input of plan.inputs) {
    if (leftOut >= mostLeftOut || Date.now() > end) break;
    const given = stage.values(input.args);
    const first = yield () => stage.call(before!, given, plan.limits.calls);
    if (first.how === 'gave-up') {
      if (input.size >= 0) leftOut++;
      rows.push({ args: input.args, outcome: 'left-out', detail: first.why });
      continue;
    }
    leftOut = 0;
    const got = stage.values(input.args);
    const second = yield () => stage.call(after!, got);
    const third = yield () => stage.call(counted!, stage.values(input.args));
    rows.push(compare(input, first, second, third, sameValue(given, got)));
  }
  const compared = rows.filter((r) => r.outcome !== 'left-out');
  const last = compared.at(-1);
  const probes = last ? yield* probe(stage, plan, last.args) : [];
  const equal = compared.every((r) => r.outcome !== 'different') && probes.every((p) => p.equal);
  return { rows, probes, proven: equal && compared.some((r) => r.outcome === 'equal') };
}

function compare(input: ProofInput, first: Ending, second: Ending, third: Ending, argumentsAgree: boolean): ProofRow {
  const { args } = input;
  const before = first.how === 'gave-up' ? undefined : first.calls;
  const after = third.how === 'gave-up' ? undefined : third.calls;
  const row = { args, before, after };
  if (!argumentsAgree) return { ...row, outcome: 'different', detail: 'the arguments are not left alike' };
  if (first.how === 'returned' && second.how === 'returned') {
    if (sameValue(first.value, second.value)) return { ...row, outcome: 'equal' };
    return { ...row, outcome: 'different', detail: `${show(first.value)} before, ${show(second.value)} after` };
  }
  if (first.how === 'threw' && second.how === 'threw' && first.error === second.error) return { ...row, outcome: 'threw' }; // prettier-ignore
  return { ...row, outcome: 'different', detail: `${describe(first)} before, ${describe(second)} after` };
}

function describe(ending: Ending): string {
  if (ending.how === 'returned') return show(ending.value);
  return ending.how === 'threw' ? ending.error : ending.why;
}
