/** What a person does with rows, by keyboard: step, mark, copy, measure, delete, export, open; and what the editor shows. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { ActionList } from './actionList.ts';
import { hasNoViolation } from './axe.ts';
import { readRow, stateOf } from './panel.ts';
import { act, appears, copyExamples, holds, linkLibrary, pressOn, soon, until, Workbench } from './workbench.ts';

const program = `const { memoize } = require('memoscope');
const square = memoize((n) => n * n, { name: 'square' });
const { memoizeDisk } = require('memoscope/disk');
const kept = memoizeDisk((n) => n + 1, { name: 'kept', dir: __dirname + '/results' });
const ballast = Array.from({ length: 200_000 }, (_, i) => ({ i }));
function grid(m, n) {
  return m === 0 || n === 0 ? 1 : grid(m - 1, n) + grid(m, n - 1);
}
function round(k) {
  for (let n = 0; n < 40; n++) square(n % (10 * k));
  kept(k);
}
grid(6, 6);
round(1);
debugger;
round(2);
round(3);
console.log(ballast.length);
`;

describe('rows of the Caches view', function () {
  this.bail(true);
  let folder: string;
  let w: Workbench;

  before(async () => {
    folder = copyExamples('rows');
    const write = (name: string, text: string) => fs.writeFileSync(path.join(folder, name), text);
    write('numbers.js', program);
    linkLibrary(folder);
    const node = { type: 'node', request: 'launch', name: 'Numbers', console: 'internalConsole' };
    write(
      '.vscode/launch.json',
      JSON.stringify({ configurations: [{ ...node, program: '${workspaceFolder}/numbers.js' }] }),
    );
    set({});
    w = await Workbench.open({
      folder,
      openFile: path.join(folder, 'numbers.js'),
      viewport: { width: 1500, height: 1100 },
    });
    await w.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await w.page.locator('.codicon-pulse').first().waitFor();
    await w.command('Run and Debug: Focus on Caches View');
    await w.caches().getByRole('heading', { name: 'No run yet' }).waitFor();
  });
  after(() => w?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await w.failed('rows');
  });

  const set = (settings: object) => {
    const all = { 'memoscope.debug.candidates': true, ...settings };
    fs.writeFileSync(path.join(folder, '.vscode', 'settings.json'), JSON.stringify(all));
  };
  const row = (name: string) => readRow(w.caches(), name);
  const calls = (name: string, n: number) => until(`${n} calls of ${name}`, async () => (await row(name))?.calls === n);
  const name = (text: string) => w.caches().locator('button.name', { hasText: new RegExp(`^${text}$`) });
  const details = () => w.caches().getByRole('region', { name: /^Details of/ });
  const select = (text: string) => pressOn(name(text), 'Enter', details().getByRole('heading', { name: text }).first());
  const button = (label: string) => details().getByRole('button', { name: label });
  const dialog = () => w.page.locator('.monaco-dialog-box');
  const noDialog = async () => !(await dialog().isVisible());
  const inDialog = (label: string, key: string) =>
    pressOn(dialog().getByRole('button', { name: label, exact: true }), key, noDialog);
  const clipboard = () => w.page.evaluate('navigator.clipboard.readText()') as Promise<string>;
  /** Texts that a decoration puts behind lines of the editor. */
  const behindLines = () =>
    w.page
      .locator('.view-lines span')
      .evaluateAll((all) => all.map((span) => getComputedStyle(span, '::after').content).join(' '));

  it('follow the program from step to step', async () => {
    await w.command('Debug: Start Debugging');
    await w.stopped();
    // the file itself, not the text that the probe has put its counting into
    await w.page.locator('.tab.active', { hasText: 'numbers.js' }).waitFor();
    assert.equal(await w.page.locator('.tab', { hasText: 'numbers.js' }).count(), 1);
    assert.doesNotMatch(await w.page.locator('.view-lines').first().innerText(), /memoscope_/);
    await until('the hit rate', async () => (await row('square'))?.rate === '75.0');
    await calls('square', 40);
    const behind = (shown: boolean) =>
      act(
        `numbers behind the line: ${shown}`,
        async () => set({ 'memoscope.inlineValues': shown }), // what is told of a changed file may be lost, too
        async () => (await behindLines()).includes('memo:') === shown,
      );
    await behind(true);
    await behind(false);
    await behind(true);
    await w.command('Debug: Step Over'); // from debugger; to round(2)
    await w.page.locator('.statusbar-item', { hasText: 'Ln 16,' }).waitFor();
    await w.command('Debug: Step Over'); // over it
    await calls('square', 80);
    await w.picture('rows-1-stepped');
  });

  it('count functions that nobody has memoized', async () => {
    const shown = await until('the candidate', () => row('grid'));
    assert.ok(shown.calls > 500);
    await select('grid');
    await details().getByRole('heading', { name: 'Hit rate by cache size' }).waitFor();
    await details().locator('.recursion svg .node.again').first().waitFor();
    await w.picture('rows-2-candidate');
  });

  for (const [theme, colorScheme, forcedColors] of [
    ['vscode-light', 'light', 'none'],
    ['vscode-high-contrast', 'dark', 'active'],
    ['vscode-high-contrast-light', 'light', 'active'],
    ['vscode-dark', 'dark', 'none'],
  ] as const) {
    it(`have details without a violation in ${theme}`, async () => {
      await w.page.emulateMedia({ colorScheme, forcedColors, reducedMotion: 'reduce' });
      await w.caches().locator(`body.${theme}`).waitFor();
      await hasNoViolation(w);
      await w.picture(`rows-3-${theme}`);
    });
  }

  it('count from a mark, with the numbers before it', async () => {
    await w.command('Memoscope: Count from Now');
    await w.caches().getByText('Compared with before the mark').waitFor();
    await calls('square', 0);
    await w.command('Debug: Step Over');
    await calls('square', 40);
    await w
      .caches()
      .locator('tr', { has: name('square') })
      .getByText('was 80')
      .waitFor();
    await w.picture('rows-4-mark');
    await w.command('Memoscope: Count from the Start of the Run');
    await calls('square', 120);
  });

  it('are copied from the menu that the keyboard opens', async () => {
    const item = (label: string) => w.page.locator('.monaco-menu .action-item', { hasText: label });
    const json = item('Copy as JSON');
    await pressOn(name('square'), 'Shift+F10', json);
    const labels = (await w.page.locator('.monaco-menu .action-label').allInnerTexts()).map((text) => text.trim());
    for (const label of ['Reveal Source', 'Remove Memoization', 'Clear Cache', 'Bypass Cache', 'Measure Exactly…'])
      assert.ok(labels.includes(label), labels.join());
    assert.ok(!labels.includes('Use Cache Again'));
    await w.picture('rows-5-menu');
    const copied = await until('JSON on the clipboard', async () => {
      const text = await clipboard();
      if (text.startsWith('{')) return text;
      if (!(await json.isVisible())) await pressOn(name('square'), 'Shift+F10', json);
      const focused = /focused/.test((await json.getAttribute('class', soon)) ?? '');
      await w.page
        .locator('.monaco-menu .monaco-action-bar')
        .first()
        .press(focused ? 'Enter' : 'ArrowDown', soon);
      return undefined;
    });
    assert.equal((JSON.parse(copied) as { name: string }).name, 'square');
    await select('square');
    await pressOn(button('Copy'), 'Enter', async () => /^square \(numbers\.js:2\).*Hit rate: /.test(await clipboard()));
  });

  it('are measured once the cost is agreed to, and the measuring can be cancelled', async () => {
    const measure = () => pressOn(button('Measure Exactly…'), 'Enter', dialog());
    await measure();
    assert.match(await dialog().innerText(), /stands still for about \d+ s, and a file of about [\d.]+\sMB/);
    await w.picture('rows-6-measure');
    await inDialog('Cancel', 'Escape');
    assert.equal(await details().getByText('Exact size').count(), 0);
    await until('cancelled', async () => {
      await measure();
      await inDialog('Measure', 'Enter');
      // it may be done before the key is pressed
      await button('Cancel').press('Enter', soon);
      return appears(details().getByText('Cancelled'), 20_000);
    });
    await measure();
    await inDialog('Measure', 'Enter');
    await details()
      .getByText(/B, taken in/)
      .waitFor();
  });

  it('of caches on disk ask before files are deleted', async () => {
    const files = () => fs.readdirSync(path.join(folder, 'results', 'kept')).filter((file) => file.endsWith('.json'));
    await until('three files', () => files().length === 3);
    await select('kept');
    const clear = () => pressOn(button('Clear…'), 'Enter', dialog());
    await clear();
    assert.match(await dialog().innerText(), /keeps its results in files/);
    await inDialog('Cancel', 'Escape');
    assert.equal(files().length, 3);
    await clear();
    await inDialog('Delete Files', 'Enter');
    await until('no files', () => files().length === 0);
    await w.command('Debug: Continue');
    await until('the end', async () => (await stateOf(w.caches())).startsWith('Ended'));
  });

  it('are written as JSON and CSV, and read back', async () => {
    const json = path.join(folder, 'Numbers-caches.json');
    const csv = path.join(folder, 'Numbers-caches.csv');
    const { input } = w;
    for (const [title, file] of [
      ['JSON', json],
      ['CSV', csv],
    ] as const) {
      await w.command(`Memoscope: Export Caches as ${title}…`);
      await until('the dialog', async () => (await input.inputValue()).endsWith(path.basename(file)));
      await until(`the ${title}`, async () => {
        if (fs.existsSync(file)) return fs.statSync(file).size > 0;
        if (await input.isVisible()) await input.press('Enter', soon); // not taken while the dialog looks something up
        return appears(input, 500).then(() => false);
      });
    }
    assert.match(fs.readFileSync(csv, 'utf8'), /square.*120/);
    const listed = w.page.locator('.quick-input-list .monaco-list-row', { hasText: path.basename(json) });
    const runs = w.caches().locator('select[aria-label="Run"]');
    const open = async () => {
      if (!(await input.isVisible())) await w.command('Memoscope: Open a Saved Run…');
      await listed.first().waitFor(soon); // until then the dialog changes what is typed
      await input.fill(json, soon);
      await input.press('Enter', soon);
    };
    await act('the run of the file', open, async () => /^file:/.test(await runs.inputValue({ timeout: 1000 })));
    await calls('square', 120);
  });

  it('stand in the hover and over the function, are marked after an edit, and can be switched off', async () => {
    const lens = w.page.locator('.codelens-decoration', { hasText: 'hits' });
    const hover = w.page.locator('.monaco-hover:visible', { hasText: 'Show in Caches' });
    await w.openFile('numbers.js');
    await lens.first().waitFor();
    const hovers = async () => {
      await w.goTo(2, 8);
      await w.page.keyboard.press('Control+K');
      await w.page.keyboard.press('Control+I');
      return appears(hover, 4000);
    };
    await until('the hover', hovers);
    await w.picture('rows-7-hover');
    await w.goTo(12, 2);
    const stale = w.page.locator('.codelens-decoration', { hasText: 'before the last edit' }).first();
    const dirty = () => w.page.locator('.tab.active.dirty').isVisible();
    await act('an edit', () => w.page.keyboard.type(';'), dirty);
    await stale.waitFor();
    await act(
      'no lens',
      async () => set({ 'memoscope.lens': false, 'memoscope.hoverStatistics': false }),
      async () => (await lens.count()) === 0,
    );
    assert.equal(await hovers(), false);
    await w.command('File: Revert File');
    await until('the file as it was', async () => !(await dirty()));
    await w.command('View: Close All Editors');
  });

  it('of functions without a cache lead to the fixes of their function', async () => {
    await w.command('Run and Debug: Focus on Caches View');
    await select('grid');
    const squiggle = w.page.locator('.squiggly-warning');
    const offered = w.page.locator('.action-widget .monaco-list-row.action', { hasText: /Memoize .?grid/ }).first();
    await pressOn(button('Memoize…'), 'Enter', offered);
    await w.picture('rows-8-memoize');
    const actions = new ActionList(w);
    await actions.take('Control+.', /^Memoize grid/);
    await squiggle.first().waitFor({ state: 'detached' });
    await w.page.locator('.tab.active.dirty').waitFor();
    await w.command('File: Revert File');
    await squiggle.first().waitFor();
    await w.command('View: Close All Editors');
  });

  it('fit a narrow side bar, at 200 % too', async () => {
    await w.page.setViewportSize({ width: 750, height: 550 }); // what is left of 1500 × 1100
    await w.command('Run and Debug: Focus on Caches View');
    await select('square');
    await holds('a view as wide as its place', async () => {
      const sizes = await w
        .caches()
        .locator('html')
        .evaluate((html) => ({ inner: html.scrollWidth, outer: html.clientWidth }));
      assert.ok(sizes.outer < 400, `${sizes.outer} px wide`);
      assert.ok(sizes.inner <= sizes.outer, `${sizes.inner} > ${sizes.outer}`);
      assert.ok(await name('square').isVisible());
    });
    await button('Close').scrollIntoViewIfNeeded();
    await w.picture('rows-9-narrow');
    await pressOn(button('Close'), 'Enter', async () => !(await details().isVisible()));
  });

  it('have their place in a window of 400 pixels too', async () => {
    await w.page.setViewportSize({ width: 750, height: 400 });
    for (const title of ['Variables', 'Watch', 'Call Stack', 'Breakpoints', 'Loaded Scripts']) {
      const pane = w.page.locator(`.pane-header[aria-label^="${title}"]`);
      const folded = async () => (await pane.getAttribute('aria-expanded', soon)) !== 'true';
      if ((await pane.count()) > 0) await pressOn(pane, 'ArrowLeft', folded);
    }
    await until('a row as a whole', () =>
      name('square').evaluate((button) => {
        const { top, bottom } = button.closest('tr')?.getBoundingClientRect() ?? { top: -1, bottom: 0 };
        return innerHeight < 240 && top > 0 && bottom <= innerHeight;
      }),
    );
    await w.picture('rows-10-low');
    await select('square');
    await until('the details', () =>
      details().evaluate((section) => section.getBoundingClientRect().top < innerHeight / 2),
    );
    await hasNoViolation(w);
  });
});
