import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';

/** Whether a folder at or above the file has tsx installed. */
function hasTsx(file: string): boolean {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    if (fs.existsSync(path.join(folder, 'node_modules', 'tsx', 'package.json'))) return true;
    if (folder === path.dirname(folder)) return false;
  }
}

/** "Run with Cache Statistics": the active file under the debugger, with the Caches view in front. */
export function registerRunCommand(context: vscode.ExtensionContext): void {
  const run = async (resource?: vscode.Uri): Promise<void> => {
    const uri = resource ?? vscode.window.activeTextEditor?.document.uri;
    if (!uri || uri.scheme !== 'file') {
      void vscode.window.showInformationMessage(vscode.l10n.t('Save the file first, so that Node.js can run it.'));
      return;
    }
    await vscode.commands.executeCommand('memoscope.caches.focus');
    const typescript = /\.[cm]?tsx?$/.test(uri.fsPath);
    const folder = vscode.workspace.getWorkspaceFolder(uri);
    await vscode.debug.startDebugging(folder, {
      type: 'node',
      request: 'launch',
      name: path.basename(uri.fsPath),
      program: uri.fsPath,
      cwd: folder?.uri.fsPath ?? path.dirname(uri.fsPath),
      console: 'internalConsole',
      outputCapture: 'std',
      ...(typescript && hasTsx(uri.fsPath) ? { runtimeArgs: ['--import', 'tsx'] } : {}),
    });
  };
  context.subscriptions.push(vscode.commands.registerCommand('memoscope.runWithStatistics', run));
}
