import * as vscode from 'vscode';
import type { Finding } from '../../protocol/finding.ts';

const existing = /^(\s*\/\/\s*memoscope-disable-next-line\s+[\w-]+(?:\s*,\s*[\w-]+)*)/;

/** A disable comment above the finding's line, or one more rule in the comment that is there. */
export function disableEdit(document: vscode.TextDocument, finding: Finding): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  const line = document.lineAt(finding.line - 1);
  const above = line.lineNumber > 0 ? existing.exec(document.lineAt(line.lineNumber - 1).text)?.[1] : undefined;
  if (above) {
    edit.insert(document.uri, new vscode.Position(line.lineNumber - 1, above.length), `, ${finding.rule}`);
    return edit;
  }
  const indent = line.text.slice(0, line.firstNonWhitespaceCharacterIndex);
  const end = document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n';
  edit.insert(document.uri, line.range.start, `${indent}// memoscope-disable-next-line ${finding.rule}${end}`);
  return edit;
}
