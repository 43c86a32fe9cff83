import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { EmptyReason } from '../../protocol/panel.ts';
import type { RunRecord } from '../../protocol/run.ts';
import { scriptOf, scriptReplacesOptions } from '../debug/npmScript.ts';
import { finalVariable } from '../debug/probeEnvironment.ts';
import type { Targets } from '../debug/targets.ts';
import { probeEnabled } from '../settings.ts';

const otherRuntime = /(?:^|[\\/])(?:deno|bun)(?:\.exe)?$/;

function scriptText(session: vscode.DebugSession): string | undefined {
  const cwd: unknown = session.configuration['cwd'] ?? session.workspaceFolder?.uri.fsPath;
  try {
    return typeof cwd === 'string' ? fs.readFileSync(path.join(cwd, 'package.json'), 'utf8') : undefined;
  } catch {
    return undefined;
  }
}

/** What the launch configuration tells of a program without numbers. */
function launchReason(root: vscode.DebugSession | undefined): EmptyReason | undefined {
  const configuration: Readonly<Record<string, unknown>> = root?.configuration ?? {};
  const { runtimeExecutable, runtimeArgs } = configuration;
  if (typeof runtimeExecutable === 'string' && otherRuntime.test(runtimeExecutable)) return 'deno';
  const script = scriptOf(runtimeExecutable, runtimeArgs);
  const text = root && script !== undefined ? scriptText(root) : undefined;
  return text !== undefined && scriptReplacesOptions(text, script as string) ? 'options-replaced' : undefined;
}

/** Why a run shows no cache; undefined when it shows some. */
export function emptyReason(run: RunRecord | undefined, targets: Targets): EmptyReason | undefined {
  if (run?.processes.some(({ snapshot }) => snapshot.caches.length > 0)) return undefined;
  if (!vscode.workspace.isTrusted) return 'untrusted';
  if (targets.onlyOthers) return 'unsupported';
  if (!run) return 'no-run';
  const root = targets.root(run.id);
  if (run.processes.length > 0) return launchReason(root) ?? 'no-cache';
  const here = targets.of(run.id);
  const allWithout = here.length > 0 && here.every((target) => target.hasProbe === false);
  if (run.state !== 'ended' && !allWithout) return 'starting';
  if (root?.configuration.request === 'attach') return 'attached';
  if (!probeEnabled(root?.workspaceFolder)) return 'probe-off';
  const sent = root?.configuration['env']?.[finalVariable] !== undefined;
  return launchReason(root) ?? targets.lacks(run.id) ?? (sent && allWithout ? 'options-replaced' : 'no-probe');
}
