/** Which processes are being debugged, whether they are paused, and to which run they belong. */
import * as vscode from 'vscode';
import { processKey } from '../../profile/history.ts';
import type { FinalFolders } from './finalFolder.ts';
import { childKey, finalVariable } from './probeEnvironment.ts';
import { Puller } from './pull.ts';
import type { Runs } from './runs.ts';

/** Session types of js-debug: those that can carry the probe, and those in which only the library reports itself. */
const jsTypes: ReadonlySet<string> = new Set([
  ...['node', 'pwa-node', 'node-terminal'],
  ...['pwa-extensionHost', 'extensionHost', 'pwa-chrome', 'chrome', 'pwa-msedge', 'msedge'],
]);

export interface Target {
  readonly session: vscode.DebugSession;
  readonly runId: string;
  readonly puller: Puller;
  paused: boolean;
  /** Undefined until the process has answered once. */
  hasProbe: boolean | undefined;
  /** Why it has no probe, as far as it can tell. */
  lacks: 'deno' | 'options-replaced' | undefined;
  /** Key of its process, once it has answered. */
  process: string | undefined;
  /** A heap snapshot is taken: it cannot answer anything else meanwhile. */
  measuring: boolean;
}

const rootOf = (session: vscode.DebugSession): vscode.DebugSession => {
  let root = session;
  while (root.parentSession && root.configuration[childKey] !== undefined) root = root.parentSession;
  return root;
};

export class Targets {
  private readonly targets = new Map<string, Target>();
  private readonly roots = new Map<string, vscode.DebugSession>();
  private readonly stopped = new vscode.EventEmitter<Target>();
  private readonly started = new vscode.EventEmitter<Target>();
  /** A process has stopped at a breakpoint or after a step. */
  readonly onDidStop = this.stopped.event;
  readonly onDidStart = this.started.event;
  /** What is worth knowing of runs that have ended. */
  private readonly past = new Map<string, { root?: vscode.DebugSession; lacks: Target['lacks'] }>();
  private others = 0;
  private readonly begun = new Set<string>();
  /** Where programs that are started in debug terminals leave their last snapshots. */
  terminalFolder: string | undefined;

  constructor(
    private readonly runs: Runs,
    private readonly folders: FinalFolders,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  all(): Iterable<Target> {
    return this.targets.values();
  }

  has(target: Target): boolean {
    return this.targets.get(target.session.id) === target;
  }

  of(runId: string): Target[] {
    return [...this.targets.values()].filter((target) => target.runId === runId);
  }

  /** Of a run that has ended too. */
  root(runId: string): vscode.DebugSession | undefined {
    return this.roots.get(runId) ?? this.past.get(runId)?.root;
  }

  /** Why processes of the run have no probe, as far as they can tell. */
  lacks(runId: string): Target['lacks'] {
    return this.of(runId).find(({ lacks }) => lacks)?.lacks ?? this.past.get(runId)?.lacks;
  }

  /** Whether something is debugged that is no JavaScript. */
  get onlyOthers(): boolean {
    return this.others > 0 && this.roots.size === 0;
  }

  begin(session: vscode.DebugSession): void {
    if (this.begun.has(session.id)) return;
    this.begun.add(session.id);
    if (!jsTypes.has(session.type)) {
      this.others++;
      return;
    }
    const root = rootOf(session);
    if (!this.roots.has(root.id)) {
      this.roots.set(root.id, root);
      this.runs.begin(root.id, root.name);
    }
    // A root has no thread to ask: an evaluation would hang. In a debug terminal a process is a root of its own.
    if (session === root && session.configuration[childKey] === undefined) return;
    const target: Target = {
      ...{ session, runId: root.id, puller: new Puller(session), paused: false },
      ...{ hasProbe: undefined, lacks: undefined, process: undefined, measuring: false },
    };
    this.targets.set(session.id, target);
    this.tellState(root.id);
    this.started.fire(target);
  }

  setPaused(session: vscode.DebugSession, paused: boolean): void {
    const target = this.targets.get(session.id);
    if (!target) return;
    target.paused = paused;
    this.tellState(target.runId);
    if (paused) this.stopped.fire(target);
  }

  async end(session: vscode.DebugSession): Promise<void> {
    if (!this.begun.delete(session.id)) return;
    if (!jsTypes.has(session.type)) {
      this.others--;
      return;
    }
    const target = this.targets.get(session.id);
    if (target) {
      target.puller.dispose();
      this.targets.delete(session.id);
      if (target.lacks) this.past.set(target.runId, { lacks: target.lacks });
      this.tellState(target.runId);
    }
    if (!this.roots.has(session.id)) return;
    const folder = session.configuration['env']?.[finalVariable] as unknown;
    if (typeof folder === 'string') {
      for (const snapshot of await this.folders.read(folder)) this.runs.add(session.id, snapshot);
      this.folders.remove(folder);
    } else if (target?.process !== undefined && this.terminalFolder !== undefined) {
      const all = await this.folders.read(this.terminalFolder);
      const own = all.filter((snapshot) => processKey(snapshot) === target.process);
      for (const snapshot of own) this.runs.add(session.id, snapshot);
    }
    this.roots.delete(session.id);
    this.past.set(session.id, { root: session, lacks: this.past.get(session.id)?.lacks });
    this.runs.end(session.id);
    this.log.info(`run "${session.name}" has ended`);
  }

  private tellState(runId: string): void {
    const all = this.of(runId);
    if (all.length > 0) this.runs.setState(runId, all.some((target) => target.paused) ? 'paused' : 'running');
  }
}

/** Paused or not, as the adapter's events and the answers to its requests say. */
function track(targets: Targets, session: vscode.DebugSession): vscode.DebugAdapterTracker {
  return {
    onDidSendMessage(message: { type?: string; event?: string }) {
      if (message.type !== 'event') return;
      if (message.event === 'stopped') targets.setPaused(session, true);
      else if (message.event === 'continued') targets.setPaused(session, false);
    },
    onWillReceiveMessage(message: { command?: string }) {
      if (/^(continue|next|stepIn|stepOut|stepBack|restartFrame)$/.test(message.command ?? '')) {
        targets.setPaused(session, false);
      }
    },
  };
}

export function registerTargets(
  context: vscode.ExtensionContext,
  runs: Runs,
  folders: FinalFolders,
  log: vscode.LogOutputChannel,
): Targets {
  const targets = new Targets(runs, folders, log);
  // one that runs already when the extension is switched on; of others VS Code does not tell
  const { activeDebugSession } = vscode.debug;
  if (activeDebugSession) targets.begin(activeDebugSession);
  context.subscriptions.push(
    vscode.debug.onDidStartDebugSession((session) => targets.begin(session)),
    vscode.debug.onDidTerminateDebugSession((session) => void targets.end(session)),
    vscode.debug.registerDebugAdapterTrackerFactory('*', {
      createDebugAdapterTracker: (session) => (jsTypes.has(session.type) ? track(targets, session) : undefined),
    }),
  );
  return targets;
}
