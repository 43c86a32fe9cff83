/** A few lines of the Chrome DevTools Protocol over the proxy that js-debug offers for one of its sessions. */
import type { WebSocket } from 'ws';

export interface ProxyAddress {
  readonly host: string;
  readonly port: number;
  readonly path?: string;
}

interface Reply {
  readonly id?: number;
  readonly error?: { readonly message: string };
  readonly result?: { readonly result?: { readonly value?: unknown }; readonly exceptionDetails?: { text: string } };
}

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void };

export class CdpConnection {
  private readonly waiting = new Map<number, Waiting>();
  private nextId = 1;

  private constructor(private readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.received(JSON.parse(String(data)) as Reply));
    socket.on('close', () => this.failAll(new Error('the debugger closed the connection')));
    socket.on('error', (error) => this.failAll(error));
  }

  /** @throws {Error} when nothing answers within `timeoutMs` */
  static async open({ host, port, path = '' }: ProxyAddress, timeoutMs: number): Promise<CdpConnection> {
    const { WebSocket } = await import('ws');
    const socket = new WebSocket(`ws://${host}:${port}${path}`, {
      perMessageDeflate: false,
      handshakeTimeout: timeoutMs,
    });
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return new CdpConnection(socket);
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /**
   * The value of an expression in the program, busy or paused. It runs silently: no pause, no console entry.
   * @throws {Error} when the expression throws, the connection ends or `timeoutMs` pass
   */
  evaluate(expression: string, timeoutMs: number): Promise<unknown> {
    const id = this.nextId++;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.settle(id)?.reject(new Error(`no answer in ${timeoutMs} ms`)), timeoutMs);
      const done = () => clearTimeout(timer);
      this.waiting.set(id, {
        resolve: (value) => (done(), resolve(value)),
        reject: (error) => (done(), reject(error)),
      });
      const params = { expression, returnByValue: true, silent: true };
      this.socket.send(JSON.stringify({ id, method: 'Runtime.evaluate', params }));
    });
  }

  close(): void {
    this.socket.terminate();
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  private received(reply: Reply): void {
    if (reply.id === undefined) return;
    const waiting = this.settle(reply.id);
    const problem = reply.error?.message ?? reply.result?.exceptionDetails?.text;
    if (problem === undefined) waiting?.resolve(reply.result?.result?.value);
    else waiting?.reject(new Error(problem));
  }

  private failAll(error: Error): void {
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(error);
  }
}
