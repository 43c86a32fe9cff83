/** Where caches can be watched, and what a person does about one: all in one window. */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Service } from '../../../src/service/service.ts';
import { readRow, stateOf } from './panel.ts';
import { copyExamples, linkLibrary, until, Workbench } from './workbench.ts';

const use = `const { memoize } = require('memoscope');
const square = memoize((n) => n * n, { name: process.argv[2] ?? 'square' });
for (let k = 0; k < 100; k++) square(k % 10);
`;
/** Stays for a while, so that somebody can look. */
const stay = `${use}setTimeout(() => {}, 40_000);\n`;
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

describe('where caches are watched', function () {
  let w: Workbench;
  let folder: string;
  let attached: ChildProcess | undefined;

  before(async () => {
    folder = copyExamples('where');
    const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
    write('stay.js', stay);
    write('fork.js', fork);
    write('rarely.ts', `${memoized()}for (let i = 1; i <= 50; i++) paths(i, 0);\ndebugger;\n`);
    write('package.json', JSON.stringify({ scripts: { replaced: 'NODE_OPTIONS=--no-warnings node stay.js' } }));
    linkLibrary(folder);
    // stands for a program that is no Node.js
    fs.writeFileSync(path.join(folder, 'bare'), '#!/bin/sh\nexit 0\n', { mode: 0o755 });
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
        { ...node, name: 'Script', runtimeExecutable: 'npm', runtimeArgs: ['run', 'replaced'] },
        { type: 'node', request: 'attach', name: 'Attach', address: '127.0.0.1', port: 9345 },
      ],
      compounds: [{ name: 'Both', configurations: ['First', 'Second'], stopAll: true }],
    })); // prettier-ignore
    w = await Workbench.open({
      folder,
      openFile: path.join(folder, 'rarely.ts'),
      viewport: { width: 1500, height: 1000 },
    });
    await w.page.locator('.statusbar-item', { hasText: /\d/ }).first().waitFor();
    // on a busy machine the list of commands is there before ours
    await w.page.locator('.codicon-pulse').first().waitFor({ timeout: 60_000 });
    await w.command('Run and Debug: Focus on Caches View');
    await w.caches().getByRole('heading', { name: 'No run yet' }).waitFor();
  });
  after(async () => {
    attached?.kill();
    await w?.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await w.picture('failed-where');
  });

  const launch = async (name: string) => {
    await w.command('Debug: Select and Start Debugging');
    await w.page.locator('.quick-input-list .monaco-list-row', { hasText: name }).first().click();
  };
  const row = (name: string) => readRow(w.caches(), name);
  const shows = (name: string) => until(`the row of ${name}`, async () => (await row(name))?.calls === 100, 40_000);
  const stop = async () => {
    await w.command('Debug: Stop');
    await until('the end of the run', async () => (await stateOf(w.caches())).startsWith('Ended'), 30_000);
  };

  it('two programs at once, each a run of its own', async () => {
    await launch('Both');
    const runs = w.caches().locator('select[aria-label="Run"]');
    await until('two runs', async () => (await runs.locator('option', { hasText: 'now' }).count()) === 2, 40_000);
    await shows('inSecond').catch(() => shows('inFirst'));
    const other = (await row('inSecond')) ? 'First' : 'Second';
    const value = await runs.locator('option', { hasText: other }).getAttribute('value');
    await runs.selectOption(value);
    await shows(`in${other}`);
    assert.equal(await stateOf(w.caches()), 'Running');
    await stop();
    await until('both ended', async () => (await runs.locator('option', { hasText: 'now' }).count()) === 0);
  });

  it('compares two runs', async () => {
    await w.command('Memoscope: Compare Runs…');
    await w.page
      .locator('.quick-input-list .monaco-list-row', { hasText: /First|Second/ })
      .first()
      .click();
    await w
      .caches()
      .getByText(/^Compared with (First|Second)$/)
      .waitFor();
    await w.caches().locator('tbody .advice', { hasText: 'new' }).waitFor();
    await w.caches().getByRole('button', { name: 'Stop Comparing' }).click();
    await w
      .caches()
      .getByText(/^Compared with/)
      .waitFor({ state: 'hidden' });
  });

  it('a program and its child, grouped by process', async () => {
    await launch('Fork');
    await shows('inParent');
    await shows('inChild');
    const groups = w.caches().locator('select[aria-label="Group rows"]');
    await groups.selectOption('process');
    assert.equal(await w.caches().locator('tr.group').count(), 2);
    await w.caches().locator('tr.group button').first().press('Enter');
    await until('one group is folded', async () => (await w.caches().locator('button.name').count()) === 1);
    await groups.selectOption('none');
    await stop();
  });

  it('Run Without Debugging, where a row can be emptied and bypassed', async () => {
    await launch('Stay');
    await shows('square');
    await stop();
    await w.page.keyboard.press('Control+F5');
    await until('it runs', async () => (await stateOf(w.caches())) === 'Running' && (await row('square'))?.calls === 100, 40_000); // prettier-ignore
    await w.caches().locator('button.name', { hasText: 'square' }).press('Enter');
    const details = w.caches().getByRole('region', { name: /^Details of/ });
    await details.getByRole('button', { name: 'Bypass' }).press('Enter');
    await details.getByRole('button', { name: 'Use Again' }).waitFor();
    await until('it is empty', async () => (await row('square'))?.entries === 0);
    await details.getByRole('button', { name: 'Use Again' }).press('Enter');
    await details.getByRole('button', { name: 'Reset Counters' }).press('Enter');
    await until('it counts from 0', async () => (await row('square'))?.calls === 0);
    await stop();
  });

  it('an npm script that replaces NODE_OPTIONS is named as the reason', async () => {
    await launch('Script');
    await w
      .caches()
      .getByRole('heading', { name: 'NODE_OPTIONS was replaced on the way' })
      .waitFor({ timeout: 40_000 });
    await w.command('Debug: Stop');
  });

  it('a program that is no Node.js is named as the reason', async () => {
    await launch('Bare');
    await w.caches().getByRole('heading', { name: 'The program runs without the probe' }).waitFor({ timeout: 40_000 });
  });

  it('a folder that switches the probe off is named as the reason', async () => {
    const settings = path.join(folder, '.vscode', 'settings.json');
    const before = fs.existsSync(settings) ? fs.readFileSync(settings, 'utf8') : '{}';
    fs.writeFileSync(settings, JSON.stringify({ 'memoscope.debug.probe': false }));
    await w.page.waitForTimeout(1500); // VS Code reads the file
    await launch('Stay');
    await w.caches().getByRole('heading', { name: 'The probe is switched off' }).waitFor({ timeout: 40_000 });
    fs.writeFileSync(settings, before);
    await w.command('Debug: Stop');
    await w.page.waitForTimeout(1500);
  });

  it('attaching says what it cannot show', async () => {
    attached = spawn(process.execPath, ['--inspect=9345', path.join(folder, 'stay.js')], { stdio: 'ignore' });
    await launch('Attach');
    await w.caches().getByRole('heading', { name: 'Attached to a running program' }).waitFor({ timeout: 40_000 });
    await w.caches().getByRole('button', { name: 'Launch a Program…' }).press('Enter');
    await w.page.locator('.quick-input-list .monaco-list-row', { hasText: 'Stay' }).first().waitFor();
    await w.page.keyboard.press('Escape');
    await w.command('Debug: Disconnect').catch(() => w.command('Debug: Stop'));
    attached.kill();
  });

  it('a JavaScript Debug Terminal', async () => {
    await w.command('Debug: JavaScript Debug Terminal');
    await w.page.locator('.xterm-helper-textarea').last().waitFor({ state: 'attached' });
    await w.page.waitForTimeout(1500); // the shell starts
    await w.page.keyboard.type('node stay.js inTerminal\n');
    await shows('inTerminal');
    await w.picture('where-terminal');
    await w.page.keyboard.press('Control+C');
  });

  it('a cache that costs more than it saves is removed, and the squiggle is back', async () => {
    assert.equal(await w.page.locator('.squiggly-warning').count(), 0);
    await launch('Rarely');
    await w.page.locator('.debug-top-stack-frame-line').first().waitFor({ timeout: 60_000 });
    await until('its row', async () => (await row('paths'))?.rate === '0.0', 40_000);
    await w.page.locator('.codelens-decoration', { hasText: '0.0 % hits' }).first().waitFor();
    await w.caches().locator('button.name', { hasText: 'paths' }).press('Enter');
    const details = w.caches().getByRole('region', { name: /^Details of/ });
    await details.locator('.recursion svg .node.again').first().waitFor();
    await w.picture('where-details');
    await details.getByRole('button', { name: 'Remove Memoization' }).press('Enter');
    await w.page.locator('.squiggly-warning').first().waitFor();
    await w.command('Debug: Stop');
  });
});
