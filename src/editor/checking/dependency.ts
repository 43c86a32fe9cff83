/** After a fix that imports the library: an offer to name it in package.json, which is never done unasked. */
import * as vscode from 'vscode';
import { withDependency } from './manifestText.ts';
import { type Package, type Packages, names } from './packages.ts';

const library = 'memoscope';
const imported = /(?:\bfrom|\brequire\()\s*(['"])memoscope(?:\/[\w-]+)?\1/;

async function add({ uri }: Package, range: string): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const text = document.getText();
  const whole = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(uri, whole, withDependency(text, library, range));
  const { isDirty } = document;
  if (!(await vscode.workspace.applyEdit(edit))) return;
  // What a person is in the middle of is theirs to save.
  if (!isDirty) await document.save();
  const done = vscode.l10n.t('{0} {1} is among the dependencies now. Install it with your package manager.', library, range); // prettier-ignore
  const show = vscode.l10n.t('Show package.json');
  if ((await vscode.window.showInformationMessage(done, show)) === show) await vscode.window.showTextDocument(document);
}

/** Asks, when the document imports the library and the package around it does not name it. */
export async function offerDependency(
  document: vscode.TextDocument,
  packages: Packages,
  version: string,
): Promise<void> {
  if (!imported.test(document.getText())) return;
  const found = await packages.nearest(document);
  if (!found || names(found, library)) return;
  const place = vscode.workspace.asRelativePath(found.uri);
  const question = vscode.l10n.t('This file imports {0} now, which {1} does not name.', library, place);
  const yes = vscode.l10n.t('Add to Dependencies');
  if ((await vscode.window.showInformationMessage(question, yes)) === yes) await add(found, `^${version}`);
}
