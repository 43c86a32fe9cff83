/** Actions whose edits are computed once VS Code wants them. */
import * as vscode from 'vscode';
import type { Finding, FixOffer } from '../../protocol/finding.ts';
import type { FunctionRef } from '../../protocol/worker.ts';
import type { Fixes } from './fixes.ts';

export class FixAction extends vscode.CodeAction {
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly target: FunctionRef,
    private readonly offer: FixOffer,
    kind: vscode.CodeActionKind,
  ) {
    super(offer.title, kind);
  }

  async resolve(fixes: Fixes, signal: AbortSignal): Promise<void> {
    const { title } = this;
    const { edit, note, outcome } = await fixes.one(this.document, this.target, this.offer.id, signal);
    // VS Code also resolves what it only shows: whatever speaks to the person waits for the choice.
    if (note) {
      const args = [this.document.uri.toString(), this.target, this.offer.id];
      this.command = { command: 'memoscope.applyFix', title, arguments: args };
      return;
    }
    if (edit) this.edit = edit;
    this.command = { command: 'memoscope.fixChosen', title, arguments: [outcome] };
  }
}

export class FixAllAction extends vscode.CodeAction {
  constructor(
    private readonly document: vscode.TextDocument,
    private readonly findings: readonly Finding[],
    title: string,
    kind: vscode.CodeActionKind,
  ) {
    super(title, kind);
  }

  async resolve(fixes: Fixes, signal: AbortSignal): Promise<void> {
    this.edit = await fixes.all(this.document, this.findings, signal);
  }
}
