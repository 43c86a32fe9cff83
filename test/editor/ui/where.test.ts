/** Where caches can be watched, and what a person does about one: all in one window. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { Service } from '../../../src/service/service.ts';
import { readRow, stateOf } from './panel.ts';
import { act, copyExamples, holds, linkLibrary, pressOn, soon, until, Workbench } from './workbench.ts';

const use = `const { memoize } = require('memoscope');
const square = memoize((n) => n * n, { name: process.argv[2] ?? 'square' });
for (let k = 0; k < 100; k++) square(k % 10);
globalThis.kept = square; // or it is collected, and its cache with it
`;
/** Stays for a while, so that somebody can look. */
const stay = `${use}setTimeout(() => {}, 600_000);
const fs = require('node:fs');
// How often it was asked for its numbers, and how long it has run.
const probe = globalThis[Symbol.for('memoscope.probe')];
const { snapshot } = probe ?? {};
let asked = 0;
if (probe) probe.snapshot = () => (fs.writeFileSync(\`\${__dirname}/asked\`, String(++asked)), snapshot.call(probe));
let ticks = 0;
setInterval(() => fs.writeFileSync(\`\${__dirname}/ticks\`, String(++ticks)), 250);
`;
const fork = `${stay}require('node:child_process').fork(__dirname + '/stay.js', ['inChild']);\n`;
const plain = `export function paths(m: number, n: number): number {
  return m === 0 || n === 0 ? 1 : paths(m - 1, n) + paths(m, n - 1);
}
`;

/** The recursion with the cache that our own fix writes. */
function memoized(): string {
  const file = { path: 'rarely.ts', text: plain };
  const result = new Service().fix({ file, target: { name: 'paths' }, fix: 'memoize-module' });
  if ('refused' in result) throw new Error(result.refused);
  let text = plain;
  for (const { start, end, newText } of [...result.edits].sort((a, b) => b.start - a.start))
    text = text.slice(0, start) + newText + text.slice(end);
  return text;
}

/** A free port, below those that the system gives to whoever asks for any: nobody shall have it until it is used. */
const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const port = 20_000 + Math.floor(Math.random() * 10_000);
    const server = net.createServer().once('error', () => resolve(freePort()));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(port)));
  });

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => resolve(true));
    socket.once('error', () => resolve(false)).once('close', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });

describe('where caches are watched', function () {
  let w: Workbench;
  let folder: string;
  let attached: ChildProcess | undefined;
  let port: number;

  before(async () => {
    folder = copyExamples('where');
    const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
    write('stay.js', stay);
    write('fork.js', fork);
    write('rarely.ts', `${memoized()}for (let i = 1; i <= 50; i++) paths(i, 0);\ndebugger;\n`);
    write('package.json', JSON.stringify({ scripts: { replaced: 'NODE_OPTIONS=--no-warnings node stay.js' } }));
    linkLibrary(folder);
    port = await freePort();
    // stands for a program that is no Node.js
    for (const name of ['bare', 'bun'])
      fs.writeFileSync(path.join(folder, name), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
    const node = { type: 'node', request: 'launch', console: 'internalConsole', cwd: '${workspaceFolder}' };
    const program = (name: string, file: string, more: object = {}) => ({ ...node, name, program: `\${workspaceFolder}/${file}`, ...more }); // prettier-ignore
    write('.vscode/launch.json', JSON.stringify({
      configurations: [
        program('Stay', 'stay.js'),
        program('First', 'stay.js', { args: ['inFirst'] }),
        program('Second', 'stay.js', { args: ['inSecond'] }),
        program('Fork', 'fork.js', { args: ['inParent'] }),
        program('Rarely', 'rarely.ts', { runtimeArgs: ['--import', 'tsx'] }),
        { ...node, name: 'Bare', program: '${workspaceFolder}/stay.js', runtimeExecutable: '${workspaceFolder}/bare' },
        { ...node, name: 'Bun', program: '${workspaceFolder}/stay.js', runtimeExecutable: '${workspaceFolder}/bun' },
        { ...node, name: 'Script', runtimeExecutable: 'npm', runtimeArgs: ['run', 'replaced'] },
        { type: 'node', request: 'attach', name: 'Attach', address: '127.0.0.1', port },
      ],
      compounds: [{ name: 'Both', configurations: ['First', 'Second'], stopAll: true }],
    })); // prettier-ignore
    w = await Workbench.open({
      folder,
      openFile: path.join(folder, 'rarely.ts'),
      viewport: { width: 1500, height: 1000 },
      settings: { 'memoscope.caches.refreshInterval': 250, 'terminal.integrated.gpuAcceleration': 'off' }, // its text is in the page then
    });
    // on a busy machine the list of commands is there before ours
    await w.page.locator('.codicon-pulse').first().waitFor();
    await w.command('Run and Debug: Focus on Caches View');
    await w.caches().getByRole('heading', { name: 'No run yet' }).waitFor();
  });
  after(async () => {
    attached?.kill();
    await w?.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await w.failed('where');
  });

  const runs = () => w.caches().locator('select[aria-label="Run"]');
  const row = (name: string) => readRow(w.caches(), name);
  const shows = (name: string) => until(`the row of ${name}`, async () => (await row(name))?.calls === 100);
  const heading = (name: string) => w.caches().getByRole('heading', { name }).waitFor();
  const live = () => runs().locator('option', { hasText: 'now' });
  const details = () => w.caches().getByRole('region', { name: /^Details of/ });
  const button = (label: string) => details().getByRole('button', { name: label });
  const stop = () =>
    act(
      'the end of all runs',
      () => w.command('Debug: Stop'),
      async () => (await runs().isVisible()) && (await live().count()) === 0,
      30_000,
    );

  it('two programs at once, each a run of its own', async () => {
    await w.launch('Both');
    await until('two runs', async () => (await live().count()) === 2);
    const shown = await until('one of them', async () =>
      (await row('inSecond')) ? 'Second' : (await row('inFirst')) && 'First',
    );
    const other = shown === 'First' ? 'Second' : 'First';
    await shows(`in${shown}`);
    const value = await runs().locator('option', { hasText: other }).getAttribute('value');
    await runs().selectOption(value);
    await shows(`in${other}`);
    await until('running', async () => (await stateOf(w.caches())) === 'Running');
    await stop();
  });

  it('compares two runs', async () => {
    const compared = w.caches().getByText(/^Compared with (First|Second) · 1 cache of it is not here$/);
    const other = w.page.locator('.quick-input-list .monaco-list-row.focused', { hasText: /First|Second/ });
    const compare = async () => {
      if (!(await other.isVisible())) await w.command('Memoscope: Compare Runs…');
      await other.waitFor(soon);
      await w.input.press('Enter', soon);
    };
    await act('two runs side by side', compare, () => compared.isVisible());
    await w.caches().locator('tbody .advice', { hasText: 'new' }).waitFor();
    const stopComparing = w.caches().getByRole('button', { name: 'Stop Comparing' });
    await pressOn(stopComparing, 'Enter', async () => !(await compared.isVisible()));
  });

  it('a program and its child, grouped by keyboard', async () => {
    await w.launch('Fork');
    await shows('inParent');
    await shows('inChild');
    const groups = w.caches().locator('select[aria-label="Group rows"]');
    const headings = w.caches().locator('tr.group button');
    for (const [by, expected] of [
      ['file', [/^▾fork\.js/, /^▾stay\.js/]],
      ['process', [/^▾Process \d+/, /^▾Process \d+/]],
      ['kind', [/^▾memoscope2 caches/]],
    ] as const) {
      await pressOn(groups, 'ArrowDown', async () => (await groups.inputValue(soon)) === by);
      await holds(by, async () => {
        const shown = (await headings.allTextContents()).sort();
        assert.equal(shown.length, expected.length);
        expected.forEach((pattern, i) => assert.match(shown[i] ?? '', pattern));
      });
    }
    const first = w.caches().locator('button.name').first();
    await pressOn(headings.first(), 'Enter', async () => !(await first.isVisible()));
    await pressOn(headings.first(), 'Enter', first);
    await pressOn(headings.first(), 'ArrowDown', () =>
      first.evaluate((b) => b === document.activeElement, undefined, soon),
    );
    await pressOn(groups, 'Home', async () => (await groups.inputValue(soon)) === 'none');
    await w.command('Memoscope: Reset Counters of the Program');
    for (const name of ['inParent', 'inChild'])
      await until(`${name} counts from 0`, async () => (await row(name))?.calls === 0);
    assert.equal((await row('inChild'))?.entries, 10); // what is counted goes, not what is kept
    await stop();
  });

  it('Run Without Debugging, where a row can be emptied and bypassed', async () => {
    await w.launch('Stay');
    await shows('square');
    await stop();
    await w.command('Debug: Start Without Debugging');
    await until(
      'it runs',
      async () => (await stateOf(w.caches())) === 'Running' && (await row('square'))?.calls === 100,
    );
    await pressOn(w.caches().locator('button.name', { hasText: 'square' }), 'Enter', details());
    await pressOn(button('Bypass'), 'Enter', button('Use Again'));
    await until('it is empty', async () => (await row('square'))?.entries === 0);
    await pressOn(button('Use Again'), 'Enter', button('Bypass'));
    const read = (name: string) => Number(fs.readFileSync(path.join(folder, name), 'utf8'));
    const later = async (ticks: number) => {
      const end = read('ticks') + ticks;
      await until('time goes by in the program', () => read('ticks') >= end);
    };
    const asked = read('asked');
    await until('it is asked again and again', () => read('asked') > asked + 2);
    await w.command('View: Show Explorer');
    await until('nobody asks while the view is hidden', async () => {
      const before = read('asked');
      await later(6);
      return read('asked') === before;
    });
    const hidden = read('asked');
    const status = () => w.page.locator('.statusbar-item[aria-label*="hits"]').getAttribute('aria-label', soon);
    await until('its old numbers say so', async () => /hits, as of .*: the Caches view is hidden$/.test((await status()) ?? '')); // prettier-ignore
    await w.command('Run and Debug: Focus on Caches View');
    await until('it is asked once it is shown', () => read('asked') > hidden);
    await until('its numbers are new', async () => / hits$/.test((await status()) ?? ''));
    await pressOn(button('Reset Counters'), 'Enter', async () => (await row('square'))?.calls === 0);
    await stop();
  });

  it('Run with Cache Statistics, in the title of the editor, brings the view to the front', async () => {
    await w.openFile('stay.js');
    await w.command('View: Show Explorer');
    const action = w.page.locator('.editor-actions a[aria-label="Run with Cache Statistics"]');
    const isShown = async () => (await runs().locator('option:checked').innerText(soon)) === 'stay.js · now';
    await act('the run', () => action.click(soon), isShown, 30_000);
    await shows('square');
    await stop();
    await w.openFile('rarely.ts');
  });

  it('an npm script that replaces NODE_OPTIONS is named as the reason', async () => {
    await w.launch('Script');
    await heading('NODE_OPTIONS was replaced on the way');
    await stop();
  });

  it('a program that is no Node.js is named as the reason', async () => {
    await w.launch('Bare');
    await heading('The program runs without the probe');
    await w.launch('Bun');
    await heading('Deno and Bun take no probe');
  });

  it('a folder that switches the probe off is named as the reason', async () => {
    const settings = path.join(folder, '.vscode', 'settings.json');
    const before = fs.existsSync(settings) ? fs.readFileSync(settings, 'utf8') : '{}';
    const breadcrumbs = w.page.locator('.breadcrumbs-control').first();
    // breadcrumbs show when VS Code has read the file
    const read = (text: string, shown: boolean) =>
      act(
        'the settings are read',
        async () => fs.writeFileSync(settings, text),
        async () => (await breadcrumbs.isVisible()) === shown,
      );
    await breadcrumbs.waitFor();
    await read(JSON.stringify({ 'memoscope.debug.probe': false, 'breadcrumbs.enabled': false }), false);
    await w.launch('Stay');
    await heading('The probe is switched off');
    await stop();
    await read(before, true);
  });

  it('attaching says what it cannot show', async () => {
    attached = spawn(process.execPath, [`--inspect=${port}`, path.join(folder, 'stay.js')], { stdio: 'ignore' });
    await until('it listens', () => listens(port));
    await w.launch('Attach');
    await heading('Attached to a running program');
    const launch = w.caches().getByRole('button', { name: 'Launch a Program…' });
    const listed = w.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Stay' }).first();
    await pressOn(launch, 'Enter', listed);
    await w.closeInput();
    await w.command('Debug: Disconnect');
    attached.kill();
  });

  it('a JavaScript Debug Terminal', async () => {
    await w.command('Debug: JavaScript Debug Terminal');
    const input = w.page.locator('.xterm-helper-textarea').last();
    const screen = w.page.locator('.xterm-rows').last();
    await until('the prompt', async () => /[$#%>]\s*$/.test((await screen.innerText()).trimEnd()));
    const type = async () => {
      await input.press('Control+C', soon);
      await input.pressSequentially('node stay.js inTerminal\n', { timeout: 20_000 });
    };
    await act('its row', type, async () => (await row('inTerminal'))?.calls === 100, 30_000);
    await w.picture('where-terminal');
    await pressOn(input, 'Control+C', async () => (await live().count()) === 0);
  });

  it('a cache that costs more than it saves is removed, and the squiggle is back', async () => {
    assert.equal(await w.page.locator('.squiggly-warning').count(), 0);
    await w.launch('Rarely');
    await w.stopped();
    await until('its row', async () => (await row('paths'))?.rate === '0.0');
    await w.page.locator('.codelens-decoration', { hasText: '0.0 % hits' }).first().waitFor();
    await pressOn(w.caches().locator('button.name', { hasText: 'paths' }), 'Enter', details());
    await details().locator('.recursion svg .node.again').first().waitFor();
    await w.picture('where-details');
    await pressOn(button('Remove Memoization'), 'Enter', w.page.locator('.squiggly-warning').first());
    await w.command('Debug: Stop');
  });
});
