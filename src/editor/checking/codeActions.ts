import * as vscode from 'vscode';
import type { Finding, FixOffer } from '../../protocol/finding.ts';
import type { AnalysisClient } from '../../worker/client.ts';
import { ruleId, source } from './diagnostics.ts';
import { disableEdit } from './disable.ts';
import { isSupported, selector, sourceOf } from './documents.ts';
import type { Checked, Findings } from './findings.ts';
import { rangeOf } from './places.ts';
import { severityOf } from './severity.ts';

export const memoizeKind = vscode.CodeActionKind.RefactorRewrite.append('memoize');
/** A kind of its own group, which VS Code lists after all fixes and refactorings. */
const disableKind = vscode.CodeActionKind.Empty.append('memoscope.disable');

/** A fix whose edits are computed when a person looks at it. */
class FixAction extends vscode.CodeAction {
  constructor(
    readonly offer: FixOffer,
    readonly finding: Finding,
    readonly document: vscode.TextDocument,
    kind: vscode.CodeActionKind,
  ) {
    super(offer.title, kind);
  }
}

const isCertain = (finding: Finding, offer: FixOffer): boolean =>
  offer.grade === 'proven' && (finding.safety === 'safe' || finding.safety === 'scoped');

const matching = (finding: Finding, diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] =>
  diagnostics.filter(
    (diagnostic) =>
      diagnostic.source === source && ruleId(diagnostic) === finding.rule && diagnostic.range.isEqual(rangeOf(finding)),
  );

class FixProvider implements vscode.CodeActionProvider<vscode.CodeAction> {
  constructor(
    private readonly findings: Findings,
    private readonly client: AnalysisClient,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[] | undefined> {
    if (!isSupported(document)) return undefined;
    const checked = await this.findings.current(document, token);
    const here = this.touched(checked, document, range);
    const fixes = here.flatMap((finding) => this.fixes(finding, document, matching(finding, diagnostics)));
    const quickOnly = only !== undefined && vscode.CodeActionKind.QuickFix.contains(only);
    const disables = here.map((finding) => {
      const kind = quickOnly ? vscode.CodeActionKind.QuickFix : disableKind;
      return this.disable(finding, document, kind, matching(finding, diagnostics));
    });
    return [...fixes, ...disables].filter((action) => !only || (action.kind && only.contains(action.kind)));
  }

  async resolveCodeAction(
    action: vscode.CodeAction,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction | undefined> {
    if (!(action instanceof FixAction)) return action;
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    const { document, finding, offer } = action;
    const { version } = document;
    const target = { name: finding.function, line: finding.line, column: finding.column };
    const params = { file: sourceOf(document), target, fix: offer.id };
    const result = await this.client.request('fix', params, { signal: abort.signal, urgent: true });
    if ('refused' in result) {
      this.log.info(`${offer.id} of ${finding.function} refused: ${result.refused}`);
      void vscode.window.showInformationMessage(result.refused);
      return action;
    }
    if (document.version !== version) return action;
    action.edit = new vscode.WorkspaceEdit();
    for (const { start, end, newText } of result.edits) {
      const place = new vscode.Range(document.positionAt(start), document.positionAt(end));
      action.edit.replace(document.uri, place, newText);
    }
    for (const note of result.notes) this.log.info(`${offer.id} of ${finding.function}: ${note}`);
    return action;
  }

  private touched(checked: Checked | undefined, document: vscode.TextDocument, range: vscode.Range): Finding[] {
    const all = checked?.report.findings ?? [];
    return all.filter((f) => severityOf(f, document.uri) !== undefined && rangeOf(f).intersection(range));
  }

  private fixes(finding: Finding, document: vscode.TextDocument, diagnostics: vscode.Diagnostic[]): FixAction[] {
    const first = finding.fixes.find((offer) => isCertain(finding, offer));
    return finding.fixes.map((offer) => {
      const repairs = finding.rule !== 'overlapping-subproblems' && isCertain(finding, offer);
      const quick = offer === first || repairs;
      const action = new FixAction(offer, finding, document, quick ? vscode.CodeActionKind.QuickFix : memoizeKind);
      if (quick) action.diagnostics = diagnostics;
      action.isPreferred = offer === first;
      return action;
    });
  }

  private disable(
    finding: Finding,
    document: vscode.TextDocument,
    kind: vscode.CodeActionKind,
    diagnostics: vscode.Diagnostic[],
  ): vscode.CodeAction {
    const action = new vscode.CodeAction(vscode.l10n.t('Disable {0} for this line', finding.rule), kind);
    action.edit = disableEdit(document, finding);
    // With diagnostics it would be listed before the refactorings, which have none.
    if (kind === vscode.CodeActionKind.QuickFix) action.diagnostics = diagnostics;
    return action;
  }
}

export function registerCodeActions(
  context: vscode.ExtensionContext,
  findings: Findings,
  client: AnalysisClient,
  log: vscode.LogOutputChannel,
): void {
  const kinds = [vscode.CodeActionKind.QuickFix, memoizeKind, disableKind];
  const provider = new FixProvider(findings, client, log);
  context.subscriptions.push(
    vscode.languages.registerCodeActionsProvider(selector, provider, { providedCodeActionKinds: kinds }),
  );
}
