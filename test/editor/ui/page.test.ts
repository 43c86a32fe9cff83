/** The page of the Caches view alone, without VS Code: what the details draw, in every theme and in little room. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPanel, post, type Theme } from '../../../bench/panel/page.mjs';
import { launchBrowser } from '../../../scripts/vscode-host/browser.mjs';
import type { PanelState } from '../../../src/protocol/panel.ts';
import { letterOf } from '../../../src/profile/trends.ts';
import type { CacheStatistics } from '../../../src/protocol/statistics.ts';
import { violationsIn } from './axe.ts';
import { act, holds, pictures, pressOn, soon, until } from './workbench.ts';

const row = { process: '1-0', cache: 'fib' };
/** A cache that gains up to 64 entries and next to nothing beyond. */
const curve = [1, 2, 4, 8, 16, 32, 64, 128, 256].map((size, i) => ({ size, rate: i < 7 ? 0.1 + i * 0.14 : 0.95 }));
const site = (line: number) => ({ file: '/app/src/a-file-with-a-long-name.ts', line, column: 1 });
const cache = (name: string, i: number, tick: number): CacheStatistics => ({
  ...{ id: name, name, kind: i % 2 ? 'memo-table' : 'memoscope', site: site(i + 1), evictions: 0, size: 31 },
  ...{ hits: (i % 3) * (50 + tick), misses: 31 + tick, memory: { bytes: 88_123, plusMinus: 9_000 }, can: ['clear', 'bypass', 'measure'] }, // prettier-ignore
  ...(name === 'fib' ? { hits: 900, curve, maxSize: 256, missedKeys: [{ key: '7', misses: 12 }, { key: '"a key"', misses: 3 }] } : {}), // prettier-ignore
});
const state = (names: readonly string[], tick: number, more: Partial<PanelState> = {}): PanelState => ({
  run: {
    ...{ id: 'r', title: 'app.js', startedAt: 0, state: 'running' },
    processes: [
      {
        key: '1-0',
        snapshot: {
          ...{ version: 1, pid: 1, threadId: 0, title: 'node app.js', uptimeMs: tick, heapUsed: 1e6 },
          caches: names.map((name, i) => cache(name, i, tick)),
        },
        trends: { fib: [0, 0.5, 1].map(letterOf).join('') + letterOf(1).repeat(tick - 1) },
      },
    ],
  },
  runs: [{ id: 'r', title: 'app.js', startedAt: 0, live: true }],
  ...{ marked: false, connected: ['1-0'], without: 0 },
  memory: { row, history: { times: [0, 1000, 2000, 3000], bytes: [0, 40_000, 90_000, 88_123] } },
  ...more,
});
/** As a person reads it. */
const spaced = (text: string) => text.replaceAll('\u00a0', ' ');
/** fib(6) asks for fib(5) and fib(4), and so on. */
const states = [6, 5, 4, 3, 2, 1, 0].map((n, i) => ({ text: `fib(${n})`, asks: n < 2 ? [] : [i + 1, i + 2] }));

describe('the page of the Caches view', () => {
  let browser: Browser;
  before(async () => (browser = await launchBrowser()));
  after(() => browser?.close());

  const show = (page: Page, names: readonly string[], tick = 1, more: Partial<PanelState> = {}) =>
    post(page, { type: 'state', state: JSON.stringify(state(names, tick, more)) });
  const open = async (theme: Theme, width: number, height: number): Promise<Page> => {
    const { page } = await openPanel({ browser, theme, width, height });
    await show(page, ['fib', 'grid', 'load']);
    await page.locator('button.name', { hasText: 'fib' }).waitFor();
    return page;
  };
  const details = (page: Page) => page.getByRole('region', { name: 'Details of fib' });
  const openDetails = async (page: Page) => {
    await pressOn(page.locator('button.name', { hasText: 'fib' }), 'Enter', details(page));
    await post(page, { type: 'picture', row, picture: { states, calls: '25' } });
    await details(page).getByRole('heading', { name: 'Recursion' }).waitFor();
  };
  /** Pixels of a chart that are nearly of the colour. */
  const painted = (page: Page, title: string, variable: string) =>
    page
      .locator('section.part', { has: page.getByRole('heading', { name: title }) })
      .locator('canvas')
      .evaluate((canvas: HTMLCanvasElement, name) => {
        const probe = document.body.appendChild(document.createElement('i'));
        probe.style.color = `var(${name})`;
        const wanted = getComputedStyle(probe)
          .color.match(/[\d.]+/g)!
          .map(Number);
        probe.remove();
        const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
        let found = 0;
        for (let i = 0; i < data.length; i += 4)
          if (data[i + 3]! > 200 && [0, 1, 2].every((k) => Math.abs(data[i + k]! - wanted[k]!) < 12)) found++;
        return found;
      }, variable);

  for (const theme of ['dark', 'light', 'high-contrast', 'high-contrast-light'] as const) {
    it(`draws the details of a cache in ${theme}, without a violation`, async () => {
      const page = await open(theme, 700, 1000);
      await openDetails(page);
      await details(page).getByText('The curve bends at 64 entries: 94.0').waitFor();
      await details(page).getByText('From 0 B to 88.1').waitFor();
      await until(
        'the curve',
        async () => (await painted(page, 'Hit rate by cache size', '--vscode-charts-blue')) > 50,
      );
      assert.ok(
        (await painted(page, 'Hit rate by cache size', '--vscode-editorWarning-foreground')) > 20,
        'the knee is marked',
      );
      assert.ok((await painted(page, 'Memory over time', '--vscode-charts-blue')) > 50);
      await holds('no violation', async () => assert.deepEqual(await violationsIn(page.mainFrame()), []));
      fs.mkdirSync(pictures, { recursive: true });
      await page.screenshot({ path: path.join(pictures, `page-${theme}.png`) });
      await page.close();
    });
  }

  it('shows the keys that miss most, and the recursion as a tree and as a graph', async () => {
    const page = await open('dark', 700, 1000);
    await openDetails(page);
    assert.deepEqual(await page.locator('.keys tbody tr').allInnerTexts(), ['7\t12', '"a key"\t3']);
    const nodes = page.locator('.recursion .node');
    const again = page.locator('.recursion .node.again');
    assert.equal(await nodes.count(), 25);
    assert.equal(await again.count(), 25 - 7);
    const strokes = await again.evaluateAll((all) => all.map((node) => getComputedStyle(node.querySelector('rect')!).stroke)); // prettier-ignore
    assert.equal(new Set(strokes).size, 1);
    const graph = details(page).getByRole('button', { name: 'With a Cache' });
    await act('the graph', () => graph.press('Enter', soon), async () => (await nodes.count()) === 7); // prettier-ignore
    assert.equal(await again.count(), 0);
    await page.close();
  });

  it('has a row as a whole in the least room that VS Code gives, and nothing sideways', async () => {
    const page = await open('dark', 230, 120);
    for (const selected of [false, true]) {
      if (selected) await openDetails(page);
      await holds('nothing sideways', async () => {
        const { inner, outer } = await page.evaluate(() => ({ inner: document.documentElement.scrollWidth, outer: innerWidth })); // prettier-ignore
        assert.ok(inner <= outer, `${inner} > ${outer}`);
      });
      if (selected) continue;
      const box = await page.locator('tbody tr', { hasText: 'fib' }).boundingBox();
      assert.ok(box && box.y >= 0 && box.y + box.height <= 120, JSON.stringify(box));
    }
    await page.screenshot({ path: path.join(pictures, 'page-least.png') });
    await page.close();
  });

  const texts = (page: Page, selector: string) => page.locator(selector).allTextContents();
  const shows = (page: Page, selector: string, expected: readonly string[]) =>
    holds(selector, async () => assert.deepEqual((await texts(page, selector)).map(spaced), expected));
  const field = (page: Page) => page.locator('vscode-textfield input');

  it('draws the trend of a cache, anew only where it has changed', async () => {
    const page = await open('dark', 900, 700);
    const row = page.locator('tbody tr', { hasText: 'fib' });
    const line = row.locator('.spark-line');
    assert.equal(await line.getAttribute('points'), '0,15 30,8 60,1'); // 0 % at the bottom, now at the right
    const drawn = await line.evaluate((element: SVGGraphicsElement) => {
      const { stroke, strokeWidth } = getComputedStyle(element);
      const { width, height } = element.getBBox();
      return { stroke, strokeWidth, width, height };
    });
    assert.deepEqual(drawn, { stroke: 'rgb(89, 164, 249)', strokeWidth: '1.5px', width: 60, height: 14 });
    const [cell, picture] = await Promise.all(['.col-trend', '.spark'].map((part) => row.locator(part).boundingBox()));
    assert.ok(cell && picture && picture.x >= cell.x && picture.x + picture.width <= cell.x + cell.width);
    assert.equal(spaced((await row.locator('.col-trend').textContent()) ?? ''), 'from 0.0 % to 100.0 %');
    assert.equal(await page.locator('tbody tr', { hasText: 'grid' }).locator('.spark-line').getAttribute('points'), '');
    await show(page, ['fib', 'grid', 'load'], 2);
    await until('one point more', async () => (await line.getAttribute('points')) === '0,15 20,8 40,1 60,1');
    await page.close();
  });

  it('draws charts anew only when there is something new in them', async () => {
    const page = await open('dark', 700, 1000);
    await openDetails(page);
    await until('the curve', async () => (await painted(page, 'Hit rate by cache size', '--vscode-charts-blue')) > 50);
    await page.evaluate(() => {
      const { clearRect } = CanvasRenderingContext2D.prototype;
      CanvasRenderingContext2D.prototype.clearRect = function (...rect) {
        document.body.dataset['drawn'] = String(Number(document.body.dataset['drawn'] ?? 0) + 1);
        clearRect.apply(this, rect);
      };
    });
    const drawn = () => page.evaluate(() => Number(document.body.dataset['drawn'] ?? 0));
    for (let tick = 2; tick < 6; tick++) await show(page, ['fib', 'grid', 'load'], tick);
    await page.locator('.details dd', { hasText: /^36$/ }).waitFor(); // misses of the last
    assert.equal(await drawn(), 0);
    const history = { times: [0, 1000, 2000, 3000, 4000], bytes: [0, 40_000, 90_000, 88_123, 120_000] };
    await show(page, ['fib', 'grid', 'load'], 6, { memory: { row, history } });
    await details(page).getByText('at most 120').waitFor();
    await until('one chart is drawn', async () => (await drawn()) === 1);
    await page.close();
  });

  it('sorts by a press of the mouse on any head, and the other way round by another', async () => {
    const page = await open('dark', 1450, 600);
    const heads = page.locator('thead th:has(button)');
    const sort = () => heads.evaluateAll((all) => all.map((head) => head.ariaSort ?? '').join(' ').trim()); // prettier-ignore
    for (let i = 0; i < (await heads.count()); i++) {
      const head = heads.nth(i);
      await head.getByRole('button').click();
      const first = await sort();
      const order = await texts(page, 'tbody .name');
      await head.getByRole('button').click();
      assert.deepEqual(new Set([first, await sort()]), new Set(['ascending', 'descending']));
      const name = await head.textContent();
      // rows whose numbers are equal keep their order either way
      if (/Function|Calls|Hits|Hit rate/.test(name ?? '')) assert.notDeepEqual(await texts(page, 'tbody .name'), order, `${name}`); // prettier-ignore
    }
    await page.locator('thead .col-name button').click();
    await shows(page, 'tbody .name', ['fib', 'grid', 'load']);
    await page.close();
  });

  it('sums up the rows that the filter lets through, without functions that have no cache', async () => {
    const page = await open('dark', 1000, 600);
    const names = ['fib', 'grid', 'load', 'plain', 'f5', 'f6'];
    const run = state(names, 1).run!;
    const caches = run.processes[0]!.snapshot.caches.map((c) => (c.name === 'plain' ? { ...c, kind: 'candidate' } : c));
    const process = { ...run.processes[0]!, snapshot: { ...run.processes[0]!.snapshot, caches } };
    await show(page, names, 1, { run: { ...run, processes: [process] } });
    const totals = 'tfoot :is(.col-name, .col-calls, .col-hits, .col-misses, .col-rate, .col-memory)';
    // fib 900, grid 51, load 102, f5 51, f6 102 hits, and 32 misses each; ranges add in quadrature
    await shows(page, totals, ['Total: 5 caches', '1,366', '1,206', '160', '88.3 %', '441 ± 20 kB']);
    await field(page).fill('memo-table');
    await shows(page, 'tbody .name', ['f6', 'grid']);
    await shows(page, totals, ['Total: 2 caches', '217', '153', '64', '70.5 %', '176 ± 13 kB']);
    await field(page).fill('grid');
    await until('no sum of one', () => page.locator('tfoot').isHidden());
    await field(page).fill('nothing');
    await page.getByText('No cache matches the filter.').waitFor();
    await page.close();
  });

  it('sets another run beside this one: what was different, what is new and what is gone', async () => {
    const page = await open('dark', 900, 600);
    const now = state(['fib', 'grid', 'load'], 10).run!;
    const before = state(['fib', 'grid', 'other'], 1).run!;
    await show(page, [], 1, { run: now, base: { title: 'Yesterday', run: { ...before, id: 'y' } } });
    await shows(page, '.compared', ['Compared with Yesterday · 1 cache of it is not here']);
    assert.equal(await page.locator('.compared').getAttribute('title'), 'other');
    await shows(page, '.col-calls .was', ['was 932', '', 'was 83']); // fib, load, grid
    await shows(page, '.col-size .was', ['', '', '']);
    await shows(page, '.advice', ['was 96.6 %', 'new', 'was 61.4 %']);
    await page.close();
  });

  it('is as it was when it is shown again: order, groups, filter, selection and place', async () => {
    const page = await open('dark', 700, 700);
    const names = ['fib', ...Array.from({ length: 300 }, (_, i) => `f${i}`)];
    const selected = () => page.locator('tr.selected .name').textContent(soon);
    await show(page, names);
    await page.locator('thead .col-name button').click();
    await page.locator('select.groups').selectOption('kind');
    await page.locator('tr.group', { hasText: 'in code' }).getByRole('button').click();
    await field(page).fill('f1 memoscope');
    await page.locator('.name', { hasText: /^f101$/ }).click();
    await page.locator('.name', { hasText: /^f149$/ }).scrollIntoViewIfNeeded();
    const kept = () =>
      page.evaluate(() => (JSON.parse(sessionStorage.getItem('state') ?? '{}') as { top?: number }).top);
    const top = await until('the place is kept', kept);
    await page.reload();
    await show(page, names);
    await until('the selection', async () => (await selected()) === 'f101');
    assert.equal(await field(page).inputValue(), 'f1 memoscope');
    assert.equal(await page.locator('select.groups').inputValue(), 'kind');
    assert.equal(await page.locator('thead .col-name').getAttribute('aria-sort'), 'ascending');
    await until(
      'the place',
      async () => (await page.locator('.scroll').evaluate(({ scrollTop }) => scrollTop)) === top,
    );
    await field(page).fill('');
    await page.locator('.scroll').evaluate((list) => (list.scrollTop = 0));
    assert.equal(await page.locator('tr.group', { hasText: 'in code' }).getByRole('button').getAttribute('aria-expanded'), 'false'); // prettier-ignore
    await page.close();
  });

  it('makes the rows in view alone when there are very many, and goes to all of them by keyboard', async () => {
    const page = await open('dark', 700, 600);
    await show(
      page,
      Array.from({ length: 1000 }, (_, i) => `f${i}`),
    );
    const made = page.locator('tbody tr:not(.spacer)');
    const focused = () => page.evaluate(() => document.activeElement?.closest('tr')?.ariaRowIndex);
    const first = page.locator('tr[aria-rowindex="2"] .name');
    const last = page.locator('tr[aria-rowindex="1001"] .name');
    await pressOn(first, 'End', async () => (await focused()) === '1001');
    assert.ok((await made.count()) < 50, `${await made.count()} rows`);
    assert.equal(await page.locator('.scroll > table').getAttribute('aria-rowcount'), '1001');
    await pressOn(last, 'ArrowUp', async () => (await focused()) === '1000');
    await pressOn(page.locator('tr[aria-rowindex="1000"] .name'), 'Home', async () => (await focused()) === '2');
    await page.close();
  });

  it('says that the program is paused, in the least room too', async () => {
    const page = await open('dark', 280, 120);
    await show(page, ['fib'], 2, { run: { ...state(['fib'], 2).run!, state: 'paused' } });
    const status = page.locator('header [role=status]');
    await holds('the state', async () => assert.equal(await status.textContent(), 'Paused at a breakpoint: the numbers are exact')); // prettier-ignore
    const box = await status.locator('span').first().boundingBox();
    assert.ok(box && box.width > 30 && box.x + box.width <= 280, JSON.stringify(box));
    await page.close();
  });

  it('says nothing to a screen reader while only numbers change', async () => {
    const page = await open('dark', 700, 600);
    await page.evaluate(() => {
      let said = 0;
      const note = (n: number) => (document.body.dataset['said'] = String((said += n)));
      const watch = new MutationObserver((all) => note(all.length));
      note(0);
      for (const live of document.querySelectorAll('[role=status], [aria-live]'))
        watch.observe(live, { childList: true, characterData: true, subtree: true });
    });
    for (let tick = 2; tick < 8; tick++) await show(page, ['fib', 'grid', 'load'], tick);
    await page.locator('td.col-misses', { hasText: '38' }).first().waitFor({ state: 'attached' });
    assert.equal(await page.evaluate(() => document.body.dataset['said']), '0');
    await post(page, { type: 'said', text: 'Copied' });
    await until(
      'what was done is said',
      async () => (await page.evaluate(() => document.body.dataset['said'])) !== '0',
    );
    await page.close();
  });

  it('keeps the colour of bars and of the state where colours are forced, and moves nothing where motion is unwanted', async () => {
    const page = await open('high-contrast', 700, 600);
    await page.emulateMedia({ forcedColors: 'active', reducedMotion: 'reduce' });
    const colour = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => getComputedStyle(element).backgroundColor);
    assert.notEqual(await colour('tbody .bar-fill'), await colour('tbody .bar'));
    assert.notEqual(await colour('.dot'), await colour('body'));
    const moving = await page.locator('*').evaluateAll(
      (all) => all.filter((element) => /[1-9]/.test(getComputedStyle(element).transitionDuration)).length, // prettier-ignore
    );
    assert.equal(moving, 0);
    await page.close();
  });
});
