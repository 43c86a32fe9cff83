import * as vscode from 'vscode';
import type { Finding } from '../../protocol/finding.ts';
import type { CachedFunction } from '../../protocol/worker.ts';
import type { CachedFunctions } from './cachedFunctions.ts';
import { cancellable } from './cancel.ts';
import { ruleId, source } from './diagnostics.ts';
import { disableEdit } from './disable.ts';
import { isSupported, selector } from './documents.ts';
import type { Findings } from './findings.ts';
import { FixAction, FixAllAction } from './fixActions.ts';
import { type Fixes, refOf } from './fixes.ts';
import { isGainOffered } from './gain.ts';
import { certainFix, inOrder, isCertain } from './offers.ts';
import { isOnHead, rangeOf } from './places.ts';
import { severityOf } from './severity.ts';

const { QuickFix, Refactor, RefactorRewrite, SourceFixAll } = vscode.CodeActionKind;
const memoizeKind = RefactorRewrite.append('memoize');
const unmemoizeKind = RefactorRewrite.append('unmemoize');
const fixAllKind = SourceFixAll.append('memoscope');
/** Kinds of a group of their own, which VS Code lists after all fixes and refactorings. */
const moreKind = vscode.CodeActionKind.Empty.append('memoscope');
const gainKind = moreKind.append('gain');
const disableKind = moreKind.append('disable');

/** `refactor.rewrite.memoize.wrap` and so on, for key bindings. */
const strategyKind = (id: string): vscode.CodeActionKind => memoizeKind.append(id.replace('memoize-', ''));

const matching = (finding: Finding, diagnostics: readonly vscode.Diagnostic[]): vscode.Diagnostic[] =>
  diagnostics.filter(
    (diagnostic) =>
      diagnostic.source === source && ruleId(diagnostic) === finding.rule && diagnostic.range.isEqual(rangeOf(finding)),
  );

class FixProvider implements vscode.CodeActionProvider<vscode.CodeAction> {
  constructor(
    private readonly findings: Findings,
    private readonly cached: CachedFunctions,
    private readonly fixes: Fixes,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics, only, triggerKind }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[] | undefined> {
    if (!isSupported(document)) return undefined;
    const checked = await this.findings.current(document, token);
    const all = (checked?.report.findings ?? []).filter((f) => severityOf(f, document.uri) !== undefined);
    const wantsRefactoring = only !== undefined && Refactor.contains(only);
    const here = all.filter((f) => (wantsRefactoring ? isOnHead(f, range) : rangeOf(f).intersection(range)));
    const invoked = triggerKind === vscode.CodeActionTriggerKind.Invoke;
    // Reading the whole file again is for a person who asks, not for every move of the cursor.
    const cached = invoked && (!only || wantsRefactoring) ? await this.cached.of(document, token) : [];
    const actions = [
      ...here.flatMap((finding) =>
        this.strategies(finding, document, matching(finding, diagnostics), wantsRefactoring),
      ),
      ...(wantsRefactoring ? await this.otherStrategies(document, range, here, token) : []),
      ...this.fixAll(document, all, here, diagnostics, only),
      ...cached.filter((fn) => isOnHead(fn, range)).flatMap((fn) => this.removals(fn, document)),
      ...here.filter(isGainOffered).map((finding) => this.gain(finding, document)),
      ...here.map((finding) => this.disable(finding, document, only, matching(finding, diagnostics))),
    ];
    return actions.filter((action) => !only || (action.kind && only.contains(action.kind)));
  }

  async resolveCodeAction(action: vscode.CodeAction, token: vscode.CancellationToken): Promise<vscode.CodeAction> {
    if (action instanceof FixAction || action instanceof FixAllAction) {
      await cancellable(token, (signal) => action.resolve(this.fixes, signal));
    }
    return action;
  }

  /** The best one as a quick fix and the others as refactorings; all as refactorings where those are asked for. */
  private strategies(
    finding: Finding,
    document: vscode.TextDocument,
    diagnostics: vscode.Diagnostic[],
    wantsRefactoring: boolean,
  ): FixAction[] {
    return inOrder(finding).map((offer, i) => {
      const certain = isCertain(finding, offer);
      const repairs = finding.rule !== 'overlapping-subproblems';
      const quick = certain && (i === 0 || repairs) && !wantsRefactoring;
      const action = new FixAction(document, refOf(finding), offer, quick ? QuickFix : strategyKind(offer.id));
      if (quick) action.diagnostics = diagnostics;
      action.isPreferred = certain && i === 0;
      return action;
    });
  }

  /** What else can be done to the function that the cursor names: one without a finding may be worth a cache too. */
  private async otherStrategies(
    document: vscode.TextDocument,
    range: vscode.Range,
    here: readonly Finding[],
    token: vscode.CancellationToken,
  ): Promise<FixAction[]> {
    const word = document.getWordRangeAtPosition(range.start);
    if (!word) return [];
    const known = new Set(here.flatMap((finding) => finding.fixes.map(({ id }) => id)));
    const offers = await cancellable(token, (signal) => this.fixes.strategies(document, word.start, signal));
    const target = { line: word.start.line + 1, column: word.start.character + 1 };
    return offers
      .filter(({ id }) => !known.has(id))
      .map((offer) => new FixAction(document, target, offer, strategyKind(offer.id)));
  }

  /** A quick fix at one of several findings; a source action only for those who ask for it, wherever the cursor is. */
  private fixAll(
    document: vscode.TextDocument,
    all: readonly Finding[],
    here: readonly Finding[],
    diagnostics: readonly vscode.Diagnostic[],
    only: vscode.CodeActionKind | undefined,
  ): FixAllAction[] {
    const certain = all.filter(certainFix);
    const title = vscode.l10n.t('Memoize all proven and safe in this file');
    if (only?.contains(fixAllKind) && certain.length > 0) {
      return [new FixAllAction(document, certain, title, fixAllKind)];
    }
    if (certain.length < 2 || !here.some((finding) => certain.includes(finding))) return [];
    const quick = new FixAllAction(document, certain, title, QuickFix);
    quick.diagnostics = here.flatMap((finding) => matching(finding, diagnostics));
    return [quick];
  }

  private removals(fn: CachedFunction, document: vscode.TextDocument): FixAction[] {
    return fn.fixes.map((offer) => new FixAction(document, refOf(fn), offer, unmemoizeKind));
  }

  private gain(finding: Finding, document: vscode.TextDocument): vscode.CodeAction {
    const title = vscode.l10n.t('Preview gain: run `{0}` with and without the cache', finding.function);
    const action = new vscode.CodeAction(title, gainKind);
    const args = [document.uri.toString(), finding.line, finding.column];
    action.command = { command: 'memoscope.previewGain', title, arguments: args };
    return action;
  }

  private disable(
    finding: Finding,
    document: vscode.TextDocument,
    only: vscode.CodeActionKind | undefined,
    diagnostics: vscode.Diagnostic[],
  ): vscode.CodeAction {
    const quickOnly = only !== undefined && QuickFix.contains(only);
    const title = vscode.l10n.t('Disable {0} for this line', finding.rule);
    const action = new vscode.CodeAction(title, quickOnly ? QuickFix : disableKind);
    action.edit = disableEdit(document, finding);
    // With diagnostics it would be listed before the refactorings, which have none.
    if (quickOnly) action.diagnostics = diagnostics;
    return action;
  }
}

export function registerCodeActions(
  context: vscode.ExtensionContext,
  findings: Findings,
  cached: CachedFunctions,
  fixes: Fixes,
): void {
  const kinds = [QuickFix, memoizeKind, unmemoizeKind, fixAllKind, moreKind];
  const provider = new FixProvider(findings, cached, fixes);
  context.subscriptions.push(
    vscode.languages.registerCodeActionsProvider(selector, provider, { providedCodeActionKinds: kinds }),
  );
}
