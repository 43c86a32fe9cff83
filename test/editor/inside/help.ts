import * as vscode from 'vscode';

export const extension = (): vscode.Extension<unknown> => {
  const found = vscode.extensions.getExtension('memoscope.memoscope');
  if (!found) throw new Error('the extension is not there');
  return found;
};

export const folder = (): vscode.WorkspaceFolder => {
  const first = vscode.workspace.workspaceFolders?.[0];
  if (!first) throw new Error('no folder is open');
  return first;
};

export async function until<T>(
  what: string,
  read: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  for (let i = 0; i < 2400; i++) {
    const value = await read();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`waited in vain: ${what}`);
}

export const ours = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'memoscope');

export async function open(file: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder().uri, file));
  await vscode.window.showTextDocument(document);
  return document;
}

export async function untitled(language: string, content: string): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument({ language, content });
  await vscode.window.showTextDocument(document);
  return document;
}

export const actionsAt = (
  uri: vscode.Uri,
  range: vscode.Range,
  kind?: string,
  resolve = 0,
): Thenable<vscode.CodeAction[]> =>
  vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, kind, resolve);

/** Those of the given actions that are ours. */
export const memoscopes = (actions: readonly vscode.CodeAction[]): vscode.CodeAction[] =>
  actions.filter(({ title }) => /memoi[sz]e|overlapping-subproblems/i.test(title));

export const closeAll = (): Thenable<unknown> =>
  vscode.commands
    .executeCommand('workbench.action.revertAndCloseActiveEditor')
    .then(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

export const naive = `/** Naive. */
function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
`;
