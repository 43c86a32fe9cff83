import * as os from 'node:os';
import * as vscode from 'vscode';
import type { AnalysisClient } from '../worker/client.ts';
import type { Findings } from './checking/findings.ts';
import type { Runs } from './debug/runs.ts';

/** "Copy Diagnostics Report": what a maintainer asks first, without any source text, path or name of the project. */
export function registerReport(
  context: vscode.ExtensionContext,
  findings: Findings,
  runs: Runs,
  client: AnalysisClient,
): void {
  const report = (): string => {
    const version = String((context.extension.packageJSON as { version: unknown }).version);
    const checked = vscode.workspace.textDocuments.map((document) => findings.latest(document));
    const times = checked.flatMap((entry) => entry?.milliseconds ?? []);
    const run = runs.newest();
    const changed = ['enable', 'severity', 'rules', 'check', 'lens', 'caches', 'debug'].filter((key) => {
      const found = vscode.workspace.getConfiguration('memoscope').inspect(key);
      return (found?.globalValue ?? found?.workspaceValue ?? found?.workspaceFolderValue) !== undefined;
    });
    return [
      `Memoscope ${version}, VS Code ${vscode.version} (${vscode.env.appHost}), Node ${process.version}`,
      `${os.platform()} ${os.arch()}, remote: ${vscode.env.remoteName ?? 'no'}, trusted: ${vscode.workspace.isTrusted}`,
      `workspace folders: ${vscode.workspace.workspaceFolders?.length ?? 0}, settings changed: ${changed.join(', ') || 'none'}`,
      `analysis thread: ${client.started ? 'running' : 'idle'}, checked documents: ${times.length}, slowest: ${Math.max(0, ...times).toFixed(0)} ms`,
      `newest run: ${run ? `${run.state}, ${run.processes.length} processes` : 'none'}`,
    ].join('\n');
  };
  context.subscriptions.push(
    vscode.commands.registerCommand('memoscope.copyReport', async () => {
      await vscode.env.clipboard.writeText(report());
      vscode.window.setStatusBarMessage(vscode.l10n.t('Memoscope: diagnostics report copied'), 3000);
    }),
  );
}
