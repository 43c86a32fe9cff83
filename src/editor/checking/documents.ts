/** Which documents are checked, and what the analysis is told of them. */
import * as vscode from 'vscode';
import type { SourceFile } from '../../protocol/worker.ts';
import { isEnabled, maxCharacters } from '../settings.ts';

const extensions: Readonly<Record<string, string>> = {
  javascript: '.js',
  javascriptreact: '.jsx',
  typescript: '.ts',
  typescriptreact: '.tsx',
};

/** For every provider that answers about findings. */
export const selector: vscode.DocumentSelector = Object.keys(extensions).map((language) => ({ language }));

const known = /\.[cm]?[jt]sx?$/;

/** Left, right or output panes of other extensions (git, output, debug) are not anybody's work in progress. */
const isEditable = (uri: vscode.Uri): boolean =>
  uri.scheme === 'untitled' || uri.scheme === 'file' || vscode.workspace.fs.isWritableFileSystem(uri.scheme) === true;

export const isSupported = (document: vscode.TextDocument): boolean =>
  document.languageId in extensions && isEditable(document.uri);

export function isTooLarge(document: vscode.TextDocument): boolean {
  return document.offsetAt(document.lineAt(document.lineCount - 1).range.end) > maxCharacters();
}

export const isChecked = (document: vscode.TextDocument): boolean =>
  isSupported(document) && isEnabled(document.uri) && !isTooLarge(document);

export function sourceOf(document: vscode.TextDocument): SourceFile {
  const path = document.uri.scheme === 'file' ? document.uri.fsPath : document.uri.path;
  return { path: known.test(path) ? path : path + extensions[document.languageId], text: document.getText() };
}
