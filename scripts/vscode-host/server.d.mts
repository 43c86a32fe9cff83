import type { ChildProcess } from 'node:child_process';

export interface Server {
  url(where?: { folder?: string; openFile?: string; payload?: [string, string][] }): string;
  readonly data: string;
  readonly child: ChildProcess;
  log(): string;
  stop(): void;
}

export function startServer(options?: {
  extensions?: string[];
  settings?: Record<string, unknown>;
  trust?: boolean;
  driver?: boolean;
  port?: number;
  data?: string;
  env?: Record<string, string>;
  args?: string[];
}): Promise<Server>;
