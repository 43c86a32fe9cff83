/** The page of the Caches view alone, without VS Code: what the details draw, in every theme and in little room. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { openPanel, post, type Theme } from '../../../bench/panel/page.mjs';
import { launchBrowser } from '../../../scripts/vscode-host/browser.mjs';
import type { PanelState } from '../../../src/protocol/panel.ts';
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
const state = (names: readonly string[], tick: number): PanelState => ({
  run: {
    ...{ id: 'r', title: 'app.js', startedAt: 0, state: 'running' },
    processes: [
      {
        key: '1-0',
        snapshot: {
          ...{ version: 1, pid: 1, threadId: 0, title: 'node app.js', uptimeMs: tick, heapUsed: 1e6 },
          caches: names.map((name, i) => cache(name, i, tick)),
        },
        trends: {},
      },
    ],
  },
  runs: [{ id: 'r', title: 'app.js', startedAt: 0, live: true }],
  ...{ marked: false, connected: ['1-0'], without: 0 },
  memory: { row, history: { times: [0, 1000, 2000, 3000], bytes: [0, 40_000, 90_000, 88_123] } },
});
/** fib(6) asks for fib(5) and fib(4), and so on. */
const states = [6, 5, 4, 3, 2, 1, 0].map((n, i) => ({ text: `fib(${n})`, asks: n < 2 ? [] : [i + 1, i + 2] }));

describe('the page of the Caches view', () => {
  let browser: Browser;
  before(async () => (browser = await launchBrowser()));
  after(() => browser?.close());

  const show = (page: Page, names: readonly string[], tick = 1) =>
    post(page, { type: 'state', state: JSON.stringify(state(names, tick)) });
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
