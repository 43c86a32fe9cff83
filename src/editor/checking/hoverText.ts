/** A finding as Markdown: what the message has no room for. No HTML, and nothing of the program's text as markup. */
import type { Finding, Growth, StateText, Witness } from '../../protocol/finding.ts';

/** Text that means nothing to Markdown. */
export const plain = (text: string): string => text.replace(/[\\`*_{}[\]()#+\-.!|<>~&]/g, '\\$&').replace(/\s+/g, ' ');

/** Inline code, whatever backticks the text has. */
export function code(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  const fence = '`'.repeat(Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return fence + pad + line + pad + fence;
}

const valueText = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const stateText = (state: StateText): string => state.map(valueText).join(', ');

function witnessLines(name: string, witness: Witness): string[] {
  const call = (state: StateText) => `${name}(${stateText(state)})`;
  const ways = witness.paths.map((path) => `- ${code(path.map(stateText).join(' → '))}`);
  return [`${code(call(witness.input))} reaches ${code(call(witness.state))} in ${ways.length} ways:`, '', ...ways, ''];
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',');

function growthLines(growth: Growth): string[] {
  const { input, calls, states } = growth.example;
  return [
    '| | without a cache | with one |',
    '| --- | --- | --- |',
    `| ${code(growth.of)} | ${code(growth.calls)} calls | ${code(growth.states)} states |`,
    `| at ${code(stateText(input))} | ${grouped(calls)} calls | ${grouped(states)} states |`,
    '',
  ];
}

const safetyTitles = {
  safe: 'Safe to cache',
  scoped: 'Safe in a cache per outermost call',
  unsafe: 'Not safe to cache',
  unknown: 'Safety not known',
} as const;

export function hoverMarkdown(finding: Finding): string {
  const lines: string[] = [];
  if (finding.witness) lines.push(...witnessLines(finding.function, finding.witness));
  if (finding.growth) lines.push(...growthLines(finding.growth));
  if (finding.rule === 'overlapping-subproblems' || finding.safetyReasons.length > 0) {
    lines.push(`**${safetyTitles[finding.safety]}**`, '');
    lines.push(...finding.safetyReasons.map((reason) => `- ${plain(reason)}`), '');
  }
  if (finding.assumptions.length > 0) {
    lines.push('**Assuming that**', '', ...finding.assumptions.map((clause) => `- ${plain(clause)}`), '');
  }
  return lines.join('\n');
}
