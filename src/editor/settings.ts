/** The settings, typed; names and defaults are those of package.json. */
import * as vscode from 'vscode';
import type { RuleId, Verdict } from '../protocol/finding.ts';

export type SeverityName = 'error' | 'warning' | 'information' | 'hint' | 'off';

const at = (scope?: vscode.ConfigurationScope) => vscode.workspace.getConfiguration('memoscope', scope);

export const isEnabled = (scope: vscode.ConfigurationScope): boolean => at(scope).get('enable', true);

const defaults: Readonly<Record<Verdict, SeverityName>> = {
  proven: 'warning',
  likely: 'information',
  possible: 'hint',
};

export const verdictSeverity = (verdict: Verdict, scope: vscode.ConfigurationScope): SeverityName =>
  at(scope).get(`severity.${verdict}`, defaults[verdict]);

export const ruleSeverity = (rule: RuleId, scope: vscode.ConfigurationScope): SeverityName | undefined =>
  at(scope).get<Partial<Record<RuleId, SeverityName>>>('rules', {})[rule];

/** Milliseconds between the last keystroke and a check. */
export const checkDelay = (): number => at().get('check.delay', 300);

/** Milliseconds that the analysis of one file may take. */
export const checkBudget = (): number => at().get('check.timeBudget', 5000);

/** Files with more characters than this are not checked. */
export const maxCharacters = (): number => at().get('check.maxFileSize', 1000) * 1000;

export const lensEnabled = (scope: vscode.ConfigurationScope): boolean => at(scope).get('lens', true);

export const hoverEnabled = (scope: vscode.ConfigurationScope): boolean => at(scope).get('hoverStatistics', true);

export const inlineEnabled = (scope: vscode.ConfigurationScope): boolean => at(scope).get('inlineValues', true);

/** Milliseconds between two looks at a running program while the Caches view is visible. */
export const refreshInterval = (): number => Math.max(100, at().get('caches.refreshInterval', 1000));

export type Reveal = 'never' | 'once' | 'always';

/** Whether the Caches view opens by itself when a run has caches. */
export const revealOnRun = (): Reveal => at().get<Reveal>('caches.reveal', 'once');

export const keptRuns = (): number => Math.max(0, at().get('caches.keptRuns', 20));

export const probeEnabled = (scope?: vscode.ConfigurationScope): boolean => at(scope).get('debug.probe', true);

/** Puts the counting of functions without a cache on or off, for the workspace where there is one. */
export async function setCandidates(on: boolean): Promise<void> {
  const { Workspace, Global } = vscode.ConfigurationTarget;
  await at().update('debug.candidates', on, vscode.workspace.workspaceFolders ? Workspace : Global);
}

/** Whether functions that nobody has memoized are counted too. */
export const candidatesEnabled = (scope?: vscode.ConfigurationScope): boolean =>
  at(scope).get('debug.candidates', false);
