/** The Caches view: hands its page the shown run, and does what the page asks for. */
import * as vscode from 'vscode';
import type { FromPanel, PanelCommand, PanelState, ToPanel } from '../../protocol/panel.ts';
import type { RunRecord } from '../../protocol/run.ts';
import { since } from '../../profile/history.ts';
import type { Poller } from '../debug/poller.ts';
import type { Runs } from '../debug/runs.ts';
import type { Targets } from '../debug/targets.ts';
import { emptyReason } from './emptyReason.ts';
import { cachesHtml } from './html.ts';
import { revealSite } from './reveal.ts';

export const viewId = 'memoscope.caches';

/** Milliseconds between two messages to the page, however often numbers come. */
const quiet = 100;

const commands: Readonly<Record<PanelCommand, readonly [string, ...unknown[]]>> = {
  run: ['workbench.action.debug.start'],
  showLog: ['memoscope.showLog'],
  openSettings: ['workbench.action.openSettings', '@ext:memoscope.memoscope'],
  trust: ['workbench.trust.manage'],
  unmark: ['memoscope.caches.unmark'],
};

export class CachesView implements vscode.WebviewViewProvider {
  private view: vscode.WebviewView | undefined;
  private chosen: string | undefined;
  private mark: RunRecord | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly extension: vscode.Uri,
    private readonly runs: Runs,
    private readonly targets: Targets,
    private readonly poller: Poller,
  ) {}

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(this.extension, folder));
    view.webview.options = { enableScripts: true, localResourceRoots: roots };
    view.webview.onDidReceiveMessage((message: FromPanel) => void this.received(message));
    view.onDidChangeVisibility(() => this.poller.watch(view.visible));
    view.onDidDispose(() => {
      this.view = undefined;
      this.poller.watch(false);
    });
    view.webview.html = cachesHtml(view.webview, this.extension);
    this.poller.watch(view.visible);
  }

  /** The run whose numbers are shown: the chosen one, else the newest. */
  shown(): RunRecord | undefined {
    return (this.chosen !== undefined ? this.runs.get(this.chosen) : undefined) ?? this.runs.newest();
  }

  /** As shown: counted from the mark, if there is one on this run. */
  counted(): RunRecord | undefined {
    const run = this.shown();
    return run && this.mark?.id === run.id ? since(this.mark, run) : run;
  }

  changed(run: RunRecord | undefined): void {
    if (run?.state === 'starting' && run.processes.length === 0) this.chosen = undefined;
    this.refresh();
  }

  async setMark(on: boolean): Promise<void> {
    if (on) await this.poller.pullAll();
    this.mark = on ? this.shown() : undefined;
    await vscode.commands.executeCommand('setContext', 'memoscope.marked', on);
    this.refresh();
  }

  async focusFilter(): Promise<void> {
    await vscode.commands.executeCommand(`${viewId}.focus`);
    await this.post({ type: 'focusFilter' });
  }

  async focusRow(file: string, line: number): Promise<void> {
    await vscode.commands.executeCommand(`${viewId}.focus`);
    await this.post({ type: 'focusRow', file, line });
  }

  private refresh(): void {
    if (!this.view?.visible) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.post({ type: 'state', state: this.state() });
    }, quiet);
  }

  private state(): PanelState {
    const run = this.counted();
    return {
      run,
      runs: this.runs
        .all()
        .map(({ id, title, startedAt, state }) => ({ id, title, startedAt, live: state !== 'ended' })),
      empty: emptyReason(run, this.targets),
      marked: run !== undefined && this.mark?.id === run.id,
      canClear: run !== undefined && this.targets.of(run.id).some((target) => target.canClear),
    };
  }

  private async post(message: ToPanel): Promise<void> {
    await this.view?.webview.postMessage(message);
  }

  private async received(message: FromPanel): Promise<void> {
    switch (message.type) {
      case 'ready':
        await this.post({ type: 'state', state: this.state() });
        break;
      case 'selectRun':
        this.chosen = message.id === this.runs.newest()?.id ? undefined : message.id;
        this.refresh();
        break;
      case 'reveal':
        await revealSite(message.site);
        break;
      case 'clear':
        await this.clear(message.process, message.cache);
        break;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        break;
      case 'advice':
        await revealSite(message.site);
        await vscode.commands.executeCommand('editor.action.codeAction', { kind: 'refactor.rewrite.memoize' });
        break;
      case 'command':
        await vscode.commands.executeCommand(...commands[message.command]);
        break;
    }
  }

  private async clear(process: string, cache: string): Promise<void> {
    const run = this.shown();
    const target = run && this.targets.of(run.id).find((candidate) => candidate.process === process);
    if (!target) return;
    await target.puller.clear(cache).catch(() => false);
    await this.poller.pull(target);
  }
}

export function registerCachesView(
  context: vscode.ExtensionContext,
  runs: Runs,
  targets: Targets,
  poller: Poller,
): CachesView {
  const view = new CachesView(context.extensionUri, runs, targets, poller);
  context.subscriptions.push(
    vscode.window.registerWebviewViewProvider(viewId, view),
    runs.onDidChange((run) => view.changed(run)),
    targets.onDidStart(() => view.changed(undefined)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => view.changed(undefined)),
  );
  return view;
}
