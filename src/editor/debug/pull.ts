/** Asks one debugged process for its numbers: over CDP, else by the debug adapter. */
import * as vscode from 'vscode';
import type { StatisticsSnapshot } from '../../protocol/statistics.ts';
import { CdpConnection, type ProxyAddress } from './cdp.ts';
import { unquoted } from './unquoted.ts';

/** Milliseconds after which a process counts as not answering. */
const timeoutMs = 2000;
/** Milliseconds for what a person has asked for: told that it failed, it had better not happen a moment later. */
const patienceMs = 20_000;
/** Milliseconds for a heap snapshot: a second takes some ten megabytes. */
const snapshotTimeoutMs = 180_000;

const probe = "globalThis[Symbol.for('memoscope.probe')]";

const late = <T>(promise: Thenable<T>, ms = timeoutMs): Promise<T> => {
  let timer: NodeJS.Timeout;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer in ${ms} ms`)), ms);
  });
  return Promise.race([Promise.resolve(promise), limit]).finally(() => clearTimeout(timer));
};

export class Puller {
  private connection: Promise<CdpConnection> | undefined;
  private cdpFailures = 0;

  constructor(private readonly session: vscode.DebugSession) {}

  /**
   * @returns the snapshot, or undefined when the process has no probe
   * @throws {Error} when the process does not answer in time
   */
  async snapshot(): Promise<StatisticsSnapshot | undefined> {
    const text = await this.evaluate(`${probe}?.snapshot()`);
    return typeof text === 'string' && text.startsWith('{') ? (JSON.parse(text) as StatisticsSnapshot) : undefined;
  }

  /** Empties one cache in the running program. */
  async clear(cache: string): Promise<boolean> {
    return (await this.evaluate(`String(${probe}?.clear?.(${JSON.stringify(cache)}))`, patienceMs)) === 'true';
  }

  /** Switches one cache off or on again. */
  async bypass(cache: string, on: boolean): Promise<boolean> {
    return (await this.evaluate(`String(${probe}?.bypass?.(${JSON.stringify(cache)}, ${on}))`, patienceMs)) === 'true';
  }

  /** Sets the counters of one cache back, or of all. */
  async reset(cache?: string): Promise<boolean> {
    const id = cache === undefined ? '' : JSON.stringify(cache);
    return (await this.evaluate(`String(${probe}?.reset?.(${id}) !== false)`, patienceMs)) === 'true';
  }

  /** The process stands at a breakpoint: how long the misses under way take is not known. */
  async interrupted(): Promise<void> {
    await this.evaluate(`void ${probe}?.interrupted?.()`);
  }

  /** Why a process has no probe: it is no Node.js, or its NODE_OPTIONS are others than it was given. */
  async lacks(): Promise<'deno' | 'options-replaced' | undefined> {
    const other = "typeof Deno + typeof Bun !== 'undefinedundefined'";
    const options = "typeof process === 'object' ? process.env.NODE_OPTIONS ?? '' : '-'";
    const told = await this.evaluate(`${other} ? 'deno' : ${options}`).catch(() => undefined);
    if (typeof told !== 'string' || told === '-') return undefined;
    if (told === 'deno') return 'deno';
    return told.includes('probe.js') ? undefined : 'options-replaced';
  }

  /** Bytes of the heap in use. */
  async heapUsed(): Promise<number> {
    return Number(await this.evaluate('String(process.memoryUsage().heapUsed)', patienceMs));
  }

  /**
   * Writes a heap snapshot in which one cache is marked.
   * @returns whether there was such a cache
   */
  async heapSnapshot(cache: string, file: string): Promise<boolean> {
    const expression = `String(${probe}?.heapSnapshot?.(${JSON.stringify(cache)}, ${JSON.stringify(file)}))`;
    return (await this.evaluate(expression, snapshotTimeoutMs)) === 'true';
  }

  dispose(): void {
    void this.connection?.then((connection) => connection.close()).catch(() => undefined);
    this.connection = undefined;
  }

  private async evaluate(expression: string, ms = timeoutMs): Promise<unknown> {
    if (this.cdpFailures < 2) {
      try {
        const value = await (await this.connect()).evaluate(expression, ms);
        this.cdpFailures = 0;
        return value;
      } catch {
        this.cdpFailures++;
        this.dispose();
      }
    }
    const request = this.session.customRequest('evaluate', { expression, context: 'clipboard' });
    const reply = (await late(request, ms)) as { result?: string };
    return reply.result === undefined || reply.result === 'undefined' ? undefined : unquoted(reply.result);
  }

  private async connect(): Promise<CdpConnection> {
    const known = await this.connection?.catch(() => undefined);
    if (known?.isOpen) return known;
    this.connection = (async () => {
      const command = vscode.commands.executeCommand<ProxyAddress | undefined>(
        'extension.js-debug.requestCDPProxy',
        this.session.id,
      );
      const address = await late(command);
      if (!address) throw new Error('no CDP proxy for this session');
      return CdpConnection.open(address, timeoutMs);
    })();
    return this.connection;
  }
}
