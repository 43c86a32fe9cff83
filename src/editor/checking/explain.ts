import * as vscode from 'vscode';
import type { AnalysisClient } from '../../worker/client.ts';
import { isSupported } from './documents.ts';
import type { Findings } from './findings.ts';
import type { Packages } from './packages.ts';
import { nearestFinding } from './places.ts';

const scheme = 'memoscope-explain';

/** The finding that the cursor is in, or else the last one that starts above it. */
function positionToExplain(findings: Findings, editor: vscode.TextEditor): { line: number; column: number } {
  const cursor = editor.selection.active;
  const all = findings.latest(editor.document)?.report.findings ?? [];
  const near = nearestFinding(all, cursor);
  return near ?? { line: cursor.line + 1, column: cursor.character + 1 };
}

/** "Explain Function": the text of `memoscope explain` in a read-only document beside the code. */
export function registerExplain(
  context: vscode.ExtensionContext,
  findings: Findings,
  packages: Packages,
  client: AnalysisClient,
): void {
  const texts = new Map<string, string>();
  const provider = { provideTextDocumentContent: (uri: vscode.Uri) => texts.get(uri.toString()) ?? '' };

  const explain = async (uriText?: string, line?: number, column?: number): Promise<void> => {
    const editor = vscode.window.activeTextEditor;
    const document = uriText
      ? await vscode.workspace.openTextDocument(vscode.Uri.parse(uriText, true))
      : editor?.document;
    if (!document || !isSupported(document)) return;
    const target = line ? { line, column: column ?? 1 } : positionToExplain(findings, editor as vscode.TextEditor);
    const answer = await client.request(
      'explain',
      { file: await packages.sourceOf(document), target },
      { urgent: true },
    );
    if ('refused' in answer) {
      void vscode.window.showInformationMessage(answer.refused);
      return;
    }
    const uri = vscode.Uri.from({ scheme, path: `${document.uri.path}:${target.line}.txt` });
    texts.set(uri.toString(), answer.text);
    const shown = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(shown, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  };

  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(scheme, provider),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => texts.delete(uri.toString())),
    vscode.commands.registerCommand('memoscope.explain', explain),
  );
}
