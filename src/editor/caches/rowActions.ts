/** Does what a person asks of one row: in the program that runs, in its source, or on the clipboard. */
import * as vscode from 'vscode';
import { keepsFiles } from '../../profile/rows.ts';
import type { RowAction, RowRef } from '../../protocol/panel.ts';
import type { RunRecord } from '../../protocol/run.ts';
import type { CacheStatistics } from '../../protocol/statistics.ts';
import type { AnalysisClient } from '../../worker/client.ts';
import { sourceOf } from '../checking/documents.ts';
import type { Poller } from '../debug/poller.ts';
import type { Target, Targets } from '../debug/targets.ts';
import type { Measuring } from './measure.ts';
import { revealSite, uriOf } from './reveal.ts';

export const cacheOf = (run: RunRecord | undefined, row: RowRef): CacheStatistics | undefined =>
  run?.processes.find(({ key }) => key === row.process)?.snapshot.caches.find(({ id }) => id === row.cache);

/** Asks before files are deleted; caches in memory may be emptied without a word. @param label of the button that does it */
async function mayEmpty({ kind, name }: CacheStatistics, label: string): Promise<boolean> {
  if (!keepsFiles(kind)) return true;
  const { t } = vscode.l10n;
  const message = t('Delete the results of {0} on disk?', name);
  const detail = t(
    'This cache keeps its results in files. They are deleted, also for other processes and later runs, which compute them anew. This cannot be undone.',
  );
  return (await vscode.window.showWarningMessage(message, { modal: true, detail }, label)) === label;
}

export class RowActions {
  constructor(
    private readonly targets: Targets,
    private readonly poller: Poller,
    private readonly client: AnalysisClient,
    private readonly measuring: Measuring,
    private readonly say: (text: string) => void,
  ) {}

  async run(run: RunRecord | undefined, row: RowRef, action: RowAction): Promise<void> {
    const cache = cacheOf(run, row);
    if (!run || !cache) return;
    const { t } = vscode.l10n;
    switch (action) {
      case 'reveal':
        if (cache.site) await revealSite(cache.site);
        break;
      case 'memoize':
        await this.memoize(cache);
        break;
      case 'remove':
        await this.remove(cache);
        break;
      case 'clear':
        if (await mayEmpty(cache, t('Delete Files')))
          await this.ask(run, row, (target) => target.puller.clear(row.cache), t('{0} is empty', cache.name));
        break;
      case 'bypass':
        if (await mayEmpty(cache, t('Delete Files and Bypass')))
          await this.ask(run, row, (target) => target.puller.bypass(row.cache, true), t('{0} is bypassed', cache.name));
        break;
      case 'unbypass':
        await this.ask(
          run,
          row,
          (target) => target.puller.bypass(row.cache, false),
          t('{0} is used again', cache.name),
        );
        break;
      case 'reset':
        await this.ask(run, row, (target) => target.puller.reset(row.cache), t('{0} counts from 0', cache.name));
        break;
      case 'measure':
        await this.measuring.start(this.targetOf(run, row), row, cache);
        break;
      case 'copyJson':
        await vscode.env.clipboard.writeText(JSON.stringify(cache, null, 2));
        break;
      case 'copy':
        break; // the page knows the text
    }
  }

  private targetOf(run: RunRecord, row: RowRef): Target | undefined {
    return this.targets.of(run.id).find((target) => target.process === row.process);
  }

  private async ask(
    run: RunRecord,
    row: RowRef,
    question: (t: Target) => Promise<boolean>,
    done: string,
  ): Promise<void> {
    const target = this.targetOf(run, row);
    if (!target) return;
    const could = await question(target).catch(() => false);
    this.say(could ? done : vscode.l10n.t('The program did not do it.'));
    await this.poller.pull(target);
  }

  /** The list of fixes at the function, to choose from. */
  private async memoize({ site }: CacheStatistics): Promise<void> {
    if (!site) return;
    await revealSite(site);
    await vscode.commands.executeCommand('editor.action.codeAction', { kind: 'refactor.rewrite.memoize' });
  }

  /** Takes the cache away, as one step to undo. */
  private async remove({ name, site }: CacheStatistics): Promise<void> {
    if (!site) return;
    await revealSite(site);
    const document = await vscode.workspace.openTextDocument(uriOf(site));
    const file = sourceOf(document);
    const { version } = document;
    const functions = await this.client.request('cached', { file }, { urgent: true });
    const far = ({ functionLine }: { functionLine: number }): number => Math.abs(functionLine - site.line);
    const found = functions.filter((f) => f.function === name).sort((a, b) => far(a) - far(b))[0];
    const target = { name, ...(found ? { line: found.line, column: found.column } : {}) };
    const result = await this.client.request('fix', { file, target, fix: 'unmemoize' }, { urgent: true });
    if ('refused' in result) {
      void vscode.window.showInformationMessage(result.refused);
      return;
    }
    if (document.version !== version) return;
    const edit = new vscode.WorkspaceEdit();
    for (const { start, end, newText } of result.edits) {
      const place = new vscode.Range(document.positionAt(start), document.positionAt(end));
      edit.replace(document.uri, place, newText);
    }
    await vscode.workspace.applyEdit(edit);
    this.say(vscode.l10n.t('The memoization of {0} is removed', name));
  }
}
