/** Where VS Code enters: a flat list of contributions, none of which parses anything on this thread. */
import { begun } from './clock.ts';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { speak } from '../profile/figures.ts';
import { registerFirstLook } from './caches/firstLook.ts';
import { registerCachesView } from './caches/view.ts';
import { registerCacheCommands } from './caches/commands.ts';
import { registerInlineValues } from './caches/inlineValues.ts';
import { followPlaces, registerLens } from './caches/lens.ts';
import { Places } from './caches/places.ts';
import { registerStatisticsHover } from './caches/statisticsHover.ts';
import { registerAnalysis } from './checking/analysis.ts';
import { CachedFunctions } from './checking/cachedFunctions.ts';
import { registerCodeActions } from './checking/codeActions.ts';
import { registerDiagnostics } from './checking/diagnostics.ts';
import { registerExplain } from './checking/explain.ts';
import { registerFindings } from './checking/findings.ts';
import { Fixes } from './checking/fixes.ts';
import { registerFixCommands } from './checking/fixCommands.ts';
import { registerGain } from './checking/gain.ts';
import { registerHover } from './checking/hover.ts';
import { Packages } from './checking/packages.ts';
import { registerConfigurationProvider } from './debug/configuration.ts';
import { registerDebugTerminal } from './debug/debugTerminal.ts';
import { registerPoller } from './debug/poller.ts';
import { registerRunCommand } from './debug/runCommand.ts';
import { registerRuns } from './debug/runs.ts';
import { registerTargets } from './debug/targets.ts';
import { registerLog } from './log.ts';
import { registerReport } from './report.ts';
import { registerStatus } from './status.ts';

/** What other extensions and the tests may read. */
export interface Exports {
  /** Milliseconds that evaluating the bundle and running `activate` took; what VS Code does in between is not ours. */
  readonly activationMs: number;
}

const evaluationMs = performance.now() - begun;

export function activate(context: vscode.ExtensionContext): Exports {
  const called = performance.now();
  speak(vscode.env.language);
  const log = registerLog(context);
  const client = registerAnalysis(context, log);
  const packages = new Packages();
  context.subscriptions.push(packages);
  const findings = registerFindings(context, client, packages, log);
  registerDiagnostics(context, findings);
  registerHover(context, findings);
  const fixes = new Fixes(packages, client, log);
  registerCodeActions(context, findings, new CachedFunctions(packages, client), fixes);
  registerFixCommands(context, fixes, packages);
  registerGain(context, findings, packages, client, log);
  registerExplain(context, findings, packages, client);
  const runs = registerRuns(context, log);
  const folders = registerConfigurationProvider(context, log);
  const targets = registerTargets(context, runs, folders, log);
  registerDebugTerminal(context, folders, targets, path.join(context.extensionPath, 'dist', 'probe.js'));
  const poller = registerPoller(context, targets, runs, log);
  const view = registerCachesView(context, { runs, targets, poller, client });
  registerFirstLook(context, runs);
  registerCacheCommands(context, runs, view);
  const places = new Places(runs, client);
  followPlaces(context, runs, places);
  registerLens(context, runs, places);
  registerStatisticsHover(context, places);
  registerInlineValues(context, runs, places);
  registerRunCommand(context);
  registerStatus(context, findings, runs, poller);
  registerReport(context, findings, runs, client);
  const activationMs = evaluationMs + performance.now() - called;
  log.info(`activated in ${activationMs.toFixed(1)} ms`);
  return { activationMs };
}
