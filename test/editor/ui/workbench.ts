/** A real VS Code in a headless browser, and the handles that a person would use. */
import fs from 'node:fs';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from '../../../scripts/vscode-host/browser.mjs';
import { type Server, startServer } from '../../../scripts/vscode-host/server.mjs';

export const root = path.resolve(import.meta.dirname, '..', '..', '..');
export const pictures = path.join(root, '.vscode-test', 'screenshots');

/** The extension under test: this project, or what MEMOSCOPE_EXTENSION names (a staged folder, a VSIX). */
export const extension = process.env['MEMOSCOPE_EXTENSION'] ?? root;

/** Themes follow `page.emulateMedia`, so that one window shows them all. */
export const themeSettings = {
  'window.autoDetectColorScheme': true,
  'window.autoDetectHighContrast': true,
  'workbench.preferredDarkColorTheme': 'Dark Modern',
  'workbench.preferredLightColorTheme': 'Light Modern',
};

export class Workbench {
  private constructor(
    readonly server: Server,
    readonly browser: Browser,
    readonly page: Page,
  ) {}

  static async open(options: {
    folder: string;
    openFile?: string;
    settings?: Record<string, unknown>;
    trust?: boolean;
    viewport?: { width: number; height: number };
    scale?: number;
  }): Promise<Workbench> {
    const server = await startServer({
      extensions: [extension],
      // A floating toolbar would lie over what is clicked.
      settings: { ...themeSettings, 'debug.toolBarLocation': 'docked', ...options.settings },
      trust: options.trust ?? false,
    });
    const browser = await launchBrowser();
    const page = await browser.newPage({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      deviceScaleFactor: options.scale ?? 1,
      colorScheme: 'dark',
    });
    page.setDefaultTimeout(30_000);
    await page.goto(server.url({ folder: options.folder, openFile: options.openFile }));
    await page.locator('.monaco-workbench').waitFor();
    return new Workbench(server, browser, page);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.stop();
  }

  /** Presses a key until the quick input shows: one that is pressed while focus moves may be lost. */
  private async quickInput(key: string): Promise<Locator> {
    const input = this.page.locator('.quick-input-widget input[type=text]');
    await until(`${key} opens the quick input`, async () => {
      await this.page.keyboard.press(key);
      return input.waitFor({ timeout: 1500 }).then(
        () => true,
        () => false,
      );
    });
    return input;
  }

  private async pick(key: string, text: string, row: string): Promise<void> {
    await (await this.quickInput(key)).fill(text);
    // By its name, for the best match need not be the exact one.
    const name = this.page.locator(`.quick-input-list .monaco-list-row[aria-label^=${JSON.stringify(row)}]`);
    await name.first().click();
  }

  async command(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, title);
  }

  async openFile(name: string): Promise<void> {
    await this.pick('Control+P', name, name);
    await this.page.locator('.tab.active', { hasText: name }).waitFor();
  }

  async goTo(line: number, column = 1): Promise<void> {
    await (await this.quickInput('Control+G')).fill(`:${line}:${column}`);
    await this.page.keyboard.press('Enter');
    await this.page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  line(text: string): Locator {
    return this.page.locator('.view-line', { hasText: text }).first();
  }

  /** The inside of the Caches view. */
  caches(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview.ready[src*="extensionId=memoscope.memoscope"]')
      .frameLocator('#active-frame');
  }

  async picture(name: string): Promise<void> {
    fs.mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }
}

/** Waits until `read` gives something, and returns it. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  ms = 20_000,
): Promise<Exclude<T, false | undefined | null | 0 | ''>> {
  const end = Date.now() + ms;
  for (;;) {
    const value = await read();
    if (value) return value as Exclude<T, false | undefined | null | 0 | ''>;
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * A copy of the examples that a test may change, with `scripts` where their build task looks for it, and their build.
 * It lies in the project, so that `memoscope` and the compiler are found above it.
 */
export function copyExamples(name: string): string {
  const base = path.join(root, '.vscode-test', 'work', name);
  fs.rmSync(base, { recursive: true, force: true });
  fs.mkdirSync(base, { recursive: true });
  const folder = path.join(base, 'examples');
  const skip = new Set(['out', 'node_modules'].map((part) => path.join(root, 'examples', part)));
  fs.cpSync(path.join(root, 'examples'), folder, { recursive: true, filter: (source) => !skip.has(source) });
  fs.symlinkSync(path.join(root, 'scripts'), path.join(base, 'scripts'), 'junction');
  return folder;
}

/** Puts the library, as it is built, where `require('memoscope')` finds it. */
export function linkLibrary(folder: string): void {
  const link = path.join(folder, 'node_modules', 'memoscope');
  fs.mkdirSync(link, { recursive: true });
  for (const [name, bundle] of [
    ['index', 'runtime'],
    ['disk', 'runtime-disk'],
  ] as const) {
    const target = JSON.stringify(path.join(root, 'dist', `${bundle}.cjs`));
    fs.writeFileSync(path.join(link, `${name}.js`), `module.exports = require(${target});\n`);
  }
}
