import * as fs from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { candidatesEnabled, probeEnabled } from '../settings.ts';
import { FinalFolders } from './finalFolder.ts';
import { type LaunchConfiguration, takesProbe, withProbe } from './probeEnvironment.ts';

const readFile = (file: string): string | undefined => {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined; // js-debug says so itself, or goes on without
  }
};

/** Puts the probe into Node.js programs that are launched, after js-debug has resolved their configuration. */
export function registerConfigurationProvider(
  context: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
): FinalFolders {
  const folders = new FinalFolders((message) => log.warn(message));
  const probe = path.join(context.extensionPath, 'dist', 'probe.js');
  const provider: vscode.DebugConfigurationProvider = {
    resolveDebugConfigurationWithSubstitutedVariables(folder, configuration) {
      const launch = configuration as LaunchConfiguration;
      if (!vscode.workspace.isTrusted || !probeEnabled(folder) || !takesProbe(launch)) return configuration;
      log.info(`probe goes with "${configuration.name}"`);
      const wishes = { probe, finalFolder: folders.make(), candidates: candidatesEnabled(folder) };
      return withProbe(launch, wishes, readFile) as unknown as vscode.DebugConfiguration;
    },
  };
  context.subscriptions.push(folders, vscode.debug.registerDebugConfigurationProvider('*', provider));
  return folders;
}
