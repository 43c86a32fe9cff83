import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AnalysisClient, CancelledError, TimeoutError } from '../../../src/worker/client.ts';

/** A thread that obeys the text it is asked to check. */
const stand = `
const { parentPort } = require('node:worker_threads');
let count = 0;
parentPort.on('message', ({ id, params }) => {
  const word = params.file.text;
  if (word === 'crash') process.exit(7);
  if (word === 'hang') for (;;);
  if (word === 'throw') return parentPort.postMessage({ id, error: { message: 'no good' } });
  parentPort.postMessage({ id, result: { findings: [], errors: [], word, count: ++count } });
});`;

describe('analysis client', () => {
  let folder: string;
  let client: AnalysisClient;
  let events: string[];
  const make = (options = {}) =>
    new AnalysisClient({ entry: path.join(folder, 'stand.cjs'), onEvent: (e) => events.push(e), ...options });
  const check = (text: string, options = {}) =>
    client.request('check', { file: { path: 'a.ts', text } }, options) as Promise<unknown> as Promise<{
      word: string;
      count: number;
    }>;

  before(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memoscope-client-'));
    fs.writeFileSync(path.join(folder, 'stand.cjs'), stand);
  });
  beforeEach(() => {
    events = [];
    client = make();
  });
  afterEach(() => client.dispose());
  after(() => fs.rmSync(folder, { recursive: true }));

  it('starts no thread before the first request, and keeps it for the next', async () => {
    assert.equal(client.started, false);
    assert.equal((await check('a')).count, 1);
    assert.equal((await check('b')).count, 2);
  });

  it('passes on what the service throws', async () => {
    await assert.rejects(check('throw'), /no good/);
    assert.equal((await check('a')).count, 1);
  });

  it('fails one request when the thread crashes, and answers the next in a new one', async () => {
    const crashed = assert.rejects(check('crash'), /ended with 7/);
    const next = check('a');
    await crashed;
    assert.equal((await next).count, 1);
    assert.equal(events.filter((e) => e === 'worker started').length, 2);
  });

  it('gives up a request that hangs', async () => {
    await assert.rejects(check('hang', { timeoutMs: 300 }), TimeoutError);
    assert.equal((await check('a')).word, 'a');
  });

  it('never sends what is cancelled while it waits', async () => {
    const abort = new AbortController();
    const first = check('a');
    const second = assert.rejects(check('b', { signal: abort.signal }), CancelledError);
    const third = check('c');
    abort.abort();
    await second;
    assert.equal((await first).count, 1);
    assert.equal((await third).count, 2);
  });

  it('answers an urgent request before those that wait', async () => {
    const order: string[] = [];
    const note = (p: Promise<{ word: string }>) => p.then(({ word }) => order.push(word));
    await Promise.all([note(check('a')), note(check('b')), note(check('c', { urgent: true }))]);
    assert.deepEqual(order, ['a', 'c', 'b']);
  });

  it('ends its thread when idle', async () => {
    client.dispose();
    client = make({ idleMs: 20 });
    await check('a');
    while (client.started) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.equal(events.at(-1), 'worker ended');
    assert.equal((await check('b')).count, 1);
  });

  it('rejects everything once disposed', async () => {
    const waiting = assert.rejects(check('hang'), CancelledError);
    client.dispose();
    await waiting;
    await assert.rejects(check('a'), CancelledError);
  });
});
