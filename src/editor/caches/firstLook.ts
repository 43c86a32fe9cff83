import * as vscode from 'vscode';
import type { RunRecord } from '../../protocol/run.ts';
import type { Runs } from '../debug/runs.ts';
import { revealOnRun } from '../settings.ts';
import { viewId } from './view.ts';

const memory = 'memoscope.revealed';

const hasCaches = (run: RunRecord): boolean => run.processes.some(({ snapshot }) => snapshot.caches.length > 0);

/**
 * Opens the Caches view, without taking the focus, when the first run of a workspace has caches: VS Code starts every
 * view in Run and Debug collapsed, so nobody would find it. A person who closes it afterwards is not bothered again.
 */
export function registerFirstLook(context: vscode.ExtensionContext, runs: Runs): void {
  const seen = new Set<string>();
  const look = async (run: RunRecord | undefined): Promise<void> => {
    if (!run || run.state === 'ended' || seen.has(run.id) || !hasCaches(run)) return;
    seen.add(run.id);
    const reveal = revealOnRun();
    if (reveal === 'never' || (reveal === 'once' && context.workspaceState.get(memory, false))) return;
    await context.workspaceState.update(memory, true);
    await vscode.commands.executeCommand(`${viewId}.focus`, { preserveFocus: true });
  };
  context.subscriptions.push(runs.onDidChange((run) => void look(run)));
}
