import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

export interface Ending {
  /** As a shell says it: 128 and the signal's number when a signal ended the program, 127 when it did not start. */
  readonly exitStatus: number;
  readonly status: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The probe's bundle: beside the command's own, or in `dist` when run from source. */
export function probeFile(): string {
  const places = [join(__dirname, 'probe.js'), join(__dirname, '../../../dist/probe.js')];
  return places.find(existsSync) ?? places[0]!;
}

/** NODE_OPTIONS with one more module to preload; inside quotes a backslash escapes. */
export const withProbe = (options: string | undefined, probe: string): string =>
  `${options ? `${options} ` : ''}--require "${probe.replace(/["\\]/g, '\\$&')}"`;

const forwarded = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs a program with our standard streams and passes signals on to it. */
export function runProgram(command: readonly string[], env: NodeJS.ProcessEnv): Promise<Ending> {
  const [file, ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(file!, args, { stdio: 'inherit', env, shell: process.platform === 'win32' });
    const pass = (signal: NodeJS.Signals): void => {
      // a terminal gives Ctrl+C to the program as well as to us
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    };
    for (const signal of forwarded) process.on(signal, pass);
    const finish = (ending: Ending): void => {
      for (const signal of forwarded) process.off(signal, pass);
      resolve(ending);
    };
    child.once('error', (error) => {
      process.stderr.write(`memoscope: ${file} did not start: ${error.message}\n`);
      finish({ exitStatus: 127, status: null, signal: null });
    });
    child.once('exit', (status, signal) =>
      finish({ exitStatus: status ?? 128 + (signal ? constants.signals[signal] : 0), status, signal }),
    );
  });
}
