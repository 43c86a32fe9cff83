import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, closeAll, memoscopes, naive, ours, until, untitled } from './help.ts';

const at = new vscode.Range(1, 10, 1, 10);

describe('code actions', () => {
  let document: vscode.TextDocument;

  beforeEach(async () => {
    document = await untitled('typescript', naive);
    await until('a diagnostic', () => ours(document.uri).length === 1);
  });
  afterEach(closeAll);

  it('offers the sound fix first and disabling last', async () => {
    const actions = memoscopes(await actionsAt(document.uri, at));
    const [first] = actions;
    assert.match(first?.title ?? '', /^Memoize/);
    assert.ok(first?.kind?.contains(vscode.CodeActionKind.QuickFix) || first?.kind?.value === 'quickfix');
    assert.equal(first?.isPreferred, true);
    assert.equal(actions.filter(({ isPreferred }) => isPreferred).length, 1);
    assert.match(actions.at(-1)?.title ?? '', /^Disable overlapping-subproblems/);
  });

  it('has disabling among the quick fixes when only those are asked for', async () => {
    const actions = memoscopes(await actionsAt(document.uri, at, 'quickfix'));
    assert.ok(actions.length >= 2);
    for (const { kind } of actions) assert.equal(kind?.value, 'quickfix');
    assert.match(actions.at(-1)?.title ?? '', /^Disable/);
  });

  it('computes the edit when resolved, in one undo step, and then finds nothing', async () => {
    const [fix] = memoscopes(await actionsAt(document.uri, at, 'quickfix', 5));
    assert.ok(fix?.edit);
    assert.ok(await vscode.workspace.applyEdit(fix.edit));
    assert.notEqual(document.getText(), naive);
    await until('nothing left to say', () => ours(document.uri).length === 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), naive);
    await until('the diagnostic again', () => ours(document.uri).length === 1);
  });

  it('disables by a comment above', async () => {
    const actions = memoscopes(await actionsAt(document.uri, at, 'quickfix'));
    const edit = actions.at(-1)?.edit;
    assert.ok(edit);
    await vscode.workspace.applyEdit(edit);
    assert.equal(document.lineAt(1).text, '// memoscope-disable-next-line overlapping-subproblems');
    await until('silence', () => ours(document.uri).length === 0);
  });

  it('offers nothing where nothing was found', async () => {
    assert.deepEqual(memoscopes(await actionsAt(document.uri, new vscode.Range(0, 1, 0, 1))), []);
  });
});
