/** Fixes in the real editor, driven by the keys that a person presses. One window for all of them. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { ActionList } from './actionList.ts';
import { act, copyExamples, pressOn, root, soon, until, Workbench } from './workbench.ts';

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
  let actions: ActionList;

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
    actions = new ActionList(w);
    await squiggle().waitFor();
  });
  after(() => w?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await w.failed('fixes');
  });

  const squiggle = () => w.page.locator('.squiggly-warning').first();
  const clean = () => squiggle().waitFor({ state: 'detached' });
  const list = (key: string) => actions.open(key);
  const choose = (key: string, title: RegExp) => actions.take(key, title);

  /** What a file holds; one that is being written is empty for a moment. */
  const read = (name: string): Promise<string> => until(name, () => fs.readFileSync(path.join(folder, name), 'utf8'));

  /** What the file holds once it has been saved. */
  const saved = (name: string, isRight: (text: string) => boolean): Promise<string> =>
    until(`${name} is saved`, async () => {
      await w.page.keyboard.press('Control+S');
      await w.page.waitForTimeout(100);
      const text = await read(name);
      return isRight(text) && text;
    });

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
    await choose('Control+Shift+R', /^Wrap fib/);
    await w.message('imports memoscope');
    await w.page.waitForTimeout(400); // it fades in
    await w.picture('fixes-2-dependency');
    const text = await saved('wrap.ts', (now) => now !== sources['wrap.ts']);
    assert.match(text, /^import \{ memoize \} from 'memoscope';\n\n\/\*\* The n-th/);
    assert.match(text, /export const fib = memoize\(/);
    await clean();
    assert.equal('dependencies' in JSON.parse(await read('package.json')), false);
    await act(
      'the dependency',
      async () =>
        (await w.message('imports memoscope')).getByRole('button', { name: 'Add to Dependencies' }).click(soon),
      async () => /"memoscope"/.test(await read('package.json')),
    );
    const manifest = await read('package.json');
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
    const { dependencies, ...others } = JSON.parse(manifest) as Record<string, unknown>;
    assert.deepEqual(dependencies, { memoscope: `^${version}` });
    assert.deepEqual(others, JSON.parse(fs.readFileSync(path.join(root, 'examples', 'package.json'), 'utf8')));
    await w.command('Notifications: Clear All Notifications');
  });

  it('takes the cache away again, in one undo step', async () => {
    const wrapped = await read('wrap.ts');
    await w.openFile('wrap.ts');
    await w.goTo(4, 15);
    const titles = await list('Control+.');
    assert.ok(
      titles.some((title) => /^Remove the cache of fib/.test(title)),
      titles.join('; '),
    );
    await w.picture('fixes-3-unmemoize');
    await choose('Control+.', /^Remove the cache/);
    const bare = await saved('wrap.ts', (now) => now !== wrapped);
    assert.match(bare, /n < 2 \? n : fib\(n - 1\) \+ fib\(n - 2\)/);
    assert.doesNotMatch(bare, /memoize/);
    await squiggle().waitFor();
    await w.undo();
    await saved('wrap.ts', (now) => now === wrapped);
  });

  it('gives a class a cache for each instance, in the style of the file', async () => {
    await w.openFile('grid.ts');
    await squiggle().waitFor();
    await w.goTo(2, 3);
    const titles = await list('Control+.');
    assert.match(titles[0] ?? '', /^Memoize paths \(cache per instance\)/);
    await w.picture('fixes-4-method');
    await choose('Control+.', /^Memoize paths \(cache per instance\)/);
    const text = await saved('grid.ts', (now) => now !== sources['grid.ts']);
    assert.match(text, /^\t#?\w+/m);
    await clean();
    await w.undo();
    await saved('grid.ts', (now) => now === sources['grid.ts']);
  });

  it('shows a fix with an assumption in the refactor preview, and makes it when it is ticked there', async () => {
    await squiggle().waitFor();
    await w.goTo(2, 3);
    await choose('Control+Shift+R', /per outermost call/);
    const preview = w.page.locator('.bulk-edit-panel');
    await preview.locator('.monaco-list-row', { hasText: 'grid.ts' }).first().waitFor();
    await w.message('No subclass overrides paths');
    await w.page.waitForTimeout(400); // it fades in
    await w.picture('fixes-5-preview');
    assert.equal(await read('grid.ts'), sources['grid.ts']);
    // keys go to the tree, for in the editor they would mean something else
    const tree = preview.locator('.monaco-list').first();
    const tick = preview.locator('.monaco-list-row .edit-checkbox').first();
    await until('the file has the focus', async () => {
      if ((await preview.locator('.monaco-list-row.focused', { hasText: 'grid.ts' }).count()) > 0) return true;
      await tree.press('ArrowDown', soon);
      return false;
    });
    await pressOn(tree, 'Space', async () => (await tick.getAttribute('aria-checked', soon)) === 'true');
    await pressOn(tree, 'Control+Enter', async () => !(await preview.isVisible()));
    const text = await saved('grid.ts', (now) => now !== sources['grid.ts']);
    assert.match(text, /new Map/);
    await w.picture('fixes-6-previewed');
  });

  it('shares one promise a subproblem of an async function', async () => {
    await w.openFile('stairs.ts');
    await squiggle().waitFor();
    await w.goTo(1, 25);
    const titles = await list('Control+.');
    assert.match(titles[0] ?? '', /^Memoize stairs \(one promise a subproblem\)/);
    await choose('Control+.', /^Memoize stairs/);
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
    await choose('Control+.', /^Memoize all proven/);
    const text = await saved('several.ts', (now) => now !== sources['several.ts']);
    assert.match(
      text,
      /function counted\(n: number\): number \{\n {2}seen = n;\n {2}return n < 2 \? n : counted\(n - 1\)/,
    );
    assert.equal(text.match(/const memo = new Map/g)?.length, 2);
    await w.undo();
    await saved('several.ts', (now) => now === sources['several.ts']);
  });

  it('previews the gain, changes nothing, and applies it when told so', async () => {
    await w.page.locator('.squiggly-warning').nth(1).waitFor();
    await w.goTo(3, 11);
    await choose('Control+.', /^Preview gain/);
    await w.message('calls become');
    const page = w.page
      .frameLocator('iframe.webview.ready[src*="extensionId=vscode.markdown-language-features"]')
      .frameLocator('#active-frame');
    await page.getByRole('heading', { name: 'Gain for fib' }).waitFor();
    await w.picture('fixes-8-gain');
    const cells = await until('a row', async () => {
      const texts = await page.locator('tbody tr').first().locator('td').allInnerTexts();
      return texts.length > 3 && texts;
    });
    const number = (text: string | undefined) => Number(text?.replaceAll(',', ''));
    assert.ok(number(cells[1]) > 10 * number(cells[2]), cells.join(' | '));
    assert.equal(cells.at(-1), 'equal');
    assert.equal(await read('several.ts'), sources['several.ts']);
    await act(
      'the fix is applied',
      async () => (await w.message('calls become')).getByRole('button', { name: 'Apply Fix' }).click(soon),
      () => w.page.locator('.tab.dirty', { hasText: 'several.ts' }).isVisible(),
    );
    const text = await saved('several.ts', (now) => now !== sources['several.ts']);
    assert.equal(text.match(/const memo = new Map/g)?.length, 1);
  });

  it('stops measuring the gain when told so, and shows nothing', async () => {
    const page = w.page.locator('.tab', { hasText: 'gain of slow' });
    // on a machine that is slow enough the measuring may be over before the button is found
    await until('it is stopped', async () => {
      await w.command('View: Close All Editors');
      await w.command('Notifications: Clear All Notifications');
      await w.openFile('slow.ts');
      await w.page.locator('.squiggly-info').first().waitFor();
      await w.goTo(1, 18);
      await choose('Control+.', /^Preview gain/);
      const running = await w.message(/Running .slow. with and without the cache/);
      const cancel = running.getByRole('button', { name: 'Cancel' });
      await act('it goes', () => cancel.click(soon), async () => !(await running.isVisible())); // prettier-ignore
      return (await page.count()) === 0 && (await w.page.locator('.notification-list-item:visible').count()) === 0;
    });
    assert.equal(await read('slow.ts'), sources['slow.ts']);
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
