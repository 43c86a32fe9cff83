import type { CheckedFunction } from './check.ts';

/** The text of `memoscope explain`: what was found, the evidence for it, and what each fix would do. */
export function explainFunction({ finding, assessment }: CheckedFunction): string {
  const { growth, witness } = finding;
  const lines = [
    `${finding.function}  ${finding.file}:${finding.line}:${finding.column}`,
    '',
    finding.message,
    '',
    `Verdict   ${finding.verdict}${finding.assumptions.length > 0 ? `, assuming that ${finding.assumptions.join(' and ')}` : ', by executed inputs'}`,
    `Safety    ${finding.safety}: ${finding.safetyReasons.join('; ')}`,
    '',
    'Recurrence',
    ...assessment.recurrence.sites.map(({ caller, expr, target }) => {
      const text = (assessment.fn as { module?: { text: string } }).module?.text.slice(...expr.range) ?? target.name;
      return `  ${caller.name} → ${text.replace(/\s+/g, ' ')}`;
    }),
  ];
  if (witness) {
    lines.push('', 'Witness (executed)', `  input   ${JSON.stringify(witness.input)}`, `  state   ${JSON.stringify(witness.state)}`); // prettier-ignore
    for (const path of witness.paths) lines.push(`  path    ${path.map((state) => JSON.stringify(state)).join(' → ')}`);
  }
  if (growth) {
    const { example } = growth;
    lines.push('', 'Growth', `  calls   ${growth.calls}`, `  states  ${growth.states}`, `  example ${JSON.stringify(example.input)}: ${example.calls} calls, ${example.states} states`); // prettier-ignore
  }
  lines.push('', 'Ladder (size: calls / states)');
  for (const run of assessment.overlap.ladder) lines.push(`  ${run.size}: ${run.calls} / ${run.states}`);
  lines.push('', 'Fixes', ...finding.fixes.map((fix) => `  ${fix.id.padEnd(16)} ${fix.title} (${fix.grade})`));
  if (finding.fixes.length === 0) lines.push('  none: see Safety');
  return lines.join('\n');
}
