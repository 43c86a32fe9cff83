/** "Preview gain": runs a function with and without its cache and shows what that saves. Only in a trusted workspace. */
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Finding, FixOffer } from '../../protocol/finding.ts';
import type { ProofReport } from '../../protocol/proof.ts';
import { CancelledError, type AnalysisClient } from '../../worker/client.ts';
import { type Ask, planWithImports } from '../../worker/planClient.ts';
import { runProof } from '../../worker/proofClient.ts';
import { signalOf } from './cancel.ts';
import { isSupported } from './documents.ts';
import type { Findings } from './findings.ts';
import { refOf } from './fixes.ts';
import { gainSummary, gainText } from './gainText.ts';
import { inOrder } from './offers.ts';
import type { Packages } from './packages.ts';
import { nearestFinding } from './places.ts';

const scheme = 'memoscope-gain';

/** Running a program needs trust, and something to compare it with. */
export const isGainOffered = (finding: Finding): boolean => vscode.workspace.isTrusted && finding.fixes.length > 0;

/** The fix to try: the best one, or the one that is picked. */
async function chosenFix(finding: Finding, ask: boolean): Promise<FixOffer | undefined> {
  const offers = inOrder(finding);
  if (!ask || offers.length < 2) return offers[0];
  const items = offers.map((offer) => ({ label: offer.title.replaceAll('`', ''), offer }));
  const placeHolder = vscode.l10n.t('Which fix is to be tried? Nothing is changed.');
  return (await vscode.window.showQuickPick(items, { placeHolder }))?.offer;
}

/** What is not saved yet counts. */
const openText = (path: string): string | undefined =>
  vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'file' && uri.fsPath === path)?.getText();

class GainTexts implements vscode.TextDocumentContentProvider {
  private readonly texts = new Map<string, string>();
  private readonly changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.changed.event;

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  async show(uri: vscode.Uri, text: string): Promise<void> {
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    // Rendered where VS Code's own Markdown extension is there; the text reads well without it.
    await vscode.commands
      .executeCommand('markdown.showPreviewToSide', uri)
      .then(undefined, () => vscode.window.showTextDocument(uri, { viewColumn: vscode.ViewColumn.Beside }));
  }

  forget(uri: vscode.Uri): void {
    this.texts.delete(uri.toString());
  }
}

export function registerGain(
  context: vscode.ExtensionContext,
  findings: Findings,
  packages: Packages,
  client: AnalysisClient,
  log: vscode.LogOutputChannel,
): void {
  const texts = new GainTexts();
  const bundle = (name: string): string => path.join(context.extensionPath, 'dist', name);
  const modules = { memoscope: bundle('runtime.cjs'), 'memoscope/disk': bundle('runtime-disk.cjs') };

  const measure = async (
    document: vscode.TextDocument,
    finding: Finding,
    { id: fix }: FixOffer,
  ): Promise<ProofReport | { readonly refused: string } | undefined> => {
    const title = vscode.l10n.t('Running `{0}` with and without the cache', finding.function);
    const location = vscode.ProgressLocation.Notification;
    return vscode.window.withProgress({ location, title, cancellable: true }, async (_, token) => {
      const signal = signalOf(token);
      try {
        const params = { file: await packages.sourceOf(document), target: refOf(finding), fix, modules };
        const ask: Ask = (asked) => client.request('plan', asked, { signal, urgent: true });
        const plan = await planWithImports(ask, params, document.uri.fsPath, openText);
        if ('refused' in plan) return plan;
        return await runProof(plan, { entry: bundle('proofWorker.js'), execArgv: [], signal });
      } catch (error) {
        if (token.isCancellationRequested || error instanceof CancelledError) return undefined;
        return { refused: (error as Error).message };
      }
    });
  };

  const previewGain = async (uriText?: string, line?: number, column?: number): Promise<void> => {
    if (!vscode.workspace.isTrusted) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Programs are run in trusted workspaces only.'));
      return;
    }
    const editor = vscode.window.activeTextEditor;
    const document = uriText
      ? await vscode.workspace.openTextDocument(vscode.Uri.parse(uriText, true))
      : editor?.document;
    if (!document || !isSupported(document)) return;
    const all = findings.latest(document)?.report.findings ?? [];
    const finding = line
      ? all.find((found) => found.line === line && found.column === column)
      : editor && nearestFinding(all, editor.selection.active);
    if (!finding || finding.fixes.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is no fix here whose gain could be measured.'));
      return;
    }
    const offer = await chosenFix(finding, line === undefined);
    const report = offer && (await measure(document, finding, offer));
    if (!report) return;
    if ('refused' in report) {
      log.info(`gain of ${offer.id} for ${finding.function}: ${report.refused}`);
      void vscode.window.showInformationMessage(report.refused);
      return;
    }
    const name = finding.function.replace(/[^\w$]+/g, '_');
    const query = `${document.uri.toString()}:${finding.line}:${offer.id}`;
    const page = vscode.Uri.from({ scheme, path: `/gain of ${name}.md`, query });
    // The sentence does not wait for the page, which a view that is slow to load may keep.
    texts.show(page, gainText(finding, offer, report)).then(undefined, (error: unknown) => log.error(String(error)));
    const summary = gainSummary(finding, report);
    log.info(`gain of ${offer.id} for ${finding.function}: ${summary}`);
    if (!report.proven) {
      void vscode.window.showWarningMessage(summary);
      return;
    }
    const apply = vscode.l10n.t('Apply Fix');
    if ((await vscode.window.showInformationMessage(summary, apply)) === apply) {
      await vscode.commands.executeCommand('memoscope.applyFix', document.uri.toString(), refOf(finding), offer.id);
    }
  };

  context.subscriptions.push(
    vscode.workspace.registerTextDocumentContentProvider(scheme, texts),
    vscode.workspace.onDidCloseTextDocument(({ uri }) => uri.scheme === scheme && texts.forget(uri)),
    vscode.commands.registerCommand('memoscope.previewGain', previewGain),
  );
}
