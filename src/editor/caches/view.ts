/** The Caches view: hands its page the shown run, and does what the page asks for. */
import * as vscode from 'vscode';
import type { Exact, FromPanel, PanelCommand, PanelState, RowAction, RowRef, ToPanel } from '../../protocol/panel.ts';
import type { RunRecord } from '../../protocol/run.ts';
import { since, slim } from '../../profile/history.ts';
import type { AnalysisClient } from '../../worker/client.ts';
import type { Poller } from '../debug/poller.ts';
import type { Runs } from '../debug/runs.ts';
import type { Targets } from '../debug/targets.ts';
import { emptyReason } from './emptyReason.ts';
import { cachesHtml } from './html.ts';
import { Measuring } from './measure.ts';
import { pictureOf } from './picture.ts';
import { cacheOf, RowActions } from './rowActions.ts';

export const viewId = 'memoscope.caches';

/** Milliseconds between two messages to the page, however often numbers come. */
const quiet = 100;

const commands: Readonly<Record<PanelCommand, readonly [string, ...unknown[]]>> = {
  run: ['workbench.action.debug.start'],
  showLog: ['memoscope.showLog'],
  openSettings: ['workbench.action.openSettings', '@ext:memoscope.memoscope'],
  trust: ['workbench.trust.manage'],
  unmark: ['memoscope.caches.unmark'],
  stopComparing: ['memoscope.caches.stopComparing'],
  choose: ['workbench.action.debug.selectandstart'],
  countCandidates: ['memoscope.caches.countCandidates'],
};

const setContext = (key: string, value: unknown): Thenable<unknown> =>
  vscode.commands.executeCommand('setContext', `memoscope.${key}`, value);

/** What the view works with. */
export interface Parts {
  readonly extension: vscode.Uri;
  readonly runs: Runs;
  readonly targets: Targets;
  readonly poller: Poller;
  readonly client: AnalysisClient;
}

export class CachesView implements vscode.WebviewViewProvider {
  private view: vscode.WebviewView | undefined;
  private chosen: string | undefined;
  private mark: RunRecord | undefined;
  private base: RunRecord | undefined;
  private selected: RowRef | undefined;
  private exact: Exact | undefined;
  private timer: NodeJS.Timeout | undefined;
  /** The page has said that it listens. */
  private ready = false;
  /** What the page shall do as soon as it listens: it may have to be made first. */
  private wish: ToPanel | undefined;
  private readonly actions: RowActions;
  private readonly measuring: Measuring;

  constructor(private readonly parts: Parts) {
    const { extension, targets, poller, client } = parts;
    const report = (exact: Exact): void => {
      this.exact = exact;
      this.refresh();
    };
    this.measuring = new Measuring(vscode.Uri.joinPath(extension, 'dist', 'retainedWorker.js').fsPath, report);
    this.actions = new RowActions(
      targets,
      poller,
      client,
      this.measuring,
      (text) => void this.post({ type: 'said', text }),
    );
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { extension, poller } = this.parts;
    this.view = view;
    const roots = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extension, folder));
    view.webview.options = { enableScripts: true, localResourceRoots: roots };
    view.webview.onDidReceiveMessage((message: FromPanel) => void this.received(message));
    view.onDidChangeVisibility(() => {
      if (!view.visible) this.ready = false; // a hidden page is thrown away
      poller.watch(view.visible);
    });
    view.onDidDispose(() => {
      this.view = undefined;
      this.ready = false;
      poller.watch(false);
    });
    view.webview.html = cachesHtml(view.webview, extension);
    poller.watch(view.visible);
  }

  /** The run whose numbers are shown: the chosen one, else the newest. */
  shown(): RunRecord | undefined {
    const { runs } = this.parts;
    return (this.chosen !== undefined ? runs.get(this.chosen) : undefined) ?? runs.newest();
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

  async showRun(id: string): Promise<void> {
    this.chosen = id;
    await vscode.commands.executeCommand(`${viewId}.focus`);
    this.refresh();
  }

  async setMark(on: boolean): Promise<void> {
    if (on) await this.parts.poller.pullAll();
    this.mark = on ? this.shown() : undefined;
    await setContext('marked', on);
    this.refresh();
  }

  /** @param base what stands beside the shown numbers; undefined for nothing */
  async setBase(base: RunRecord | undefined): Promise<void> {
    this.base = base;
    await setContext('comparing', base !== undefined);
    if (base) await vscode.commands.executeCommand(`${viewId}.focus`);
    this.refresh();
  }

  /** Sets all counters of the shown run's processes back. */
  async resetAll(): Promise<void> {
    const { targets, poller } = this.parts;
    const run = this.shown();
    await Promise.all(targets.of(run?.id ?? '').map(({ puller }) => puller.reset().catch(() => false)));
    await poller.pullAll();
  }

  /** From a button of the page or from the menu over a row. */
  async act(row: RowRef, action: RowAction): Promise<void> {
    if (action === 'copy') await this.post({ type: 'copyRow', row });
    else await this.actions.run(this.shown(), row, action);
  }

  focusFilter(): Promise<void> {
    return this.show({ type: 'focusFilter' });
  }

  focusRow(file: string, line: number): Promise<void> {
    return this.show({ type: 'focusRow', file, line });
  }

  private async show(wish: ToPanel): Promise<void> {
    this.wish = wish;
    await vscode.commands.executeCommand(`${viewId}.focus`);
    await this.grant();
  }

  private async grant(): Promise<void> {
    const { wish } = this;
    if (!this.ready || !wish) return;
    this.wish = undefined;
    await this.post(wish);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.measuring.cancel();
  }

  private refresh(): void {
    if (!this.view?.visible) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      void this.postState();
    }, quiet);
  }

  private state(): PanelState {
    const { runs, targets } = this.parts;
    const run = this.counted();
    const here = run ? targets.of(run.id) : [];
    const marked = run !== undefined && this.mark?.id === run.id;
    const base = marked ? this.mark : this.base?.id === run?.id ? undefined : this.base;
    const row = this.selected;
    const history = row && run?.processes.find(({ key }) => key === row.process)?.memory?.[row.cache];
    return {
      run: run && slim(run),
      runs: runs.all().map(({ id, title, startedAt, state }) => ({ id, title, startedAt, live: state !== 'ended' })),
      empty: emptyReason(run, targets),
      marked,
      base: base && { title: base.title, run: slim(base) },
      connected: here.flatMap((target) => target.process ?? []),
      without: run?.processes.length ? here.filter((target) => target.lacks !== undefined).length : 0,
      exact: this.exact,
      memory: row && history && { row, history },
    };
  }

  private postState(): Promise<void> {
    return this.post({ type: 'state', state: JSON.stringify(this.state()) });
  }

  private async post(message: ToPanel): Promise<void> {
    await this.view?.webview.postMessage(message);
  }

  private async received(message: FromPanel): Promise<void> {
    switch (message.type) {
      case 'ready':
        this.ready = true;
        await this.postState();
        await this.grant();
        break;
      case 'selectRun':
        this.chosen = message.id === this.parts.runs.newest()?.id ? undefined : message.id;
        this.refresh();
        break;
      case 'selectRow':
        this.selected = message.row;
        this.refresh();
        break;
      case 'act':
        await this.act(message.row, message.action);
        break;
      case 'cancelMeasure':
        this.measuring.cancel();
        break;
      case 'picture': {
        const { row } = message;
        const picture = await pictureOf(this.parts.client, cacheOf(this.shown(), row));
        await this.post({ type: 'picture', row, picture });
        break;
      }
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        await this.post({ type: 'said', text: vscode.l10n.t('Copied') });
        break;
      case 'command':
        await vscode.commands.executeCommand(...commands[message.command]);
        break;
    }
  }
}

export function registerCachesView(context: vscode.ExtensionContext, parts: Omit<Parts, 'extension'>): CachesView {
  const view = new CachesView({ ...parts, extension: context.extensionUri });
  context.subscriptions.push(
    view,
    vscode.window.registerWebviewViewProvider(viewId, view),
    parts.runs.onDidChange((run) => view.changed(run)),
    parts.targets.onDidStart(() => view.changed(undefined)),
    vscode.workspace.onDidGrantWorkspaceTrust(() => view.changed(undefined)),
  );
  return view;
}
