/** The exact size of one cache: a heap snapshot of its process, and the dominators in it. */
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import * as vscode from 'vscode';
import { bytes } from '../../profile/figures.ts';
import type { Exact, RowRef } from '../../protocol/panel.ts';
import type { CacheStatistics } from '../../protocol/statistics.ts';
import { measureRetained } from '../../worker/retainedClient.ts';
import type { Target } from '../debug/targets.ts';

/** What a snapshot costs for each byte of the heap, from runs on a slow machine (bench/probe/exact.mjs). */
const secondsPerMB = 0.12;
const fileBytesPerByte = 1.5;

export class Measuring {
  private abort: AbortController | undefined;

  constructor(
    private readonly worker: string,
    private readonly report: (exact: Exact) => void,
  ) {}

  cancel(): void {
    this.abort?.abort();
  }

  /** Says what it costs, asks, and measures. */
  async start(target: Target | undefined, row: RowRef, cache: CacheStatistics): Promise<void> {
    const { t } = vscode.l10n;
    if (!target || this.abort) return;
    const heap = await target.puller.heapUsed().catch(() => undefined);
    if (heap === undefined) return this.report({ row, state: 'failed', message: t('The program does not answer.') });
    const seconds = Math.max(1, Math.round((heap / 1e6) * secondsPerMB));
    const message = t('Measure {0} exactly?', cache.name);
    const detail = t(
      'This takes a heap snapshot. The program stands still for about {0} s, and a file of about {1} lies in the temporary folder until it is read.',
      seconds,
      bytes(heap * fileBytesPerByte),
    );
    const measure = t('Measure');
    if ((await vscode.window.showWarningMessage(message, { modal: true, detail }, measure)) !== measure) return;
    await this.measure(target, row, cache.id);
  }

  private async measure(target: Target, row: RowRef, id: string): Promise<void> {
    const { t } = vscode.l10n;
    const abort = (this.abort = new AbortController());
    const folder = await fs.promises.mkdtemp(path.join(os.tmpdir(), 'memoscope-heap-'));
    const file = path.join(folder, 'heap.heapsnapshot');
    const started = Date.now();
    target.measuring = true;
    try {
      this.report({ row, state: 'running', message: t('Taking the snapshot: the program stands still…') });
      const marked = await target.puller.heapSnapshot(id, file);
      target.measuring = false;
      if (!marked) throw new Error(t('the cache is gone'));
      if (!fs.existsSync(file)) throw new Error(t('the program runs on another machine'));
      this.report({ row, state: 'running', message: t('Working out what the cache retains…') });
      const [size = -1] = await measureRetained(this.worker, { file, marks: 1 }, abort.signal);
      if (size < 0) throw new Error(t('the snapshot does not show the cache'));
      this.report({ row, state: 'done', bytes: size, tookMs: Date.now() - started });
    } catch (error) {
      const why = abort.signal.aborted ? t('Cancelled') : error instanceof Error ? error.message : String(error);
      this.report({ row, state: 'failed', message: why });
    } finally {
      target.measuring = false;
      this.abort = undefined;
      await fs.promises.rm(folder, { recursive: true, force: true });
    }
  }
}
