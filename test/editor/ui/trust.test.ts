/** A folder that is not trusted, and then is, in the same window. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { readRow } from './panel.ts';
import { act, copyExamples, linkLibrary, pressOn, soon, until, Workbench } from './workbench.ts';

const program = `const { memoize } = require('memoscope');
const square = memoize((n) => n * n, { name: 'square' });
for (let k = 0; k < 100; k++) square(k % 10);
debugger;
console.log(square(3));
`;

describe('Restricted Mode', function () {
  this.bail(true);
  let w: Workbench;

  before(async () => {
    const folder = copyExamples('trust');
    fs.writeFileSync(path.join(folder, 'square.js'), program);
    linkLibrary(folder);
    const node = { type: 'node', request: 'launch', name: 'Square', console: 'internalConsole' };
    const launch = { configurations: [{ ...node, program: '${workspaceFolder}/square.js' }] };
    fs.writeFileSync(path.join(folder, '.vscode', 'launch.json'), JSON.stringify(launch));
    w = await Workbench.open({ folder, openFile: path.join(folder, 'fibonacci.ts'), trust: true });
    await w.page.locator('.squiggly-warning').first().waitFor(); // files are checked
  });
  after(() => w?.close());
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await w.failed('trust');
  });

  it('runs no program, and says so', async () => {
    await w.command('Run and Debug: Focus on Caches View');
    await w.caches().getByRole('heading', { name: 'Restricted Mode' }).waitFor();
    assert.equal(await w.page.locator('.editor-actions .codicon-pulse').count(), 0);
    await w.picture('trust-1-restricted');
  });

  it('is over once the folder is trusted, without a reload', async () => {
    const manage = w.caches().getByRole('button', { name: 'Manage Workspace Trust' });
    const trust = w.page
      .locator('.workspace-trust-editor')
      .getByRole('button', { name: /^Trust( \(|$)/ })
      .first();
    await pressOn(manage, 'Enter', trust);
    await w.picture('trust-2-editor');
    const heading = w.caches().getByRole('heading', { name: 'No run yet' });
    await act('it is trusted', () => trust.click(soon), () => heading.isVisible()); // prettier-ignore
    await w.launch('Square');
    await w.stopped();
    await until('the row of square', async () => (await readRow(w.caches(), 'square'))?.calls === 100);
    await w.openFile('square.js');
    await w.page.locator('.editor-actions .codicon-pulse').first().waitFor();
    await w.command('Debug: Stop');
  });
});
