// The page of the Caches view alone in a Chromium, under the same content security policy as in VS Code.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { launchBrowser } from '../../scripts/vscode-host/browser.mjs';

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const themes = JSON.parse(fs.readFileSync(path.join(root, 'bench', 'panel', 'themes.json'), 'utf8'));
const types = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

const html = (bundle) => `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src http://127.0.0.1; script-src 'nonce-n'">
<title>Caches</title><link rel="stylesheet" href="/dist/panel.css"><link rel="stylesheet" href="/media/panel.css"></head>
<body><main id="root"></main><script type="application/json" id="l10n">${JSON.stringify(bundle)}</script><script nonce="n" src="/dist/panel.js"></script></body></html>`;

/**
 * @param theme a name in themes.json
 * @returns page and browser; `post(page, message)` is what the extension would send
 */
export async function openPanel({ theme = 'dark', width = 900, height = 700, scale = 1, browser, bundle = {} } = {}) {
  const own = browser ?? (await launchBrowser());
  const page = await own.newPage({ viewport: { width, height }, deviceScaleFactor: scale });
  page.on('console', (message) => message.type() === 'error' && console.error(`page: ${message.text()}`));
  page.on('pageerror', (error) => console.error(`page: ${error.stack}`));
  await page.route('http://127.0.0.1/**', (route) => {
    const { pathname } = new URL(route.request().url());
    const file = path.join(root, pathname);
    if (pathname === '/') return route.fulfill({ body: html(bundle), contentType: 'text/html' });
    if (!fs.existsSync(file)) return route.fulfill({ status: 404 });
    return route.fulfill({ path: file, contentType: types[path.extname(file)] });
  });
  await page.addInitScript('globalThis.__name = (f) => f'); // which tsx calls in what it has compiled
  await page.addInitScript(({ kind, variables }) => {
    window.sent = [];
    // a page that is loaded again finds what it kept, as in VS Code
    window.acquireVsCodeApi = () => ({
      postMessage: (message) => window.sent.push(message),
      getState: () => JSON.parse(window.sessionStorage.getItem('state') ?? 'null') ?? undefined,
      setState: (next) => window.sessionStorage.setItem('state', JSON.stringify(next)),
    });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(
      `:root { ${Object.entries(variables)
        .map(([name, value]) => `${name}: ${value};`)
        .join(' ')} }`,
    );
    document.adoptedStyleSheets = [sheet];
    addEventListener('DOMContentLoaded', () => document.body.classList.add(...kind.split(' ')));
  }, themes[theme]);
  await page.goto('http://127.0.0.1/');
  await page.waitForFunction(() => window.sent.some(({ type }) => type === 'ready'));
  return { page, browser: own };
}

export const post = (page, message) => page.evaluate((data) => window.postMessage(data, '*'), message);
