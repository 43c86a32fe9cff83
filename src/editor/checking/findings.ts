/** Findings of open documents, kept per document version, so that every face answers from memory. */
import * as vscode from 'vscode';
import type { FileReport } from '../../protocol/finding.ts';
import { CancelledError, type AnalysisClient } from '../../worker/client.ts';
import { checkBudget, checkDelay } from '../settings.ts';
import { isChecked } from './documents.ts';
import type { Packages } from './packages.ts';

export interface Checked {
  readonly version: number;
  readonly report: FileReport;
  readonly milliseconds: number;
}

interface Pending {
  readonly version: number;
  readonly abort: AbortController;
  timer?: NodeJS.Timeout;
}

export class Findings implements vscode.Disposable {
  private readonly checked = new Map<string, Checked>();
  private readonly pending = new Map<string, Pending>();
  private readonly changed = new vscode.EventEmitter<vscode.TextDocument>();
  private readonly activity = new vscode.EventEmitter<void>();
  /** A document has new findings, or none any more. */
  readonly onDidChange = this.changed.event;
  /** Checking has begun or ended. */
  readonly onDidChangeActivity = this.activity.event;

  constructor(
    private readonly client: AnalysisClient,
    private readonly packages: Packages,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  get busy(): boolean {
    return this.pending.size > 0;
  }

  /** The newest findings, which may be those of an earlier version. */
  latest(document: vscode.TextDocument): Checked | undefined {
    return this.checked.get(document.uri.toString());
  }

  /** The findings of this very version, waiting for the check that is under way; undefined when there will be none. */
  async current(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<Checked | undefined> {
    while (!token.isCancellationRequested) {
      const latest = this.latest(document);
      if (latest?.version === document.version) return latest;
      if (!this.pending.has(document.uri.toString())) return undefined;
      await this.next(token);
    }
    return undefined;
  }

  schedule(document: vscode.TextDocument, delay: number): void {
    this.drop(document.uri);
    if (!isChecked(document)) {
      this.forget(document);
      return;
    }
    const pending: Pending = { version: document.version, abort: new AbortController() };
    this.pending.set(document.uri.toString(), pending);
    pending.timer = setTimeout(() => void this.check(document, pending), delay);
    this.activity.fire();
  }

  forget(document: vscode.TextDocument): void {
    this.drop(document.uri);
    if (this.checked.delete(document.uri.toString())) this.changed.fire(document);
    this.activity.fire();
  }

  dispose(): void {
    for (const { abort, timer } of this.pending.values()) {
      clearTimeout(timer);
      abort.abort();
    }
    this.changed.dispose();
    this.activity.dispose();
  }

  private async check(document: vscode.TextDocument, pending: Pending): Promise<void> {
    const key = document.uri.toString();
    const begun = performance.now();
    let report: FileReport;
    try {
      const budgetMs = checkBudget();
      const options = { signal: pending.abort.signal, timeoutMs: budgetMs * 4 + 10_000 };
      const file = await this.packages.sourceOf(document);
      report = await this.client.request('check', { file, budgetMs }, options);
    } catch (error) {
      if (error instanceof CancelledError) return;
      this.log.error(`check of ${document.uri.fsPath}: ${String(error)}`);
      const message = vscode.l10n.t('the analysis failed, see the log');
      report = { findings: [], errors: [{ file: document.uri.fsPath, line: 1, message }] };
    }
    if (this.pending.get(key) !== pending) return;
    this.pending.delete(key);
    const milliseconds = performance.now() - begun;
    this.checked.set(key, { version: pending.version, report, milliseconds });
    this.log.debug(`${document.uri.fsPath}: ${report.findings.length} findings in ${milliseconds.toFixed(0)} ms`);
    for (const { line, message } of report.errors) this.log.info(`${document.uri.fsPath}:${line}: ${message}`);
    this.changed.fire(document);
    this.activity.fire();
  }

  private drop(uri: vscode.Uri): void {
    const pending = this.pending.get(uri.toString());
    if (!pending) return;
    clearTimeout(pending.timer);
    pending.abort.abort();
    this.pending.delete(uri.toString());
  }

  private next(token: vscode.CancellationToken): Promise<void> {
    return new Promise((resolve) => {
      const listeners = [this.onDidChangeActivity, token.onCancellationRequested].map((event) =>
        event(() => {
          listeners.forEach((listener) => listener.dispose());
          resolve();
        }),
      );
    });
  }
}

export function registerFindings(
  context: vscode.ExtensionContext,
  client: AnalysisClient,
  packages: Packages,
  log: vscode.LogOutputChannel,
): Findings {
  const findings = new Findings(client, packages, log);
  // VS Code keeps the text of a file for a while that is gone from the disk, and so would its findings stay
  const files = vscode.workspace.createFileSystemWatcher('**/*.{js,cjs,mjs,jsx,ts,cts,mts,tsx}', false, true, false);
  const open = (uri: vscode.Uri) => vscode.workspace.textDocuments.filter((d) => d.uri.toString() === uri.toString());
  const checkAll = () => vscode.workspace.textDocuments.forEach((document) => findings.schedule(document, 0));
  context.subscriptions.push(
    findings,
    vscode.workspace.onDidOpenTextDocument((document) => findings.schedule(document, 0)),
    vscode.workspace.onDidCloseTextDocument((document) => findings.forget(document)),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) findings.schedule(document, checkDelay());
    }),
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('memoscope')) checkAll();
    }),
    files,
    files.onDidDelete((uri) => open(uri).forEach((document) => !document.isDirty && findings.forget(document))),
    files.onDidCreate((uri) => open(uri).forEach((document) => findings.schedule(document, 0))),
    packages.onDidChange(checkAll),
    vscode.commands.registerCommand('memoscope.checkOpenFiles', checkAll),
  );
  setImmediate(checkAll); // after activation, which must stay short
  return findings;
}
