import type * as vscode from 'vscode';
import type { CachedFunction } from '../../protocol/worker.ts';
import type { AnalysisClient } from '../../worker/client.ts';
import { cancellable } from './cancel.ts';
import type { Packages } from './packages.ts';

/** Functions whose cache can be taken away, of the document that was asked about last. */
export class CachedFunctions {
  private last: { document: vscode.TextDocument; version: number; found: readonly CachedFunction[] } | undefined;

  constructor(
    private readonly packages: Packages,
    private readonly client: AnalysisClient,
  ) {}

  async of(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<readonly CachedFunction[]> {
    const { version } = document;
    if (this.last?.document === document && this.last.version === version) return this.last.found;
    const file = await this.packages.sourceOf(document);
    const found = await cancellable(token, (signal) =>
      this.client.request('cached', { file }, { signal, urgent: true }),
    );
    this.last = { document, version, found };
    return found;
  }
}
