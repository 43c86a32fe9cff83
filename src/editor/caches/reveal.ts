import * as vscode from 'vscode';
import type { CacheSite } from '../../protocol/statistics.ts';

export const uriOf = (site: CacheSite): vscode.Uri =>
  /^[a-z][\w+.-]+:\/\//i.test(site.file) ? vscode.Uri.parse(site.file) : vscode.Uri.file(site.file);

/** Opens the source of a cache with the cursor on it. */
export async function revealSite(site: CacheSite): Promise<void> {
  const position = new vscode.Position(site.line - 1, Math.max(0, site.column - 1));
  try {
    const document = await vscode.workspace.openTextDocument(uriOf(site));
    await vscode.window.showTextDocument(document, { selection: new vscode.Range(position, position) });
  } catch {
    void vscode.window.showWarningMessage(vscode.l10n.t('Cannot open {0}', site.file));
  }
}
