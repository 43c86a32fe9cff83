/** Pulls numbers: at a stop at once, and in an interval only while somebody looks. */
import * as vscode from 'vscode';
import { processKey } from '../../profile/history.ts';
import { refreshInterval } from '../settings.ts';
import type { Runs } from './runs.ts';
import type { Target, Targets } from './targets.ts';

/** Milliseconds after its start that a process is asked although nobody looks. */
const firstLook = 1500;

export class Poller implements vscode.Disposable {
  private timer: NodeJS.Timeout | undefined;
  private watched = false;
  private readonly turned = new vscode.EventEmitter<void>();
  /** Fires when the Caches view has become visible or hidden. */
  readonly onDidTurn = this.turned.event;
  private readonly underWay = new Map<Target, { readonly done: Promise<void>; next?: Promise<void> }>();

  constructor(
    private readonly targets: Targets,
    private readonly runs: Runs,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  /** The Caches view has become visible or hidden. */
  watch(visible: boolean): void {
    this.watched = visible;
    if (visible) this.tick();
    else this.stop();
    this.turned.fire();
  }

  /** Somebody looks, so that numbers are fetched again and again. */
  get watching(): boolean {
    return this.watched;
  }

  /** A process has started: it is asked in turn while somebody looks, and else once, to learn whether it has caches. */
  begun(target: Target): void {
    if (this.watched && !this.timer) this.tick();
    else if (!this.watched) setTimeout(() => this.targets.has(target) && void this.pull(target), firstLook);
  }

  /** Gets the numbers as they are now: an answer that is under way may be older, so after it there is another one. */
  pull(target: Target): Promise<void> {
    const first = this.underWay.get(target);
    if (first) return (first.next ??= first.done.then(() => this.pull(target)));
    const done = this.ask(target).finally(() => this.underWay.delete(target));
    this.underWay.set(target, { done });
    return done;
  }

  async pullAll(): Promise<void> {
    await Promise.all([...this.targets.all()].map((target) => this.pull(target)));
  }

  dispose(): void {
    this.stop();
    this.turned.dispose();
  }

  private async ask(target: Target): Promise<void> {
    if (target.measuring || !this.targets.has(target)) return;
    try {
      const snapshot = await target.puller.snapshot();
      const first = target.hasProbe === undefined;
      target.hasProbe = snapshot !== undefined;
      if (!snapshot) {
        if (first) {
          target.lacks = await target.puller.lacks();
          this.runs.touch(target.runId);
        }
        return;
      }
      target.process = processKey(snapshot);
      this.runs.add(target.runId, snapshot);
    } catch (error) {
      this.log.debug(`"${target.session.name}" gave no numbers: ${String(error)}`);
    }
  }

  private tick(): void {
    this.stop();
    if ([...this.targets.all()].length === 0) return;
    for (const target of this.targets.all()) if (!this.underWay.has(target)) void this.pull(target);
    this.timer = setTimeout(() => this.tick(), refreshInterval());
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }
}

export function registerPoller(
  context: vscode.ExtensionContext,
  targets: Targets,
  runs: Runs,
  log: vscode.LogOutputChannel,
): Poller {
  const poller = new Poller(targets, runs, log);
  context.subscriptions.push(
    poller,
    targets.onDidStop((target) => {
      target.puller.interrupted().catch(() => {}); // one that does not answer gives no numbers either
      void poller.pull(target);
    }),
    targets.onDidStart((target) => poller.begun(target)),
  );
  return poller;
}
