import * as vscode from 'vscode';
import { count, percent } from '../profile/figures.ts';
import { rowsOf, totalsOf } from '../profile/rows.ts';
import type { RunRecord } from '../protocol/run.ts';
import { isSupported, isTooLarge } from './checking/documents.ts';
import type { Findings } from './checking/findings.ts';
import { severityOf } from './checking/severity.ts';
import type { Poller } from './debug/poller.ts';
import type { Runs } from './debug/runs.ts';
import { isEnabled, maxCharacters } from './settings.ts';

/** The one status item: live caches while a program runs, else what is found in the active file. */
export function registerStatus(context: vscode.ExtensionContext, findings: Findings, runs: Runs, poller: Poller): void {
  const item = vscode.window.createStatusBarItem('memoscope.status', vscode.StatusBarAlignment.Right, 50);
  item.name = 'Memoscope';

  const show = (text: string, label: string, command: string | vscode.Command): void => {
    item.text = text;
    item.tooltip = label;
    item.accessibilityInformation = { label: `Memoscope: ${label}` };
    item.command = command;
    item.show();
  };

  let processes: RunRecord['processes'] | undefined;
  let readAt = 0;

  const showLive = (): boolean => {
    const run = runs.live();
    const totals = run && totalsOf(rowsOf(run));
    if (totals?.rate === undefined) return false;
    if (run?.processes !== processes) readAt = Date.now();
    processes = run?.processes;
    const rate = percent(totals.rate);
    const calls = count(totals.calls);
    const { t } = vscode.l10n;
    const label =
      totals.caches === 1
        ? t('{0} calls of 1 cache, {1} hits', calls, rate)
        : t('{0} calls of {1} caches, {2} hits', calls, totals.caches, rate);
    // Nothing is asked while nobody looks: then the numbers grow old, and say so.
    const time = new Date(readAt).toLocaleTimeString(vscode.env.language);
    const dated = poller.watching ? label : t('{0}, as of {1}: the Caches view is hidden', label, time);
    show(`$(pulse) ${vscode.l10n.t('{0} hits', rate)}`, dated, 'memoscope.caches.focus');
    return true;
  };

  const showFound = (): boolean => {
    const document = vscode.window.activeTextEditor?.document;
    if (!document || !isSupported(document)) return false;
    const checked = findings.latest(document);
    if (!checked && isEnabled(document.uri) && isTooLarge(document)) {
      const label = vscode.l10n.t('Not checked: this file has more than {0} characters', count(maxCharacters()));
      const setting = ['memoscope.check.maxFileSize'];
      show('$(type-hierarchy-sub) –', label, { command: 'workbench.action.openSettings', title: label, arguments: setting }); // prettier-ignore
      return true;
    }
    if (!checked) return false;
    const found = checked.report.findings.filter((f) => severityOf(f, document.uri) !== undefined).length;
    const label =
      found === 0
        ? vscode.l10n.t('No recursion here solves a subproblem twice')
        : vscode.l10n.t('Findings in this file: {0}', found);
    const [problem] = checked.report.errors;
    const failed = problem && vscode.l10n.t('Not checked: {0}', problem.message);
    if (failed) show(`$(type-hierarchy-sub) ${found > 0 ? found : '–'}`, failed, 'memoscope.showLog');
    else show(`$(type-hierarchy-sub) ${found}`, label, 'workbench.actions.view.problems');
    return true;
  };

  const update = (): void => {
    if (!showLive() && !showFound()) item.hide();
  };
  context.subscriptions.push(
    item,
    findings.onDidChange(update),
    runs.onDidChange(update),
    poller.onDidTurn(update),
    vscode.window.onDidChangeActiveTextEditor(update),
  );
  update();
}
