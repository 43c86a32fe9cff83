import * as vscode from 'vscode';
import { toCsv } from '../../profile/export.ts';
import { rowsOf } from '../../profile/rows.ts';
import type { RunRecord } from '../../protocol/run.ts';
import type { Runs } from '../debug/runs.ts';
import type { CachesView } from './view.ts';

const formats = {
  json: (run: RunRecord) =>
    JSON.stringify(
      { version: 1, title: run.title, processes: run.processes.map(({ snapshot }) => snapshot) },
      null,
      2,
    ) + '\n',
  csv: (run: RunRecord) => toCsv(rowsOf(run)),
} as const;

async function exportRun(run: RunRecord | undefined, format: keyof typeof formats): Promise<void> {
  if (!run) {
    void vscode.window.showInformationMessage(vscode.l10n.t('There is no run to export yet.'));
    return;
  }
  const name = `${run.title.replace(/[^\w.-]+/g, '-')}-caches.${format}`;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const target = await vscode.window.showSaveDialog({
    ...(folder ? { defaultUri: vscode.Uri.joinPath(folder, name) } : {}),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (target) await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(formats[format](run)));
}

/** The commands in the title bar and menu of the Caches view. */
export function registerCacheCommands(context: vscode.ExtensionContext, runs: Runs, view: CachesView): void {
  const register = (name: string, run: () => unknown) =>
    vscode.commands.registerCommand(`memoscope.caches.${name}`, run);
  context.subscriptions.push(
    register('exportJson', () => exportRun(view.counted(), 'json')),
    register('exportCsv', () => exportRun(view.counted(), 'csv')),
    register('mark', () => view.setMark(true)),
    register('unmark', () => view.setMark(false)),
    register('filter', () => view.focusFilter()),
    register('forgetRuns', () => runs.forgetEnded()),
    vscode.commands.registerCommand('memoscope.caches.revealRow', (file: string, line: number) =>
      view.focusRow(file, line),
    ),
  );
}
