import * as vscode from 'vscode';
import type { TextEdit } from '../../protocol/edit.ts';

const rangeIn = (document: vscode.TextDocument, { start, end }: Pick<TextEdit, 'start' | 'end'>): vscode.Range =>
  new vscode.Range(document.positionAt(start), document.positionAt(end));

/** Edits of the service as one change. */
export function workspaceEdit(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const all = new vscode.WorkspaceEdit();
  for (const edit of edits) all.replace(document.uri, rangeIn(document, edit), edit.newText);
  return all;
}

/**
 * A change that VS Code shows in the refactor preview, below `label`, and makes only when it is ticked there. It is a single edit, for
 * half of a fix would be wrong.
 */
export function previewedEdit(
  document: vscode.TextDocument,
  edits: readonly TextEdit[],
  label: string,
): vscode.WorkspaceEdit {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  const [first] = sorted;
  const all = new vscode.WorkspaceEdit();
  if (!first) return all;
  const text = document.getText();
  let newText = '';
  let at = first.start;
  for (const edit of sorted) {
    newText += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  const range = rangeIn(document, { start: first.start, end: at });
  all.replace(document.uri, range, newText, { needsConfirmation: true, label });
  return all;
}
