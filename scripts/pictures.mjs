// Takes the pictures of README.md and of the walkthrough from the real editor: node scripts/pictures.mjs
// It wants the build (npm run build) to be there, and writes media/readme/*.png and media/walkthrough/*.png: the latter
// smaller, for they are shown at a width of some 450 pixels, and in a dark and a light theme.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureBrowser, launchBrowser } from './vscode-host/browser.mjs';
import { startServer } from './vscode-host/server.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const extension = path.resolve(process.env.MEMOSCOPE_EXTENSION ?? root);
const base = path.join(root, '.vscode-test', 'work', 'pictures');
const folder = path.join(base, 'examples');
const media = path.join(root, 'media');

/**
 * Sizes in pixels: of the window in the editor and in the view, what is cut out from `top` on, how wide the side bar is.
 * The window is higher than its pictures, for a hover has no more than a quarter of the editor.
 */
const readme = {
  folder: path.join(media, 'readme'),
  themes: { '': 'dark' },
  scale: 1,
  editor: { width: 900, height: 1900, top: 0, find: 540, fix: 490 },
  view: { width: 1180, height: 560, sideBar: 780 },
};
const walkthrough = {
  folder: path.join(media, 'walkthrough'),
  themes: { '-dark': 'dark', '-light': 'light' },
  scale: 1.5,
  editor: { width: 640, height: 1900, top: 30, find: 520, fix: 430 },
  view: { width: 960, height: 560, sideBar: 640, alone: true },
};

const settings = {
  'window.autoDetectColorScheme': true,
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
  'workbench.activityBar.location': 'hidden',
  'workbench.statusBar.visible': true,
  'window.commandCenter': false,
  'breadcrumbs.enabled': false,
  'editor.minimap.enabled': false,
  'editor.fontSize': 13,
  'debug.toolBarLocation': 'docked',
  'debug.showInlineBreakpointCandidates': false,
};

const sizeOf = ({ width, height }) => ({ width, height });

/** The program of the last picture: caches that pay, one that does not, and one that is bounded. */
const program = `const { memoize } = require('memoscope');

const fib = memoize((n) => (n < 2 ? n : fib(n - 1) + fib(n - 2)), { name: 'fib' });
const paths = memoize((m, n) => (m && n ? paths(m - 1, n) + paths(m, n - 1) : 1), { name: 'gridPaths' });
const rates = memoize((currency) => currency.length, { name: 'exchangeRate', maxSize: 8 });
const rows = memoize((id) => new Array(200).fill(id), { name: 'loadRow' });

for (let round = 0; round < 400; round++) {
  fib(40 + (round % 200));
  paths(12, 12);
  rates('EUR' + (round % 12));
  rows(round);
}
debugger;
`;

function prepare() {
  fs.rmSync(base, { recursive: true, force: true });
  const skip = new Set(['out', 'node_modules'].map((part) => path.join(root, 'examples', part)));
  fs.cpSync(path.join(root, 'examples'), folder, { recursive: true, filter: (source) => !skip.has(source) });
  spawnSync(process.execPath, ['scripts/build-examples.mjs', folder], { cwd: root, stdio: 'inherit' });
  fs.writeFileSync(path.join(folder, 'shop.js'), program);
  const launch = { type: 'node', request: 'launch', name: 'shop.js', program: '${workspaceFolder}/shop.js' };
  const configurations = [{ ...launch, console: 'internalConsole' }];
  fs.writeFileSync(path.join(folder, '.vscode', 'launch.json'), JSON.stringify({ configurations }));
}

async function main(set) {
  prepare();
  fs.mkdirSync(set.folder, { recursive: true });
  const server = await startServer({ extensions: [extension], settings });
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage({
      viewport: sizeOf(set.editor),
      deviceScaleFactor: set.scale,
      colorScheme: 'dark',
    });
    page.setDefaultTimeout(30_000);
    await page.goto(server.url({ folder, openFile: path.join(folder, 'fibonacci.ts') }));
    await takeAll(page, set).catch(async (error) => {
      await page.screenshot({ path: path.join(root, '.vscode-test', 'failed.png') });
      throw error;
    });
  } finally {
    await browser.close();
    server.stop();
  }
}

async function takeAll(page, { folder: pictures, themes, editor, view }) {
  const run = async (title) => {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input[type=text]').fill(`>${title}`);
    await page
      .locator(`.quick-input-list .monaco-list-row[aria-label^=${JSON.stringify(title)}]`)
      .first()
      .click();
  };
  const take = async (name, clip) => {
    for (const [suffix, colorScheme] of Object.entries(themes)) {
      await page.emulateMedia({ colorScheme });
      await page.locator(`.monaco-workbench.${colorScheme === 'dark' ? 'vs-dark' : 'vs'}`).waitFor();
      await page.waitForTimeout(800);
      const file = path.join(pictures, `${name}${suffix}.png`);
      await page.screenshot({ path: file, ...(clip ? { clip } : {}) });
      console.log(`${path.relative(root, file)}: ${Math.round(fs.statSync(file).size / 1000)} kB`);
    }
    await page.emulateMedia({ colorScheme: 'dark' });
  };

  await page.locator('.squiggly-warning').first().waitFor();
  await page.locator('.statusbar-item', { hasText: 'Analyzing' }).waitFor({ state: 'detached' });
  await run('View: Toggle Primary Side Bar Visibility');
  const hover = page.locator('.monaco-hover:visible', { hasText: 'reaches' }).filter({ hasText: 'function fib' });
  do {
    await page.mouse.move(5, 900);
    await hover.waitFor({ state: 'hidden' });
    await page.locator('.view-line', { hasText: 'function fib' }).locator('span', { hasText: /fib/ }).last().hover();
    await hover.waitFor();
  } while (/\(loading/.test(await hover.innerText())); // what the compiler says may come late
  const clip = (height) => ({ x: 0, y: editor.top, width: editor.width, height });
  await take('find', clip(editor.find));

  await page.keyboard.press('Escape');
  await page.locator('.view-line', { hasText: 'function fib' }).locator('span', { hasText: /fib/ }).last().click();
  await page.locator('.lightBulbWidget, [class*=lightbulb]').first().waitFor();
  await page.keyboard.press('Control+.');
  await page.locator('.action-widget .monaco-list-row.action').first().waitFor();
  await page.mouse.move(5, 300);
  await take('fix', clip(editor.fix));
  await page.keyboard.press('Escape');

  await page.setViewportSize(sizeOf(view));
  await run('Go to File');
  await page.locator('.quick-input-widget input[type=text]').fill('shop.js');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: 'shop.js' }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tab.active', { hasText: 'shop.js' }).waitFor();
  await run('Run and Debug: Focus on Caches View');
  const caches = page.frameLocator('iframe.webview.ready[src*="memoscope"]').frameLocator('#active-frame');
  for (const name of ['Variables', 'Watch', 'Call Stack', 'Breakpoints']) {
    const header = page.locator('.pane-header', { hasText: name }).first();
    if ((await header.getAttribute('aria-expanded')) === 'true') await header.press('ArrowLeft');
  }
  await caches.getByRole('button', { name: 'Start Debugging' }).click();
  await page.locator('.debug-top-stack-frame-line').first().waitFor();
  await run('View: Hide Panel').catch(() => page.keyboard.press('Escape'));
  const sash = await page.locator('.part.sidebar').boundingBox();
  await page.mouse.move(sash.x + sash.width, 400);
  await page.mouse.down();
  await page.mouse.move(view.sideBar, 400, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(view.sideBar + 220, 450);
  await caches.locator('tbody tr').nth(3).waitFor();
  await page.mouse.click(view.sideBar + 220, 200);
  await page.keyboard.press('Control+Home');
  await page.locator('.codelens-decoration', { hasText: 'hits' }).first().waitFor();
  await page.mouse.move(view.sideBar + 250, view.height - 20);
  const { y } = await page.locator('.pane-header', { hasText: 'Caches' }).first().boundingBox();
  await take('watch', view.alone && { x: 0, y: y - 4, width: view.sideBar, height: view.height - y - 30 });
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit(130));
ensureBrowser();
await main(readme);
await main(walkthrough);
