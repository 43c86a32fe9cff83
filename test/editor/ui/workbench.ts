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

/** Milliseconds to wait for anything at all: a machine may be busy, and waiting costs only where a test fails. */
export const patience = 120_000;

/** Milliseconds after which something that did not show is tried again; for one act, so that it fails within `until`. */
export const soon = { timeout: 5000 };

/** A text, for the compiler would put helpers into a function that the page does not have. */
const readStore = `(async () => {
  const result = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const names = (await indexedDB.databases()).map(({ name }) => name);
  const db = await result(indexedDB.open(names.find((name) => /^vscode-web-state-db-(?!global)/.test(name))));
  const value = await result(db.transaction('ItemTable').objectStore('ItemTable').get('memoscope.memoscope'));
  db.close();
  return value;
})()`;

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
      // A floating toolbar would lie over what is clicked; in a browser files save themselves, at any moment.
      settings: {
        ...themeSettings,
        'debug.toolBarLocation': 'docked',
        'files.autoSave': 'off',
        ...options.settings,
      },
      trust: options.trust ?? false,
    });
    const browser = await launchBrowser();
    const page = await browser.newPage({
      viewport: options.viewport ?? { width: 1400, height: 900 },
      deviceScaleFactor: options.scale ?? 1,
      colorScheme: 'dark',
    });
    page.setDefaultTimeout(patience);
    const slower = Number(process.env['MEMOSCOPE_SLOWER'] ?? 1);
    if (slower > 1) {
      const session = await page.context().newCDPSession(page);
      await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    }
    await page.goto(server.url({ folder: options.folder, openFile: options.openFile }));
    await page.locator('.monaco-workbench').waitFor();
    return new Workbench(server, browser, page);
  }

  async close(): Promise<void> {
    await this.browser.close();
    this.server.stop();
  }

  /** Presses a key until something shows: one that is pressed while focus moves may be lost. */
  async press(key: string, shown: Locator): Promise<void> {
    await act(`${key} shows ${String(shown)}`, () => this.page.keyboard.press(key), () => shown.isVisible()); // prettier-ignore
  }

  /** The text of the quick input. */
  get input(): Locator {
    return this.page.locator('.quick-input-widget input[type=text]');
  }

  /** Opens the quick input, types and takes an entry; all over again when the focus moves meanwhile, which closes it. */
  private async pick(key: string, text: string, entry: Locator): Promise<void> {
    const { input } = this;
    await until(`${text} in the list`, async () => {
      if (!(await input.isVisible())) {
        await this.page.keyboard.press(key);
        await input.waitFor(soon);
      }
      await input.fill(text, soon);
      if ((await appears(entry, 8000)) && (await this.settled())) {
        const clicked = await entry.click({ timeout: 10_000 }).then(() => true, () => false); // prettier-ignore
        // a click while the list is drawn anew is lost
        if (clicked && (await disappears(entry, 8000))) return true;
      }
      await this.closeInput();
      return false;
    });
  }

  /** Rows of a list are used again for other entries while it is filtered: until it keeps still, a click may take another. */
  private async settled(): Promise<boolean> {
    const rows = this.page.locator('.quick-input-list .monaco-list-row');
    const read = () => rows.evaluateAll((all) => all.map((row) => `${row.ariaLabel} ${row.className}`).join());
    return until('a list that keeps still', async () => {
      const before = await read();
      await this.page.waitForTimeout(60);
      return (await read()) === before;
    });
  }

  async closeInput(): Promise<void> {
    await until('no quick input', async () => {
      if (!(await this.input.isVisible())) return true;
      await this.input.press('Escape', soon); // not to the page: there the key would mean something else
      return disappears(this.input, 2000);
    });
  }

  /** An entry by its name, for the best match need not be the exact one. */
  private entry(name: string): Locator {
    return this.page.locator(`.quick-input-list .monaco-list-row[aria-label^=${JSON.stringify(name)}]`).first();
  }

  async command(title: string): Promise<void> {
    await this.pick('F1', `>${title}`, this.entry(title));
  }

  /** Starts a launch configuration under the debugger. */
  async launch(name: string): Promise<void> {
    const label = this.page.locator('.label-name', { hasText: new RegExp(`^\\s*${escaped(name)}$`) });
    await this.pick('F1', `debug ${name}`, this.page.locator('.quick-input-list .monaco-list-row', { has: label }));
  }

  /** The program stands at a breakpoint, or at `debugger`. */
  async stopped(): Promise<void> {
    await this.page.locator('.debug-top-stack-frame-line').first().waitFor();
  }

  async openFile(name: string): Promise<void> {
    const tab = this.page.locator('.tab.active', { hasText: name });
    await act(`${name} is open`, () => this.pick('Control+P', name, this.entry(name)), () => tab.isVisible()); // prettier-ignore
  }

  /** Puts the cursor there, and the focus into the editor. */
  async goTo(line: number, column = 1): Promise<void> {
    const there = this.page.locator('.statusbar-item', { hasText: new RegExp(`^Ln ${line},`) });
    await until(`line ${line}`, async () => {
      const entry = this.page.locator('.quick-input-list .monaco-list-row', { hasText: `to line ${line} at column ${column}.` }); // prettier-ignore
      await this.pick('Control+G', `:${line}:${column}`, entry);
      return (await appears(there, 5000)) && (await appears(this.editor, 5000));
    });
  }

  /** The editor that has the focus. */
  get editor(): Locator {
    return this.page.locator('.editor-instance .monaco-editor.focused');
  }

  /** Takes back one step of the file in the editor, which has just been saved. */
  async undo(): Promise<void> {
    await this.press('Control+1', this.editor);
    await this.press('Control+Z', this.page.locator('.tab.active.dirty'));
  }

  /** A message: as a toast it goes after ten seconds, in the list of notifications it stays. */
  async message(text: string | RegExp): Promise<Locator> {
    const shown = this.page
      .locator(':is(.notifications-toasts, .notifications-center) .notification-list-item:visible', { hasText: text })
      .first();
    await until(`a message: ${text}`, async () => {
      if (await appears(shown, 8000)) return true;
      await this.command('Notifications: Show Notifications');
      return appears(shown, 2000);
    });
    return shown;
  }

  line(text: string): Locator {
    return this.page.locator('.view-line', { hasText: text }).first();
  }

  /** What the extension has stored for the workspace: VS Code keeps it in the browser, a while after it was told. */
  async stored(): Promise<{ 'memoscope.runs'?: unknown[] }> {
    const text = await this.page.evaluate<string>(readStore);
    return JSON.parse(text) as { 'memoscope.runs'?: unknown[] };
  }

  /** The inside of the Caches view. */
  caches(): FrameLocator {
    return this.page
      .frameLocator('iframe.webview.ready[src*="extensionId=memoscope.memoscope"]')
      .frameLocator('#active-frame');
  }

  /** What a person would tell of a test that failed: a picture, and in the output what stands there and in the logs. */
  async failed(name: string): Promise<void> {
    await this.picture(`failed-${name}`);
    const texts = (selector: string) => this.page.locator(selector).allInnerTexts();
    const told = {
      tabs: await texts('.tab.active'),
      notifications: await texts('.notifications-toasts .notification-list-item'),
      lists: await texts('.action-widget, .quick-input-widget:visible'),
      focus: await this.page.evaluate(() => document.activeElement?.className),
    };
    console.error(JSON.stringify(told, undefined, 1));
    const logs = path.join(this.server.data, 'data', 'logs');
    for (const file of fs.readdirSync(logs, { recursive: true, encoding: 'utf8' })) {
      if (!/Memoscope\.log$|remoteexthost\.log$/.test(file)) continue;
      const lines = fs.readFileSync(path.join(logs, file), 'utf8').trimEnd().split('\n');
      console.error([file, ...lines.filter((line) => !/^\s+at /.test(line)).slice(-30)].join('\n  '));
    }
  }

  async picture(name: string): Promise<void> {
    fs.mkdirSync(pictures, { recursive: true });
    await this.page.screenshot({ path: path.join(pictures, `${name}.png`) });
  }
}

/** Whether something shows within `ms`. */
export const appears = (what: Locator, ms: number): Promise<boolean> =>
  what.waitFor({ timeout: ms }).then(
    () => true,
    () => false,
  );

/** Whether something goes within `ms`. */
export const disappears = (what: Locator, ms: number): Promise<boolean> =>
  what.waitFor({ state: 'hidden', timeout: ms }).then(
    () => true,
    () => false,
  );

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');

/** Waits until `read` gives something, and returns it; where it throws it is asked again, too. */
export async function until<T>(
  what: string,
  read: () => T | Promise<T>,
  ms = patience,
): Promise<Exclude<T, false | undefined | null | 0 | ''>> {
  const end = Date.now() + ms;
  let cause: unknown;
  for (;;) {
    try {
      const value = await read();
      if (value) return value as Exclude<T, false | undefined | null | 0 | ''>;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (Date.now() > end)
      throw new Error(`waited ${ms} ms in vain: ${what}${cause ? `; ${String(cause)}` : ''}`, { cause });
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/**
 * Does something until its effect shows: a key or a click is lost where focus moves or a page is drawn at that moment.
 * It is not done while the effect shows, nor again before `ms` have passed in which it could.
 */
export const act = (
  what: string,
  attempt: () => Promise<unknown>,
  effect: () => Promise<boolean>,
  ms = 5000,
): Promise<true> => {
  const shows = () => effect().catch(() => false);
  return until(what, async () => {
    if (await shows()) return true;
    await attempt();
    return until('its effect', shows, ms);
  });
};

/** Presses a key on an element until its effect shows. */
export const pressOn = (target: Locator, key: string, effect: Locator | (() => Promise<boolean>)): Promise<true> =>
  act(
    `${key} on ${String(target)}`,
    () => target.press(key, soon),
    typeof effect === 'function' ? effect : () => effect.isVisible(),
  );

/** Waits until an assertion holds. */
export const holds = (what: string, check: () => Promise<void>): Promise<true> =>
  until(what, async () => {
    await check();
    return true;
  });

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
