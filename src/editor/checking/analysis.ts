import * as path from 'node:path';
import type * as vscode from 'vscode';
import { AnalysisClient } from '../../worker/client.ts';

/** The client of the analysis thread, which starts with the first document that is checked. */
export function registerAnalysis(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): AnalysisClient {
  const entry = path.join(context.extensionPath, 'dist', 'analysisWorker.js');
  const client = new AnalysisClient({ entry, onEvent: (event) => log.debug(event) });
  context.subscriptions.push(client);
  return client;
}
