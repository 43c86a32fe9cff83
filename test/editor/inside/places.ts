/** Documents of every kind of place: what is checked there, what is left alone, and what happens when it goes. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, naive, open, ours, until, untitled } from './help.ts';

const settings = () => vscode.workspace.getConfiguration('memoscope');

/** A file system of a kind that no disk has, as GitHub Repositories brings one. */
function virtualFiles(scheme: string, files: Readonly<Record<string, string>>): vscode.Disposable {
  const text = ({ path }: vscode.Uri): Uint8Array => {
    const found = files[path];
    if (found === undefined) throw vscode.FileSystemError.FileNotFound(path);
    return new TextEncoder().encode(found);
  };
  const provider: vscode.FileSystemProvider = {
    onDidChangeFile: new vscode.EventEmitter<vscode.FileChangeEvent[]>().event,
    watch: () => new vscode.Disposable(() => undefined),
    stat: (uri) => ({ type: vscode.FileType.File, ctime: 0, mtime: 0, size: text(uri).length }),
    readDirectory: () => [],
    createDirectory: () => undefined,
    readFile: text,
    writeFile: () => undefined,
    delete: () => undefined,
    rename: () => undefined,
  };
  return vscode.workspace.registerFileSystemProvider(scheme, provider);
}

/** A document that is checked after whatever was opened before it. */
async function allIsChecked(): Promise<void> {
  const last = await untitled('typescript', naive);
  await until('the last diagnostic', () => ours(last.uri).length === 1);
}

describe('places', () => {
  afterEach(closeAll);

  it('each folder of a workspace has settings of its own', async () => {
    assert.equal(vscode.workspace.workspaceFolders?.length, 2);
    const first = await open('fibonacci.ts');
    const second = await vscode.workspace.openTextDocument(
      vscode.Uri.joinPath(vscode.workspace.workspaceFolders[1]!.uri, 'second.ts'),
    );
    await until('an error in the second', () => ours(second.uri)[0]?.severity === vscode.DiagnosticSeverity.Error);
    await until('a warning in the first', () => ours(first.uri)[0]?.severity === vscode.DiagnosticSeverity.Warning);
  });

  it('a virtual file is checked', async () => {
    const files = virtualFiles('memofs', { '/a.ts': naive, '/package.json': '{}' });
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse('memofs:/a.ts'));
    await until('a diagnostic', () => ours(document.uri).length === 1);
    files.dispose();
  });

  it('panes of others, cells of notebooks and languages with scripts in them are left alone', async () => {
    const content = vscode.workspace.registerTextDocumentContentProvider('memopane', {
      provideTextDocumentContent: () => naive,
    });
    const pane = await vscode.workspace.openTextDocument(vscode.Uri.parse('memopane:/a.ts'));
    assert.equal(pane.languageId, 'typescript');
    const html = await untitled('html', `<script>${naive.replaceAll(': number', '')}</script>`);
    const cell = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, naive, 'typescript');
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', new vscode.NotebookData([cell]));
    const left = [pane, html, notebook.cellAt(0).document];
    await allIsChecked();
    for (const { uri } of left) assert.deepEqual(ours(uri), [], uri.scheme);
    content.dispose();
  });

  it('a file that is too large is left alone, until the setting says otherwise', async () => {
    await settings().update('check.maxFileSize', 1, vscode.ConfigurationTarget.Global);
    const document = await untitled('typescript', `${naive}// ${'x'.repeat(2000)}\n`);
    await allIsChecked();
    assert.deepEqual(ours(document.uri), []);
    await settings().update('check.maxFileSize', undefined, vscode.ConfigurationTarget.Global);
    await until('a diagnostic', () => ours(document.uri).length === 1);
  });

  it('a file that is deleted while it is checked leaves nothing behind', async () => {
    const { uri } = await open('three-term.ts'); // a copy, that no other test opens
    await vscode.workspace.fs.delete(uri);
    await closeAll();
    await allIsChecked();
    await until('nothing left', () => ours(uri).length === 0);
  });
});
