import * as vscode from 'vscode';
import type { Finding, RuleId } from '../../protocol/finding.ts';
import type { SeverityName } from '../settings.ts';
import { ruleSeverity, verdictSeverity } from '../settings.ts';

const severities: Readonly<Record<SeverityName, vscode.DiagnosticSeverity | undefined>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
  off: undefined,
};

/** Rules whose default is not that of their verdict. */
const ruleDefaults: Partial<Record<RuleId, SeverityName>> = {
  'mutable-result': 'information',
  'unbounded-cache': 'off',
};

const verdictRules: ReadonlySet<RuleId> = new Set(['overlapping-subproblems']);

/** How loud a finding is; undefined when it is switched off. What cannot be cached soundly is only hinted at. */
export function severityOf(finding: Finding, scope: vscode.ConfigurationScope): vscode.DiagnosticSeverity | undefined {
  const own = ruleSeverity(finding.rule, scope) ?? ruleDefaults[finding.rule];
  if (own) return severities[own];
  const byVerdict = severities[verdictSeverity(finding.verdict, scope)];
  if (byVerdict === undefined || !verdictRules.has(finding.rule)) return byVerdict;
  const uncachable = finding.safety === 'unsafe' || finding.safety === 'unknown';
  return uncachable ? vscode.DiagnosticSeverity.Hint : byVerdict;
}
