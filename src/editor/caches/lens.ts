import * as vscode from 'vscode';
import { count, memory, percent } from '../../profile/figures.ts';
import { type CacheRow, rowsOf, totalsOf } from '../../profile/rows.ts';
import { selector } from '../checking/documents.ts';
import type { Runs } from '../debug/runs.ts';
import { lensEnabled } from '../settings.ts';
import { uriOf } from './reveal.ts';

const lineText = (rows: readonly CacheRow[]): string => {
  const [only, ...others] = rows;
  const totals = totalsOf(rows);
  const single = only && others.length === 0 ? only : undefined;
  const rate = single ? single.rate : totals.rate;
  const bytes = single ? single.memory : totals.memory;
  return [
    ...(single ? [] : [vscode.l10n.t('{0} caches', rows.length)]),
    rate === undefined ? vscode.l10n.t('no calls yet') : vscode.l10n.t('{0} hits', percent(rate)),
    vscode.l10n.t('{0} entries', count(single ? Math.max(single.size, single.peakSize) : totals.size)),
    ...(bytes ? [memory(bytes)] : []),
  ].join(' · ');
};

class CacheLens implements vscode.CodeLensProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCodeLenses = this.changed.event;
  private readonly edited = new Set<string>();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly runs: Runs) {}

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const run = this.runs.newest();
    if (!run || !lensEnabled(document.uri)) return [];
    const file = document.uri.toString();
    const lines = new Map<number, CacheRow[]>();
    for (const row of rowsOf(run)) {
      if (!row.site || row.site.line > document.lineCount || uriOf(row.site).toString() !== file) continue;
      lines.set(row.site.line, [...(lines.get(row.site.line) ?? []), row]);
    }
    const stale = this.edited.has(file) ? vscode.l10n.t(' (before the last edit)') : '';
    return [...lines].map(([line, rows]) => {
      const title = lineText(rows) + stale;
      const place = new vscode.Range(line - 1, 0, line - 1, 0);
      const args = [(rows[0] as CacheRow).site?.file, line];
      return new vscode.CodeLens(place, { title, command: 'memoscope.caches.revealRow', arguments: args });
    });
  }

  /** New numbers: lenses follow at most twice a second, for every change of theirs moves lines. */
  refresh(fresh: boolean): void {
    if (fresh) this.edited.clear();
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.changed.fire();
    }, 500);
  }

  edit(document: vscode.TextDocument): void {
    if (this.runs.newest()) this.edited.add(document.uri.toString());
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.changed.dispose();
  }
}

/** What the last run measured, over the line that makes the cache; nothing before there was a run. */
export function registerLens(context: vscode.ExtensionContext, runs: Runs): void {
  const lens = new CacheLens(runs);
  context.subscriptions.push(
    lens,
    vscode.languages.registerCodeLensProvider(selector, lens),
    runs.onDidChange((run) => lens.refresh(run?.state === 'starting')),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0) lens.edit(document);
    }),
  );
}
