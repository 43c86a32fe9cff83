/** The Caches view for every eye and without a mouse. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { hasNoViolation } from './axe.ts';
import { readRow, stateOf } from './panel.ts';
import { act, appears, copyExamples, holds, linkLibrary, pressOn, soon, until, Workbench } from './workbench.ts';

/** A program with more caches than one screen holds, some of them useless, with text that must not become markup. */
const program = `const { memoize } = require('memoscope');
for (let i = 0; i < 12; i++) {
  const f = memoize((n) => n + i, { name: 'f' + i });
  for (let k = 0; k < 100; k++) f(i % 3 === 0 ? k : k % (i + 1));
}
const g = memoize((n) => n, { name: '<img src=x onerror=alert(1)>' });
for (let k = 0; k < 50; k++) g(k);
debugger;
`;

describe('the Caches view', function () {
  this.bail(true);
  let w: Workbench;

  before(async () => {
    const folder = copyExamples('access');
    const file = path.join(folder, 'javascript', 'many.js');
    fs.writeFileSync(file, program);
    fs.writeFileSync(
      path.join(folder, '.vscode', 'launch.json'),
      JSON.stringify({
        configurations: [
          { type: 'node', request: 'launch', name: 'Many caches', program: file, console: 'internalConsole' },
        ],
      }),
    );
    linkLibrary(folder);
    w = await Workbench.open({ folder, openFile: file, viewport: { width: 1400, height: 1100 } });
    await w.page.locator('.codicon-pulse').first().waitFor();
    await w.command('Run and Debug: Focus on Caches View');
    await w.caches().getByRole('heading', { name: 'No run yet' }).waitFor();
    await w.picture('access-empty');
  });
  after(() => w?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await w.failed('access');
  });

  const names = () => w.caches().locator('button.name').allTextContents();
  it('is what the walkthrough leads to, step by step', async () => {
    const steps = w.page.locator('.getting-started-step');
    const open = async () => {
      if ((await steps.count()) !== 3) await w.command('Memoscope: Get Started');
      await until('three steps', async () => (await steps.count()) === 3, 10_000);
    };
    await holds('the walkthrough', open);
    const expanded = w.page.locator('.getting-started-step.expanded');
    const image = w.page.locator('.getting-started-media img');
    await until('the picture', () => image.evaluate((element: HTMLImageElement) => element.naturalWidth > 0));
    assert.ok(await image.getAttribute('alt'));
    /** Unfolds a step and presses its button; all over again when the focus moves meanwhile, which may close the page. */
    const leads = (step: number, label: string, shown: Locator) =>
      until(label, async () => {
        if (await shown.isVisible()) return true;
        await open();
        const button = expanded.getByRole('button', { name: label });
        if (!(await button.isVisible())) await steps.nth(step).press('Enter', { timeout: 4000 });
        if (await appears(button, 4000)) await button.press('Enter', { timeout: 4000 });
        return appears(shown, 4000);
      });
    await leads(0, 'Open a File', w.page.locator('.quick-input-widget input[type=text]'));
    await w.openFile('many.js');
    await w.command('View: Show Explorer');
    await leads(2, 'Show the Caches View', w.caches().getByRole('heading', { name: 'No run yet' }));
    await w.openFile('many.js');
  });

  it('has no violation while it is empty', () => hasNoViolation(w));

  it('shows every cache at the stop, and text as text', async () => {
    const start = w.caches().getByRole('button', { name: 'Start Debugging' });
    await act('it starts', () => start.click(soon), async () => !(await start.isVisible())); // prettier-ignore
    await w.stopped();
    await until('13 rows', async () => (await names()).length === 13);
    assert.ok((await names()).includes('<img src=x onerror=alert(1)>'));
    assert.equal(await w.caches().locator('img').count(), 0);
    await until('paused', async () => (await stateOf(w.caches())).startsWith('Paused'));
  });

  it('says which caches pay and which cost more than they save', async () => {
    const advice = (name: string) =>
      w.caches().locator('tbody tr', { hasText: name }).first().locator('.advice').textContent();
    await holds('the rates', async () => {
      assert.equal((await readRow(w.caches(), 'f1'))?.rate, '98.0');
      assert.equal((await readRow(w.caches(), 'f0'))?.rate, '0.0');
    });
    assert.equal(await advice('f1'), 'pays');
    assert.equal(await advice('f0'), 'costs more than it saves');
  });

  it('sorts by keyboard and says so', async () => {
    const head = w.caches().locator('th.col-rate');
    const sorts = (how: string) =>
      pressOn(head.locator('button'), 'Enter', async () => (await head.getAttribute('aria-sort', soon)) === how);
    await sorts('descending');
    assert.equal((await names())[0], 'f1');
    await sorts('ascending');
    assert.equal((await names()).at(-1), 'f1');
    assert.equal(await w.caches().locator('th[aria-sort]').count(), 1);
  });

  it('filters, and keeps the filter while it is hidden', async () => {
    const field = w.caches().locator('vscode-textfield');
    await act(
      'the filter has the focus',
      () => w.command('Memoscope: Filter Caches'),
      () => field.evaluate((element) => element === document.activeElement && document.hasFocus(), undefined, soon),
    );
    const type = async () => {
      await field.locator('input').fill('', soon);
      await field.locator('input').pressSequentially('f10', soon);
    };
    await act('one row', type, async () => (await names()).join() === 'f10');
    await w.command('View: Show Explorer');
    await w.command('Run and Debug: Focus on Caches View');
    await until('one row again', async () => (await names()).join() === 'f10');
    await act('all rows', () => field.locator('input').fill('', soon), async () => (await names()).length === 13); // prettier-ignore
  });

  it('opens the details of a row by keyboard and closes them again', async () => {
    const name = w.caches().locator('button.name', { hasText: /^f1$/ });
    const details = w.caches().getByRole('region', { name: /^Details of/ });
    await pressOn(name, 'Enter', details);
    assert.equal(await name.getAttribute('aria-expanded'), 'true');
    const copy = details.getByRole('button', { name: 'Copy' });
    await pressOn(copy, 'Escape', async () => !(await details.isVisible()));
    await until('the focus is on the row', () => name.evaluate((button) => button === document.activeElement));
    await pressOn(name, 'Enter', details);
  });

  for (const [name, colorScheme, forcedColors, body] of [
    ['dark', 'dark', 'none', 'vscode-dark'],
    ['light', 'light', 'none', 'vscode-light'],
    ['high-contrast', 'dark', 'active', 'vscode-high-contrast'],
    ['high-contrast-light', 'light', 'active', 'vscode-high-contrast-light'],
  ] as const) {
    it(`has no violation in the ${name} theme`, async () => {
      await w.page.emulateMedia({ colorScheme, forcedColors });
      await w.caches().locator(`body.${body}`).waitFor();
      await hasNoViolation(w);
      await w.picture(`theme-${name}`);
    });
  }

  it('empties a cache of the running program', async () => {
    await w.page.emulateMedia({ colorScheme: 'dark', forcedColors: 'none' });
    await until('two entries', async () => (await readRow(w.caches(), 'f1'))?.entries === 2);
    const clear = w.caches().getByRole('button', { name: 'Clear', exact: true });
    await act('no entries', () => clear.click(soon), async () => (await readRow(w.caches(), 'f1'))?.entries === 0); // prettier-ignore
  });

  it('goes to the source of a cache', async () => {
    await w.page.locator('.tab', { hasText: 'many.js' }).first().waitFor();
    const reveal = w.caches().getByRole('button', { name: 'Reveal Source' });
    const there = w.page.locator('.statusbar-item', { hasText: /Ln 3,/ });
    await act('line 3', () => reveal.click(soon), () => there.isVisible()); // prettier-ignore
  });
});
