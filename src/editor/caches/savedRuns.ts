/** Runs as files: written for `memoscope stats` and other windows, and read back. */
import * as vscode from 'vscode';
import { toCsv } from '../../profile/export.ts';
import { rowsOf } from '../../profile/rows.ts';
import { readSavedRun, savedRun } from '../../profile/savedRun.ts';
import type { RunRecord } from '../../protocol/run.ts';

const formats = {
  json: (run: RunRecord) => {
    const { startedAt, endedAt = Date.now(), title } = run;
    const ended = { command: [title], status: null, signal: null, startedAt, endedAt };
    const snapshots = run.processes.map(({ snapshot }) => snapshot);
    return `${JSON.stringify(savedRun(ended, snapshots), null, 2)}\n`;
  },
  csv: (run: RunRecord) => toCsv(rowsOf(run)),
} as const;

export async function exportRun(run: RunRecord | undefined, format: keyof typeof formats): Promise<void> {
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

/** A run from a file that "Export Caches as JSON" or `memoscope run --json` wrote; undefined when none was chosen or read. */
export async function readRun(file?: vscode.Uri): Promise<RunRecord | undefined> {
  const chosen = file ?? (await vscode.window.showOpenDialog({ filters: { JSON: ['json'] } }))?.[0];
  if (!chosen) return undefined;
  const name = chosen.path.slice(chosen.path.lastIndexOf('/') + 1);
  try {
    const run = readSavedRun(JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(chosen))));
    const { startedAt, endedAt, processes } = run;
    return { id: `file:${chosen.toString()}`, title: name, startedAt, endedAt, state: 'ended', processes };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    void vscode.window.showErrorMessage(vscode.l10n.t('{0} cannot be read: {1}', name, why));
    return undefined;
  }
}
