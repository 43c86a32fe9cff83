/** Fixes in the real editor, driven by the keys that a person presses. One window for all of them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { copyExamples, root, until, Workbench } from './workbench.ts';

const sources = {
  'wrap.ts': `/** The n-th Fibonacci number. */
export function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}
`,
  'grid.ts': `export class Grid {
\tpaths(rows: number, columns: number): number {
\t\tif (rows === 0 || columns === 0) return 1;
\t\treturn this.paths(rows - 1, columns) + this.paths(rows, columns - 1);
\t}
}
`,
  'stairs.ts': `export async function stairs(n: number): Promise<number> {
  if (n < 2) return 1
  return (await stairs(n - 1)) + (await stairs(n - 2))
}
`,
  'several.ts': `let seen = 0;

function fib(n: number): number {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

function counted(n: number): number {
  seen = n;
  return n < 2 ? n : counted(n - 1) + counted(n - 2);
}

function choose(n: number, k: number): number {
  return k === 0 || k === n ? 1 : choose(n - 1, k - 1) + choose(n - 1, k);
}

console.log(fib(10), choose(8, 4), counted(5), seen);
`,
  // Each call takes seconds; the analysis, which runs no pattern, takes none.
  'slow.ts': `export function slow(n: number): number {
  const spent = /(a+)+$/.test('a'.repeat(26) + 'b') ? 1 : 0;
  return n < 2 ? n + spent : slow(n - 1) + slow(n - 2);
}
`,
};

describe('fixes by keyboard', function () {
  this.bail(true);
  let folder: string;
  let w: Workbench;

  before(async () => {
    folder = copyExamples('fixes');
    for (const [name, text] of Object.entries(sources)) fs.writeFileSync(path.join(folder, name), text);
    fs.mkdirSync(path.join(folder, 'node_modules'));
    fs.symlinkSync(root, path.join(folder, 'node_modules', 'memoscope'), 'junction');
    w = await Workbench.open({
      folder,
      openFile: path.join(folder, 'wrap.ts'),
      settings: { 'editor.codeActionsOnSave': { 'source.fixAll.memoscope': 'never' } },
    });
    await w.page.locator('.squiggly-warning').first().waitFor();
  });
  after(() => w?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await w.failed('fixes');
  });

  const plain = (title: string) => title.replaceAll('`', '').trim();
  const press = (key: string) => w.page.keyboard.press(key);
  const read = (name: string) => fs.readFileSync(path.join(folder, name), 'utf8');
  const rows = () => w.page.locator('.action-widget .monaco-list-row.action');
  const clean = () => w.page.locator('.squiggly-warning').first().waitFor({ state: 'detached' });

  /** The list that a key opens, with the titles in it. */
  const list = async (key: string): Promise<string[]> => {
    // A key that is pressed while focus moves may be lost.
    await until(`${key} opens a list`, async () => {
      await press(key);
      return rows().first().waitFor({ timeout: 3000 }).then(() => true, () => false); // prettier-ignore
    });
    return (await rows().allInnerTexts()).map(plain);
  };

  /** Goes down the open list to a title and takes it. */
  const choose = async (title: RegExp): Promise<void> => {
    const focused = w.page.locator('.action-widget .monaco-list-row.focused');
    await until(`${title} has the focus`, async () => {
      if (title.test(plain(await focused.first().innerText()))) return true;
      await press('ArrowDown');
      return false;
    });
    await press('Enter');
    await rows().first().waitFor({ state: 'detached' });
  };

  /** What the file holds once it has been saved. */
  const saved = async (name: string, isRight: (text: string) => boolean): Promise<string> => {
    await until(`${name} is saved`, async () => {
      await press('Control+S');
      await w.page.waitForTimeout(100);
      return read(name) !== '' && isRight(read(name)); // a file that is being written is empty for a moment
    });
    return read(name);
  };

  it('wraps from the Refactor menu, and offers to name the library in package.json', async () => {
    await w.goTo(2, 18);
    const titles = await list('Control+Shift+R');
    assert.match(titles[0] ?? '', /^Memoize fib \(cache per outermost call\)/);
    for (const wanted of [/^Wrap fib in memoize of memoscope/, /cache of the module/, /bounded cache/]) {
      assert.ok(
        titles.some((title) => wanted.test(title)),
        `${wanted} among ${titles.join('; ')}`,
      );
    }
    await w.picture('fixes-1-refactor');
    await choose(/^Wrap fib/);
    const toast = w.page.locator('.notifications-toasts', { hasText: 'imports memoscope' });
    await toast.waitFor();
    await w.page.waitForTimeout(400); // it fades in
    await w.picture('fixes-2-dependency');
    const text = await saved('wrap.ts', (now) => now !== sources['wrap.ts']);
    assert.match(text, /^import \{ memoize \} from 'memoscope';\n\n\/\*\* The n-th/);
    assert.match(text, /export const fib = memoize\(/);
    await clean();
    assert.equal('dependencies' in JSON.parse(read('package.json')), false);
    await toast.getByRole('button', { name: 'Add to Dependencies' }).click();
    const manifest = await until(
      'the dependency',
      () => /"memoscope"/.test(read('package.json')) && read('package.json'),
    );
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    const { dependencies, ...others } = JSON.parse(manifest) as Record<string, unknown>;
    assert.deepEqual(dependencies, { memoscope: `^${version}` });
    assert.deepEqual(others, JSON.parse(fs.readFileSync(path.join(root, 'examples', 'package.json'), 'utf8')));
    await w.command('Notifications: Clear All Notifications');
  });

  it('takes the cache away again, in one undo step', async () => {
    const wrapped = read('wrap.ts');
    await w.openFile('wrap.ts');
    await w.goTo(4, 15);
    const titles = await list('Control+.');
    assert.ok(
      titles.some((title) => /^Remove the cache of fib/.test(title)),
      titles.join('; '),
    );
    await w.picture('fixes-3-unmemoize');
    await choose(/^Remove the cache/);
    const bare = await saved('wrap.ts', (now) => now !== wrapped);
    assert.match(bare, /n < 2 \? n : fib\(n - 1\) \+ fib\(n - 2\)/);
    assert.doesNotMatch(bare, /memoize/);
    await w.page.locator('.squiggly-warning').first().waitFor();
    await press('Control+Z');
    assert.equal(await saved('wrap.ts', (now) => now === wrapped), wrapped);
  });

  it('gives a class a cache for each instance, in the style of the file', async () => {
    await w.openFile('grid.ts');
    await w.page.locator('.squiggly-warning').first().waitFor();
    await w.goTo(2, 3);
    const titles = await list('Control+.');
    assert.match(titles[0] ?? '', /^Memoize paths \(cache per instance\)/);
    await w.picture('fixes-4-method');
    await press('Enter');
    const text = await saved('grid.ts', (now) => now !== sources['grid.ts']);
    assert.match(text, /^\t#?\w+/m);
    await clean();
    await press('Control+Z');
    await saved('grid.ts', (now) => now === sources['grid.ts']);
  });

  it('shows a fix with an assumption in the refactor preview, and makes it when it is ticked there', async () => {
    await w.page.locator('.squiggly-warning').first().waitFor();
    await w.goTo(2, 3);
    await list('Control+Shift+R');
    await choose(/per outermost call/);
    const preview = w.page.locator('.bulk-edit-panel');
    await preview.locator('.monaco-list-row', { hasText: 'grid.ts' }).first().waitFor();
    await w.page.locator('.notifications-toasts', { hasText: 'No subclass overrides paths' }).waitFor();
    await w.page.waitForTimeout(400); // it fades in
    await w.picture('fixes-5-preview');
    assert.equal(read('grid.ts'), sources['grid.ts']);
    const tick = preview.locator('.monaco-list-row .edit-checkbox').first();
    await until('the file has the focus', async () => {
      if ((await preview.locator('.monaco-list-row.focused', { hasText: 'grid.ts' }).count()) > 0) return true;
      await press('ArrowDown');
      return false;
    });
    await press('Space');
    await until('the change is ticked', async () => (await tick.getAttribute('aria-checked')) === 'true');
    await press('Control+Enter');
    await preview.waitFor({ state: 'hidden' });
    const text = await saved('grid.ts', (now) => now !== sources['grid.ts']);
    assert.match(text, /new Map/);
    await w.picture('fixes-6-previewed');
  });

  it('shares one promise a subproblem of an async function', async () => {
    await w.openFile('stairs.ts');
    await w.page.locator('.squiggly-warning').first().waitFor();
    await w.goTo(1, 25);
    const titles = await list('Control+.');
    assert.match(titles[0] ?? '', /^Memoize stairs \(one promise a subproblem\)/);
    await press('Enter');
    const text = await saved('stairs.ts', (now) => now !== sources['stairs.ts']);
    assert.match(text, /export async function stairs\(n: number\): Promise<number> \{/);
    assert.doesNotMatch(text, /;$/m);
    await clean();
  });

  it('fixes all that is proven and safe in a file, and nothing else', async () => {
    await w.openFile('several.ts');
    await w.page.locator('.squiggly-warning').nth(1).waitFor();
    await w.goTo(3, 11);
    const titles = await list('Control+.');
    assert.ok(titles.includes('Memoize all proven and safe in this file'), titles.join('; '));
    assert.match(titles.at(-1) ?? '', /^Disable/);
    await w.picture('fixes-7-all');
    await choose(/^Memoize all proven/);
    const text = await saved('several.ts', (now) => now !== sources['several.ts']);
    assert.match(
      text,
      /function counted\(n: number\): number \{\n {2}seen = n;\n {2}return n < 2 \? n : counted\(n - 1\)/,
    );
    assert.equal(text.match(/const memo = new Map/g)?.length, 2);
    await press('Control+Z');
    await saved('several.ts', (now) => now === sources['several.ts']);
  });

  it('previews the gain, changes nothing, and applies it when told so', async () => {
    await w.page.locator('.squiggly-warning').nth(1).waitFor();
    await w.goTo(3, 11);
    await list('Control+.');
    await choose(/^Preview gain/);
    const toast = w.page.locator('.notifications-toasts', { hasText: 'calls become' });
    await toast.waitFor();
    const page = w.page
      .frameLocator('iframe.webview.ready[src*="extensionId=vscode.markdown-language-features"]')
      .frameLocator('#active-frame');
    await page.getByRole('heading', { name: 'Gain for fib' }).waitFor();
    await w.picture('fixes-8-gain');
    const cells = await page.locator('tbody tr').first().locator('td').allInnerTexts();
    const number = (text: string | undefined) => Number(text?.replaceAll(',', ''));
    assert.ok(number(cells[1]) > 10 * number(cells[2]), cells.join(' | '));
    assert.equal(cells.at(-1), 'equal');
    assert.equal(read('several.ts'), sources['several.ts']);
    await toast.getByRole('button', { name: 'Apply Fix' }).click();
    const text = await saved('several.ts', (now) => now !== sources['several.ts']);
    assert.equal(text.match(/const memo = new Map/g)?.length, 1);
  });

  it('stops measuring the gain when told so, and shows nothing', async () => {
    await w.command('Notifications: Clear All Notifications');
    await w.openFile('slow.ts');
    await w.page.locator('.squiggly-info').first().waitFor();
    await w.goTo(1, 18);
    await list('Control+.');
    await choose(/^Preview gain/);
    const toast = w.page.locator('.notifications-toasts', { hasText: /Running .slow. with and without the cache/ });
    await toast.getByRole('button', { name: 'Cancel' }).click();
    await toast.waitFor({ state: 'detached' });
    assert.equal(await w.page.locator('.tab', { hasText: 'gain of slow' }).count(), 0);
    assert.equal(await w.page.locator('.notifications-toasts .notification-list-item').count(), 0);
    assert.equal(read('slow.ts'), sources['slow.ts']);
  });

  it('leaves files that the compiler takes', () => {
    const tsc = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const flags = [
      '--noEmit',
      '--strict',
      '--target',
      'es2022',
      '--module',
      'nodenext',
      '--skipLibCheck',
      '--ignoreConfig',
    ];
    const types = ['--types', 'node', '--typeRoots', path.join(root, 'node_modules', '@types')];
    const files = Object.keys(sources).map((name) => path.join(folder, name));
    execFileSync(process.execPath, [tsc, ...flags, ...types, ...files], { encoding: 'utf8' });
  });
});
