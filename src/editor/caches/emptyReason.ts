import * as vscode from 'vscode';
import type { EmptyReason } from '../../protocol/panel.ts';
import type { RunRecord } from '../../protocol/run.ts';
import type { Targets } from '../debug/targets.ts';
import { probeEnabled } from '../settings.ts';

/** Why a run shows no cache; undefined when it shows some. */
export function emptyReason(run: RunRecord | undefined, targets: Targets): EmptyReason | undefined {
  if (run?.processes.some(({ snapshot }) => snapshot.caches.length > 0)) return undefined;
  if (!vscode.workspace.isTrusted) return 'untrusted';
  if (targets.onlyOthers) return 'unsupported';
  if (!run) return 'no-run';
  if (run.processes.length > 0) return 'no-cache';
  const here = targets.of(run.id);
  const allWithout = here.length > 0 && here.every((target) => target.hasProbe === false);
  if (run.state !== 'ended' && !allWithout) return 'starting';
  const root = targets.root(run.id);
  if (root?.configuration.request === 'attach') return 'attached';
  return probeEnabled(root?.workspaceFolder) ? 'no-probe' : 'probe-off';
}
