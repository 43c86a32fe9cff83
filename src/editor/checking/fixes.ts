/** Fixes as changes of a document, computed by the analysis thread. */
import * as vscode from 'vscode';
import type { Finding, FixId, FixOffer } from '../../protocol/finding.ts';
import type { FunctionRef } from '../../protocol/worker.ts';
import type { AnalysisClient } from '../../worker/client.ts';
import { previewedEdit, workspaceEdit } from './fixEdit.ts';
import { certainFix } from './offers.ts';
import type { Packages } from './packages.ts';

/** What came of a fix that a person chose. */
export interface FixOutcome {
  readonly uri: string;
  /** Why there is no change, one sentence. */
  readonly refused?: string;
}

/** A change, unless there is a reason why there is none. */
export interface Resolved {
  readonly edit?: vscode.WorkspaceEdit;
  /** What it takes for granted, costs, or leaves to be chosen; the edit then goes through the refactor preview. */
  readonly note?: string;
  readonly outcome: FixOutcome;
}

/** How the service is asked for a function. */
export const refOf = (place: { function: string; line: number; column: number }): FunctionRef => ({
  name: place.function,
  line: place.line,
  column: place.column,
});

export class Fixes {
  constructor(
    private readonly packages: Packages,
    private readonly client: AnalysisClient,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** One fix. One that is not simply right goes through the refactor preview, with a note that says why. */
  async one(document: vscode.TextDocument, target: FunctionRef, fix: FixId, signal?: AbortSignal): Promise<Resolved> {
    const { version } = document;
    const uri = document.uri.toString();
    const params = { file: await this.packages.sourceOf(document), target, fix };
    const result = await this.client.request('fix', params, { urgent: true, ...(signal ? { signal } : {}) });
    const name = `${fix} of ${target.name ?? `line ${target.line}`}`;
    if ('refused' in result) {
      this.log.info(`${name} refused: ${result.refused}`);
      return { outcome: { uri, refused: result.refused } };
    }
    if (document.version !== version) {
      return { outcome: { uri, refused: vscode.l10n.t('The file has changed in the meantime. Choose the action again.') } }; // prettier-ignore
    }
    for (const note of result.notes) this.log.info(`${name}: ${note}`);
    const { edits, notes, asks, grade } = result;
    if (!asks) return { edit: workspaceEdit(document, edits), outcome: { uri } };
    const text = notes.join(' ').replaceAll('`', '');
    const note = grade === 'proven' ? text : vscode.l10n.t('Taken for granted: {0}', text);
    return { edit: previewedEdit(document, edits, note), note, outcome: { uri } };
  }

  /** Every way to memoize the function whose name starts at a position, whether it was found at fault or not. */
  async strategies(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
    signal: AbortSignal,
  ): Promise<readonly FixOffer[]> {
    const params = { file: await this.packages.sourceOf(document), target: { line: line + 1, column: character + 1 } };
    return this.client.request('strategies', params, { signal, urgent: true });
  }

  /** The certain fix of each finding, as one change. */
  async all(
    document: vscode.TextDocument,
    findings: readonly Finding[],
    signal: AbortSignal,
  ): Promise<vscode.WorkspaceEdit> {
    const { version } = document;
    const targets = findings.flatMap((finding) => {
      const offer = certainFix(finding);
      return offer ? [{ target: refOf(finding), fix: offer.id }] : [];
    });
    const file = await this.packages.sourceOf(document);
    const { edits, left } = await this.client.request('fixAll', { file, targets }, { signal, urgent: true });
    for (const { function: name, reason } of left) this.log.info(`${name} is left as it is: ${reason}`);
    return document.version === version ? workspaceEdit(document, edits) : new vscode.WorkspaceEdit();
  }
}
