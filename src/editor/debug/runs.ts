/** The runs of this window and the last ones of earlier windows, newest first. */
import * as vscode from 'vscode';
import { kept, withSnapshot } from '../../profile/history.ts';
import type { RunRecord, RunState } from '../../protocol/run.ts';
import type { StatisticsSnapshot } from '../../protocol/statistics.ts';
import { keptRuns } from '../settings.ts';

const memory = 'memoscope.runs';

/** Milliseconds after which a live run is stored for the first time, and again: its window may go at any time. */
const storedAfter = 2000;
const storedEvery = 30_000;

export class Runs implements vscode.Disposable {
  private runs: readonly RunRecord[];
  private timer: NodeJS.Timeout | undefined;
  private readonly stored = new Set<string>();
  private readonly changed = new vscode.EventEmitter<RunRecord | undefined>();
  /** Fires with the run that changed, or with undefined when runs were forgotten. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly store: vscode.Memento) {
    const known = store.get<readonly RunRecord[]>(memory, []);
    this.runs = Array.isArray(known) ? known : [];
  }

  all(): readonly RunRecord[] {
    return this.runs;
  }

  newest(): RunRecord | undefined {
    return this.runs[0];
  }

  live(): RunRecord | undefined {
    return this.runs.find((run) => run.state !== 'ended');
  }

  get(id: string): RunRecord | undefined {
    return this.runs.find((run) => run.id === id);
  }

  begin(id: string, title: string): void {
    const run: RunRecord = { id, title, startedAt: Date.now(), state: 'starting', processes: [] };
    this.runs = [run, ...this.runs];
    this.changed.fire(run);
  }

  /** Puts a saved run among the others, once. @returns its id */
  open(run: RunRecord): string {
    this.runs = [...this.runs.filter(({ id }) => id !== run.id), run];
    this.changed.fire(run);
    return run.id;
  }

  /** Something about the run is known now that is not in its record. */
  touch(id: string): void {
    this.update(id, (run) => ({ ...run }));
  }

  add(id: string, snapshot: StatisticsSnapshot): void {
    this.update(id, (run) => withSnapshot(run, snapshot));
    this.timer ??= setTimeout(() => this.save(), this.stored.has(id) ? storedEvery : storedAfter);
  }

  setState(id: string, state: RunState): void {
    this.update(id, (run) => (run.state === state || run.state === 'ended' ? run : { ...run, state }));
  }

  /** The run is over: runs without numbers are dropped once a newer one has some, and the rest is kept for the next window. */
  end(id: string): void {
    this.update(id, (run) => ({ ...run, state: 'ended', endedAt: Date.now() }));
    const told = this.runs.filter((run, index) => index === 0 || run.state !== 'ended' || run.processes.length > 0);
    const live = told.filter((run) => run.state !== 'ended').length;
    this.runs = told.slice(0, Math.max(1, keptRuns()) + live);
    this.save();
  }

  forgetEnded(): void {
    this.runs = this.runs.filter((run) => run.state !== 'ended');
    this.save();
    this.changed.fire(undefined);
  }

  dispose(): void {
    if (this.timer) this.save();
    clearTimeout(this.timer);
    this.changed.dispose();
  }

  private update(id: string, change: (run: RunRecord) => RunRecord): void {
    const index = this.runs.findIndex((run) => run.id === id);
    const run = this.runs[index];
    if (!run) return;
    const next = change(run);
    if (next === run) return;
    this.runs = this.runs.with(index, next);
    this.changed.fire(next);
  }

  private save(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const told = this.runs.filter((run) => run.processes.length > 0 && !run.id.startsWith('file:'));
    for (const { id } of told) this.stored.add(id);
    void this.store.update(memory, told.slice(0, keptRuns()).map(kept));
  }
}

export function registerRuns(context: vscode.ExtensionContext, _log: vscode.LogOutputChannel): Runs {
  const runs = new Runs(context.workspaceState);
  const tell = () => vscode.commands.executeCommand('setContext', 'memoscope.hasRuns', runs.all().length > 0);
  context.subscriptions.push(runs, runs.onDidChange(tell));
  void tell();
  return runs;
}
