import * as vscode from 'vscode';
import type { FixId } from '../../protocol/finding.ts';
import type { FunctionRef } from '../../protocol/worker.ts';
import { offerDependency } from './dependency.ts';
import type { FixOutcome, Fixes } from './fixes.ts';
import type { Packages } from './packages.ts';

const pages = 'https://github.com/memoscope/memoscope/blob/main/docs/fixes';

/** The refactor preview shows what changes, but not what there is to know about it. With a button the text is shown in full. */
async function sayNote(note: string, fix: FixId): Promise<void> {
  const text = vscode.l10n.t('{0} The Refactor Preview makes the change once it is ticked.', note);
  const more = vscode.l10n.t('Learn More');
  if ((await vscode.window.showInformationMessage(text, more)) !== more) return;
  await vscode.env.openExternal(vscode.Uri.parse(`${pages}/${fix}.md`));
}

/** Commands behind code actions and buttons: none of them is for the command palette. */
export function registerFixCommands(context: vscode.ExtensionContext, fixes: Fixes, packages: Packages): void {
  const { version } = context.extension.packageJSON as { version: string };

  const fixChosen = async ({ uri, refused }: FixOutcome): Promise<void> => {
    if (refused) void vscode.window.showInformationMessage(refused);
    else await offerDependency(await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true)), packages, version);
  };

  const applyFix = async (uri: string, target: FunctionRef, fix: FixId): Promise<void> => {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true));
    // where it is already, and not once more beside it
    const { viewColumn } = vscode.window.visibleTextEditors.find((editor) => editor.document === document) ?? {};
    await vscode.window.showTextDocument(document, viewColumn);
    const { edit, note, outcome } = await fixes.one(document, target, fix);
    if (!edit) return fixChosen(outcome);
    if (note) void sayNote(note, fix);
    if (await vscode.workspace.applyEdit(edit, { isRefactoring: true })) await fixChosen(outcome);
  };

  context.subscriptions.push(
    vscode.commands.registerCommand('memoscope.fixChosen', fixChosen),
    vscode.commands.registerCommand('memoscope.applyFix', applyFix),
  );
}
