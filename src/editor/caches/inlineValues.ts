import * as vscode from 'vscode';
import type { Runs } from '../debug/runs.ts';
import { inlineEnabled } from '../settings.ts';
import { pausedText } from './lineText.ts';
import type { Places } from './places.ts';

/**
 * While a program is paused, what each cache has done so far, at the end of its function's first line. A decoration and
 * no inline values provider: with a provider of ours VS Code would not show its own values of variables any more.
 */
export function registerInlineValues(context: vscode.ExtensionContext, runs: Runs, places: Places): void {
  const style = vscode.window.createTextEditorDecorationType({
    after: {
      margin: '0 0 0 2em',
      color: new vscode.ThemeColor('editor.inlineValuesForeground'),
      backgroundColor: new vscode.ThemeColor('editor.inlineValuesBackground'),
    },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedClosed,
  });
  let shown = false;

  const show = async (): Promise<void> => {
    const paused = runs.newest()?.state === 'paused';
    if (!paused && !shown) return;
    shown = paused;
    for (const editor of vscode.window.visibleTextEditors) {
      const { document } = editor;
      const found = paused && inlineEnabled(document.uri) ? await places.in(document) : [];
      const decorations = found.map(({ line, rows }) => ({
        range: document.lineAt(line).range,
        renderOptions: { after: { contentText: `memo: ${pausedText(rows)}` } },
      }));
      editor.setDecorations(style, decorations);
    }
  };
  context.subscriptions.push(
    style,
    runs.onDidChange(() => void show()),
    places.onDidLearn(() => void show()),
    vscode.window.onDidChangeVisibleTextEditors(() => void show()),
    vscode.workspace.onDidChangeConfiguration(() => void show()),
  );
}
