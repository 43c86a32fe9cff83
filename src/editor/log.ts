import * as vscode from 'vscode';

/** The one log channel; its level is VS Code's own setting for it. */
export function registerLog(context: vscode.ExtensionContext): vscode.LogOutputChannel {
  const log = vscode.window.createOutputChannel('Memoscope', { log: true });
  context.subscriptions.push(
    log,
    vscode.commands.registerCommand('memoscope.showLog', () => log.show()),
    vscode.commands.registerCommand('memoscope.openWalkthrough', () =>
      vscode.commands.executeCommand('workbench.action.openWalkthrough', `${context.extension.id}#start`),
    ),
  );
  return log;
}
