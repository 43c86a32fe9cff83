import assert from 'node:assert/strict';
import fs from 'node:fs';
import * as vscode from 'vscode';
import { unquoted } from '../../../src/editor/debug/unquoted.ts';
import type { StatisticsSnapshot } from '../../../src/protocol/statistics.ts';
import { closeAll, folder, until } from './help.ts';

const program = (name: string) => vscode.Uri.joinPath(folder().uri, name).fsPath;

/** A launched program, stopped where it says `debugger`. */
async function launchAndStop(configuration: Partial<vscode.DebugConfiguration>): Promise<{
  session: vscode.DebugSession;
  evaluate: (expression: string) => Promise<string>;
  end: () => Promise<void>;
}> {
  let session: vscode.DebugSession | undefined;
  let threadId = 0;
  const tracking = vscode.debug.registerDebugAdapterTrackerFactory('*', {
    createDebugAdapterTracker: (candidate) => ({
      onDidSendMessage: (message: { event?: string; body?: { threadId: number } }) => {
        if (message.event !== 'stopped' || !message.body) return;
        session = candidate;
        threadId = message.body.threadId;
      },
    }),
  });
  const launch = { type: 'node', request: 'launch', name: 'test', console: 'internalConsole', ...configuration };
  assert.ok(await vscode.debug.startDebugging(folder(), launch));
  await until('a stop', () => session);
  tracking.dispose();
  const stopped = session as unknown as vscode.DebugSession;
  return {
    session: stopped,
    evaluate: async (expression) => {
      const { stackFrames } = await stopped.customRequest('stackTrace', { threadId });
      const frameId = (stackFrames as { id: number }[])[0]?.id;
      const { result } = await stopped.customRequest('evaluate', { expression, context: 'clipboard', frameId });
      return unquoted(result as string);
    },
    end: async () => {
      const ended = new Promise<void>((resolve) => {
        const listener = vscode.debug.onDidTerminateDebugSession((candidate) => {
          if (candidate.parentSession) return;
          listener.dispose();
          resolve();
        });
      });
      await stopped.customRequest('continue', { threadId });
      await ended;
    },
  };
}

describe('debugging', () => {
  const file = program('counted.cjs');
  before(() => {
    fs.writeFileSync(
      file,
      `const { memoize } = require('memoscope');
let computed = 0;
const fib = memoize((n) => { computed++; return n < 2 ? n : fib(n - 1) + fib(n - 2); }, { name: 'fib' });
fib(25);
const text = 'quotes: \\' " \` \\\\ \\n';
debugger;
if (process.argv[2] === 'fork') require('node:child_process').fork(__filename);
`,
    );
  });
  after(() => fs.rmSync(file));
  afterEach(closeAll);

  it('puts the probe into the program, whose numbers are the program’s own', async () => {
    const { evaluate, end } = await launchAndStop({ program: file });
    const text = await evaluate("globalThis[Symbol.for('memoscope.probe')].snapshot()");
    const { caches } = JSON.parse(text) as StatisticsSnapshot;
    assert.equal(caches.length, 1);
    assert.equal(caches[0]?.misses, Number(await evaluate('computed')));
    assert.equal(caches[0]?.hits, Number(await evaluate('fib.cacheInfo().hits')));
    assert.equal(caches[0]?.size, 26);
    assert.equal(await evaluate('text'), 'quotes: \' " ` \\ \n');
    await end();
  });

  it('keeps the program’s own NODE_OPTIONS and environment', async () => {
    const env = { NODE_OPTIONS: '--stack-trace-limit=17', OTHER: 'x' };
    const { session, evaluate, end } = await launchAndStop({ program: file, env });
    assert.equal(await evaluate('String(Error.stackTraceLimit)'), '17');
    assert.equal(await evaluate('process.env.OTHER'), 'x');
    assert.match(
      session.parentSession?.configuration['env'].NODE_OPTIONS as string,
      /^--stack-trace-limit=17 --require "/,
    );
    await end();
  });

  it('leaves no temporary folder behind', async () => {
    const { session, end } = await launchAndStop({ program: file });
    const left = session.parentSession?.configuration['env'].MEMOSCOPE_FINAL as string;
    assert.ok(fs.existsSync(left));
    await end();
    await until('the folder is gone', () => !fs.existsSync(left));
  });

  it('runs without the probe when told so', async () => {
    const settings = vscode.workspace.getConfiguration('memoscope');
    await settings.update('debug.probe', false, vscode.ConfigurationTarget.Global);
    const { evaluate, end } = await launchAndStop({ program: file });
    assert.equal(await evaluate("String(globalThis[Symbol.for('memoscope.probe')])"), 'undefined');
    await end();
    await settings.update('debug.probe', undefined, vscode.ConfigurationTarget.Global);
  });
});
