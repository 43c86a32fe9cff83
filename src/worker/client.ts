/** Typed requests to the analysis worker, which starts on first use, ends when idle and is replaced when it breaks. */
import { Worker } from 'node:worker_threads';
import type { AnalysisMethod, AnalysisMethods, WorkerReply, WorkerRequest } from '../protocol/worker.ts';

type Params<M extends AnalysisMethod> = Parameters<AnalysisMethods[M]>[0];
type Result<M extends AnalysisMethod> = ReturnType<AnalysisMethods[M]>;

export class CancelledError extends Error {
  override name = 'CancelledError';
}

export class TimeoutError extends Error {
  override name = 'TimeoutError';
}

export interface ClientOptions {
  /** File that the worker thread runs. */
  readonly entry: string;
  /** Milliseconds without a request after which the thread ends. Default 60,000. */
  readonly idleMs?: number;
  /** Milliseconds after which one request is given up and its thread ended. Default 30,000. */
  readonly timeoutMs?: number;
  /** Old-generation heap limit of the thread in MB. Default 1,024. */
  readonly heapMb?: number;
  readonly onEvent?: (event: string) => void;
}

export interface RequestOptions {
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  /** Goes before the requests that wait: a person is waiting for this one. */
  readonly urgent?: boolean;
}

interface Job {
  readonly request: WorkerRequest;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | undefined;
  readonly resolve: (result: never) => void;
  readonly reject: (error: Error) => void;
}

/**
 * The thread gets one request at a time; the others wait here, so that a cancelled one costs nothing. A request that is
 * cancelled while it runs is only forgotten: its thread is of use to the next. One that takes too long, or whose thread
 * crashes, fails alone.
 */
export class AnalysisClient {
  private worker: Worker | undefined;
  private readonly waiting: Job[] = [];
  private running: Job | undefined;
  private timer: NodeJS.Timeout | undefined;
  private nextId = 1;
  private disposed = false;

  constructor(private readonly options: ClientOptions) {}

  /** Whether a thread is alive. */
  get started(): boolean {
    return this.worker !== undefined;
  }

  /**
   * @throws {CancelledError} when the signal aborts or the client is disposed
   * @throws {TimeoutError} when the answer takes longer than `timeoutMs` once it is this request's turn
   * @throws {Error} when the service throws or the thread crashes
   */
  request<M extends AnalysisMethod>(method: M, params: Params<M>, options: RequestOptions = {}): Promise<Result<M>> {
    return new Promise((resolve, reject) => {
      if (this.disposed || options.signal?.aborted) {
        reject(new CancelledError());
        return;
      }
      const job: Job = {
        request: { id: this.nextId++, method, params } as WorkerRequest,
        timeoutMs: options.timeoutMs ?? this.options.timeoutMs ?? 30_000,
        signal: options.signal,
        resolve,
        reject,
      };
      options.signal?.addEventListener('abort', () => this.cancel(job), { once: true });
      if (options.urgent) this.waiting.unshift(job);
      else this.waiting.push(job);
      this.next();
    });
  }

  dispose(): void {
    this.disposed = true;
    for (const job of this.waiting.splice(0)) job.reject(new CancelledError());
    this.running?.reject(new CancelledError());
    this.running = undefined;
    this.stop();
  }

  private cancel(job: Job): void {
    const index = this.waiting.indexOf(job);
    if (index >= 0) this.waiting.splice(index, 1);
    job.reject(new CancelledError());
  }

  private next(): void {
    if (this.running || this.disposed) return;
    clearTimeout(this.timer);
    const job = this.waiting.shift();
    if (!job) {
      this.timer = setTimeout(() => this.stop(), this.options.idleMs ?? 60_000);
      this.timer.unref();
      return;
    }
    this.running = job;
    this.worker ??= this.start();
    this.timer = setTimeout(() => this.fail(new TimeoutError(`No answer in ${job.timeoutMs} ms`)), job.timeoutMs);
    this.worker.postMessage(job.request);
  }

  private start(): Worker {
    const worker = new Worker(this.options.entry, {
      resourceLimits: {
        maxOldGenerationSizeMb: this.options.heapMb ?? 1024,
        // The tree of a file lives as long as its check: with twice the default less of it is copied.
        maxYoungGenerationSizeMb: 96,
        // Long chains of operators and nested calls make deep trees.
        stackSizeMb: 16,
      },
      execArgv: [],
    });
    this.options.onEvent?.('worker started');
    worker.on('message', (reply: WorkerReply) => this.answered(reply));
    worker.on('error', (error) => {
      if (worker === this.worker) this.fail(error);
    });
    worker.on('exit', (code) => {
      if (worker === this.worker) this.fail(new Error(`The analysis worker ended with ${code}`));
    });
    worker.unref();
    return worker;
  }

  private answered(reply: WorkerReply): void {
    const job = this.running;
    if (!job || job.request.id !== reply.id) return;
    this.running = undefined;
    if ('error' in reply) {
      const error = new Error(reply.error.message);
      error.stack = reply.error.stack;
      job.reject(error);
    } else {
      job.resolve(reply.result as never);
    }
    this.next();
  }

  /** Fails the running request and gives the waiting ones a new thread. */
  private fail(error: Error): void {
    const job = this.running;
    this.running = undefined;
    this.options.onEvent?.(`worker failed: ${error.message}`);
    this.stop();
    job?.reject(error);
    this.next();
  }

  private stop(): void {
    clearTimeout(this.timer);
    const worker = this.worker;
    this.worker = undefined;
    if (!worker) return;
    void worker.terminate();
    this.options.onEvent?.('worker ended');
  }
}
