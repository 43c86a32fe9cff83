import { coordinatesOf } from '../analysis/growth/coordinates.ts';
import { reuseDistance } from '../analysis/reuse.ts';
import type { Subproblem } from '../analysis/machine/subproblems.ts';
import type { Overlap } from '../analysis/overlap.ts';
import type { Run } from '../analysis/trial.ts';
import type { AskedInput, Explanation } from '../protocol/worker.ts';
import type { CheckedFunction } from './check.ts';
import { countInput } from './countInput.ts';
import { literals } from './literal.ts';
import { previewLines, previews } from './preview.ts';

type Facts = Omit<Explanation, 'text'>;

/** What was found in a function, the evidence for it, and what each fix would do. */
export function explainFunction(checked: CheckedFunction, asked?: AskedInput): Explanation {
  const { finding, assessment, request, example } = checked;
  const recurrence = assessment.recurrence.sites.map(({ caller, expr }) => ({
    caller: caller.name,
    call: request.module.text.slice(...expr.range).replace(/\s+/g, ' '),
  }));
  const density = densityOf(example);
  const facts: Facts = {
    finding,
    recurrence,
    depth: example.root.depth,
    ...(density === undefined ? {} : { density }),
    reuseDistance: reuseDistance(example.trace),
    ...(asked ? { input: { args: asked.args, count: countInput(checked, asked) } } : {}),
    fixes: previews(request),
  };
  return { text: textOf(facts, assessment.overlap, example), ...facts };
}

/** States as a part of the box that their arguments span: what a table would waste. */
function densityOf(run: Run): number | undefined {
  const at = coordinatesOf(run);
  if (!at) return undefined;
  let box = 1;
  for (const k of at.positions.keys()) {
    let [low, high] = [Infinity, -Infinity];
    for (const state of run.trace) {
      const value = at.of(state)[k]!;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    box *= high - low + 1;
  }
  return Math.min(1, run.states / box);
}

function textOf(facts: Facts, { witness: { run, state, paths }, ladder }: Overlap, example: Run): string {
  const { finding, recurrence, input } = facts;
  const { assumptions } = finding;
  const written = (one: Subproblem): string => `[${literals(one, run.plain).join()}]`;
  const how = assumptions.length > 0 ? `, assuming that ${assumptions.join(' and ')}` : ', by executed inputs';
  const lines = [
    `${finding.function}  ${finding.file}:${finding.line}:${finding.column}`,
    '',
    finding.message,
    '',
    `Verdict   ${finding.verdict}${how}`,
    `Safety    ${finding.safety}: ${finding.safetyReasons.join('; ')}`,
    '',
    'Recurrence',
    ...recurrence.map(({ caller, call }) => `  ${caller} → ${call}`),
  ];
  lines.push('', 'Witness (executed)', `  input   ${written(run.root)}`, `  state   ${written(state)}`);
  for (const path of paths) lines.push(`  path    ${path.map(written).join(' → ')}`);
  lines.push(...growthLines(facts, example));
  if (input) lines.push('', `Input ${JSON.stringify(input.args)}`, ...inputLines(input.count));
  lines.push('', 'Ladder (size: calls / states)');
  for (const run of ladder) lines.push(`  ${run.size}: ${run.calls} / ${run.states}`);
  lines.push(...previewLines(facts.fixes));
  return lines.join('\n');
}

function growthLines({ finding: { growth }, depth, density, reuseDistance: reuse }: Facts, run: Run): string[] {
  if (!growth) return [];
  const { example } = growth;
  const part = density === undefined ? undefined : (density * 100).toFixed(density < 0.1 ? 2 : 0);
  return [
    '',
    `Growth of ${growth.of}`,
    `  calls   ${growth.calls} (${growth.callsKind})`,
    `  states  ${growth.states} (${growth.statesKind})`,
    '',
    `Example [${literals(run.root, run.plain).join()}]`,
    `  calls   ${example.calls}`,
    `  states  ${example.states}`,
    `  depth   ${depth} nested calls`,
    ...(part === undefined ? [] : [`  density ${part} % of the box that the arguments span`]),
    `  reuse   a bounded cache of ${reuse} entries loses nothing`,
  ];
}

function inputLines(count: NonNullable<Explanation['input']>['count']): string[] {
  if ('refused' in count) return [`  not counted: ${count.refused}`];
  const note = count.exact ? [] : ['  note    code that is not known answered as was taken for granted'];
  return [`  calls   ${count.calls}`, `  states  ${count.states}`, `  depth   ${count.depth} nested calls`, ...note];
}
