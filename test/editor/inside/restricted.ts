import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { actionsAt, extension, memoscopes, open, ours, until } from './help.ts';

describe('Restricted Mode, from the packed extension', () => {
  it('is restricted', () => assert.equal(vscode.workspace.isTrusted, false));

  it('comes from the package', () => {
    // a checkout has its sources, a package has not
    assert.equal(fs.existsSync(path.join(extension().extensionPath, 'src')), false);
    assert.equal(extension().packageJSON.capabilities.untrustedWorkspaces.supported, 'limited');
  });

  it('checks and fixes', async () => {
    const document = await open('fibonacci.ts');
    await until('a diagnostic', () => ours(document.uri).length === 1);
    const [fix] = memoscopes(await actionsAt(document.uri, new vscode.Range(1, 10, 1, 10), 'quickfix', 5));
    assert.ok(fix?.edit);
  });

  it('runs nothing: the gain of a fix is not offered', async () => {
    const document = await open('fibonacci.ts');
    const titles = (await actionsAt(document.uri, new vscode.Range(1, 10, 1, 10))).map(({ title }) => title);
    assert.ok(titles.some((title) => /^Memoize/.test(title)));
    assert.deepEqual(
      titles.filter((title) => /gain/i.test(title)),
      [],
    );
    await vscode.commands.executeCommand('memoscope.previewGain', document.uri.toString(), 2, 10);
    assert.deepEqual(
      vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === 'memoscope-gain'),
      [],
    );
  });

  it('takes no word of the folder on the probe', () => {
    const { workspaceValue, workspaceFolderValue } =
      vscode.workspace.getConfiguration('memoscope').inspect('debug.probe') ?? {};
    assert.equal(vscode.workspace.getConfiguration('memoscope').get('debug.probe'), true);
    assert.ok(workspaceValue === undefined && workspaceFolderValue === undefined);
  });
});
