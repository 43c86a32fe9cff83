/** The probe in JavaScript Debug Terminals, by the interface that js-debug offers to other extensions. */
import * as vscode from 'vscode';
import { candidatesEnabled, probeEnabled } from '../settings.ts';
import type { FinalFolders } from './finalFolder.ts';
import { probeEnvironment } from './probeEnvironment.ts';
import type { Targets } from './targets.ts';

interface JsDebug {
  registerDebugTerminalOptionsProvider?(provider: {
    provideTerminalOptions(options: vscode.TerminalOptions): vscode.TerminalOptions | undefined;
  }): vscode.Disposable;
}

/** Milliseconds after our own start with a file, when nobody waits for a terminal. */
const later = 3000;

/**
 * @param probe absolute path
 */
export function registerDebugTerminal(
  context: vscode.ExtensionContext,
  folders: FinalFolders,
  targets: Targets,
  probe: string,
): void {
  const provideTerminalOptions = (options: vscode.TerminalOptions): vscode.TerminalOptions | undefined => {
    if (!vscode.workspace.isTrusted || !probeEnabled()) return undefined;
    const finalFolder = (targets.terminalFolder ??= folders.make());
    const own = options.env?.['NODE_OPTIONS'] ?? process.env['NODE_OPTIONS'] ?? undefined;
    const wishes = { probe, finalFolder, candidates: candidatesEnabled() };
    return { ...options, env: { ...options.env, ...probeEnvironment(own, wishes) } };
  };
  const register = async (): Promise<void> => {
    const extension = vscode.extensions.getExtension<JsDebug>('ms-vscode.js-debug');
    const api = await extension?.activate();
    const provider = api?.registerDebugTerminalOptionsProvider?.({ provideTerminalOptions });
    if (provider) context.subscriptions.push(provider);
  };
  // js-debug tells nobody when it starts, and its terminals ask only those who are there already
  const debugging = vscode.window.visibleTextEditors.length === 0;
  const timer = setTimeout(() => void register(), debugging ? 0 : later);
  context.subscriptions.push({ dispose: () => clearTimeout(timer) });
}
