import * as vscode from 'vscode';
import type { RowAction, RowRef } from '../../protocol/panel.ts';
import type { RunRecord } from '../../protocol/run.ts';
import type { Runs } from '../debug/runs.ts';
import { setCandidates } from '../settings.ts';
import { exportRun, readRun } from './savedRuns.ts';
import type { CachesView } from './view.ts';

const rowCommands: readonly RowAction[] = [
  ...(['reveal', 'memoize', 'remove', 'clear', 'bypass', 'unbypass', 'reset', 'measure', 'copy', 'copyJson'] as const),
];

const time = (run: RunRecord): string => new Date(run.startedAt).toLocaleString(vscode.env.language);

/** Lets a person choose the run to stand beside the shown one; `file` for one that was saved. */
async function chooseBase(runs: Runs, shown: RunRecord): Promise<RunRecord | undefined> {
  const others = runs.all().filter((run) => run.id !== shown.id && run.processes.length > 0);
  const items = others.map((run) => ({ label: run.title, description: time(run), run }));
  const fromFile = { label: `$(folder-opened) ${vscode.l10n.t('Open a Saved Run…')}`, alwaysShow: true };
  const placeHolder = vscode.l10n.t('Compare {0} with', shown.title);
  const chosen = await vscode.window.showQuickPick([...items, fromFile], { placeHolder });
  if (!chosen) return undefined;
  return 'run' in chosen ? (chosen.run as RunRecord) : readRun();
}

/** The commands in the title bar and menus of the Caches view. */
export function registerCacheCommands(context: vscode.ExtensionContext, runs: Runs, view: CachesView): void {
  const register = (name: string, run: (...args: never[]) => unknown) =>
    vscode.commands.registerCommand(`memoscope.caches.${name}`, run);
  const compare = async (): Promise<void> => {
    const shown = view.shown();
    const base = shown && (await chooseBase(runs, shown));
    if (base) await view.setBase(base);
  };
  const open = async (file?: vscode.Uri): Promise<void> => {
    const run = await readRun(file);
    if (run) await view.showRun(runs.open(run));
  };
  const countCandidates = async (on: boolean): Promise<void> => {
    await setCandidates(on);
    if (!on || !runs.live()) return;
    const restart = vscode.l10n.t('Restart');
    const message = vscode.l10n.t('Functions without a cache are counted from the next run on.');
    if ((await vscode.window.showInformationMessage(message, restart)) !== restart) return;
    await vscode.commands.executeCommand('workbench.action.debug.restart');
  };
  context.subscriptions.push(
    register('countCandidates', () => countCandidates(true)),
    register('ignoreCandidates', () => countCandidates(false)),
    register('exportJson', () => exportRun(view.counted(), 'json')),
    register('exportCsv', () => exportRun(view.counted(), 'csv')),
    register('openRun', open),
    register('compare', compare),
    register('stopComparing', () => view.setBase(undefined)),
    register('mark', () => view.setMark(true)),
    register('unmark', () => view.setMark(false)),
    register('resetAll', () => view.resetAll()),
    register('filter', () => view.focusFilter()),
    register('forgetRuns', () => runs.forgetEnded()),
    register('revealRow', (file: string, line: number) => view.focusRow(file, line)),
    ...rowCommands.map((action) => register(`row.${action}`, (row: RowRef) => view.act(row, action))),
  );
}
