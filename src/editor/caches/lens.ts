import * as vscode from 'vscode';
import { rowsOf } from '../../profile/rows.ts';
import { selector } from '../checking/documents.ts';
import type { Runs } from '../debug/runs.ts';
import { lensEnabled } from '../settings.ts';
import { lineText } from './lineText.ts';
import type { Places } from './places.ts';

/** Milliseconds between two changes of lenses, for every change of theirs moves lines. */
const quiet = 1500;

/** What the last run measured, over the function; nothing before there was a run. */
export function registerLens(context: vscode.ExtensionContext, runs: Runs, places: Places): void {
  const changed = new vscode.EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;

  const provideCodeLenses = async (document: vscode.TextDocument): Promise<vscode.CodeLens[]> => {
    if (!lensEnabled(document.uri)) return [];
    return (await places.in(document)).map(({ line, rows, stale }) => {
      const title = lineText(rows) + (stale ? vscode.l10n.t(' (before the last edit)') : '');
      const site = rows[0]?.site;
      const command = { title, command: 'memoscope.caches.revealRow', arguments: [site?.file, site?.line] };
      return new vscode.CodeLens(new vscode.Range(line, 0, line, 0), command);
    });
  };
  // VS Code waits for quiet before it asks again, so nothing is said where nothing would change.
  let told = '';
  const refresh = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      const run = runs.newest();
      const now = run ? JSON.stringify(rowsOf(run).map(({ key, calls, hits, size }) => [key, calls, hits, size])) : '';
      if (now === told) return;
      told = now;
      changed.fire();
    }, quiet);
  };
  context.subscriptions.push(
    changed,
    { dispose: () => clearTimeout(timer) },
    vscode.languages.registerCodeLensProvider(selector, { onDidChangeCodeLenses: changed.event, provideCodeLenses }),
    runs.onDidChange(refresh),
    places.onDidLearn(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration(
      (event) => event.affectsConfiguration('memoscope.lens') && changed.fire(),
    ),
  );
}

/** Keeps the places told of runs and edits. */
export function followPlaces(context: vscode.ExtensionContext, runs: Runs, places: Places): void {
  context.subscriptions.push(
    runs.onDidChange((run) => {
      if (run?.state === 'starting') places.fresh();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) places.edit(document);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => places.forget(document)),
  );
}
