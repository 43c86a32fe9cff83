import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { actionsAt, closeAll, folder, memoscopes, naive, open, ours, until, untitled } from './help.ts';

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

  it('has every strategy among the refactorings, each of a kind of its own', async () => {
    const actions = memoscopes(await actionsAt(document.uri, at, 'refactor'));
    assert.match(actions[0]?.title ?? '', /cache per outermost call/);
    const kinds = actions.map(({ kind }) => kind?.value);
    for (const strategy of ['scoped', 'module', 'wrap', 'lru']) {
      assert.ok(kinds.includes(`refactor.rewrite.memoize.${strategy}`), kinds.join());
    }
    assert.equal(new Set(kinds).size, kinds.length);
    const [wrap, ...others] = memoscopes(await actionsAt(document.uri, at, 'refactor.rewrite.memoize.wrap'));
    assert.match(wrap?.title ?? '', /^Wrap/);
    assert.deepEqual(others, []);
  });

  it('has the strategies for a function without a finding too, where refactorings are asked for', async () => {
    const plain = await untitled(
      'typescript',
      'export function area(side: number): number {\n  return side * side;\n}\n',
    );
    const name = new vscode.Range(0, 18, 0, 18);
    await until('checked', async () => (await actionsAt(plain.uri, name, 'refactor.rewrite.memoize')).length > 0);
    const kinds = (await actionsAt(plain.uri, name, 'refactor.rewrite.memoize')).map(({ kind }) => kind?.value);
    for (const strategy of ['wrap', 'lru', 'ttl', 'disk']) {
      assert.ok(kinds.includes(`refactor.rewrite.memoize.${strategy}`), kinds.join());
    }
    assert.ok(!kinds.includes('refactor.rewrite.memoize.scoped'));
    const unasked = await actionsAt(plain.uri, name);
    assert.deepEqual(
      memoscopes(unasked).map(({ title }) => title),
      [],
    );
    await closeAll();
  });

  it('says nothing to the person before an action is chosen', async () => {
    const actions = memoscopes(await actionsAt(document.uri, at, 'refactor', 20));
    const fixes = actions.filter(({ kind }) => kind?.value.startsWith('refactor.rewrite.memoize'));
    assert.ok(fixes.length >= 3);
    // A change or a command to come: with a command alone, for what needs the refactor preview.
    for (const { title, edit, command } of fixes) {
      assert.ok(edit || command?.command === 'memoscope.applyFix', title);
      assert.match(command?.command ?? '', /^memoscope\.(fixChosen|applyFix)$/, title);
    }
  });

  it('says why where the chosen one can no longer be made, and changes nothing', async () => {
    const [bounded] = await actionsAt(document.uri, at, 'refactor.rewrite.memoize.lru', 5);
    assert.equal(bounded?.command?.command, 'memoscope.applyFix');
    const speaks = new vscode.WorkspaceEdit();
    speaks.insert(document.uri, new vscode.Position(2, 0), '  console.log(n);\n');
    assert.ok(await vscode.workspace.applyEdit(speaks));
    const text = document.getText();
    const said: string[] = [];
    const { window } = vscode;
    const { showInformationMessage } = window;
    Object.assign(window, { showInformationMessage: (message: string) => Promise.resolve(void said.push(message)) });
    try {
      await vscode.commands.executeCommand(bounded.command.command, ...(bounded.command.arguments as unknown[]));
    } finally {
      Object.assign(window, { showInformationMessage });
    }
    assert.equal(said.length, 1, said.join('; '));
    assert.match(said[0]!, /^Not safe to cache: .*console\.log/);
    assert.equal(document.getText(), text);
  });

  it('offers to take the cache away where there is one', async () => {
    const [fix] = memoscopes(await actionsAt(document.uri, at, 'quickfix', 5));
    assert.ok(fix?.edit && (await vscode.workspace.applyEdit(fix.edit)));
    await until('nothing left to say', () => ours(document.uri).length === 0);
    const memoized = document.getText();
    const [removal, ...others] = await actionsAt(document.uri, at, 'refactor.rewrite.unmemoize', 5);
    assert.match(removal?.title ?? '', /^Remove the cache of `fib`/);
    assert.deepEqual(others, []);
    assert.ok(removal?.edit && (await vscode.workspace.applyEdit(removal.edit)));
    assert.notEqual(document.getText(), memoized);
    await until('the diagnostic again', () => ours(document.uri).length === 1);
    assert.deepEqual(await actionsAt(document.uri, at, 'refactor.rewrite.unmemoize'), []);
  });
});

describe('fixing a whole file', () => {
  const several = `${naive}${naive.replaceAll('fib', 'other')}`;
  const onSave = (value: object | undefined) =>
    vscode.workspace.getConfiguration('editor').update('codeActionsOnSave', value, vscode.ConfigurationTarget.Global);
  let document: vscode.TextDocument;
  let file: vscode.Uri;

  beforeEach(async () => {
    file = vscode.Uri.joinPath(folder().uri, 'several.ts');
    await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(several));
    document = await open('several.ts');
    await until('two diagnostics', () => ours(document.uri).length === 2);
  });
  afterEach(async () => {
    await onSave(undefined);
    await closeAll();
    await vscode.workspace.fs.delete(file);
  });

  it('is a quick fix where there are several, and one undo step', async () => {
    const actions = memoscopes(await actionsAt(document.uri, at, 'quickfix', 9));
    const all = actions.find(({ title }) => title === 'Memoize all proven and safe in this file');
    assert.ok(all?.edit && (await vscode.workspace.applyEdit(all.edit)));
    await until('nothing left to say', () => ours(document.uri).length === 0);
    await vscode.commands.executeCommand('undo');
    assert.equal(document.getText(), several);
  });

  it('leaves out what is switched off', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.insert(document.uri, new vscode.Position(1, 0), '// memoscope-disable-next-line overlapping-subproblems\n');
    await vscode.workspace.applyEdit(edit);
    await until('one diagnostic', () => ours(document.uri).length === 1);
    const [all] = await actionsAt(document.uri, at, 'source.fixAll.memoscope', 1);
    assert.ok(all?.edit && (await vscode.workspace.applyEdit(all.edit)));
    assert.match(document.getText(), /fib\(n - 1\) \+ fib\(n - 2\)/);
    assert.doesNotMatch(document.getText(), /other\(n - 1\) \+ other\(n - 2\)/);
  });

  it('happens on save where a person has said so, and not otherwise', async () => {
    const touch = async (): Promise<void> => {
      const edit = new vscode.WorkspaceEdit();
      edit.insert(document.uri, document.lineAt(document.lineCount - 1).range.end, '\n');
      await vscode.workspace.applyEdit(edit);
      await vscode.commands.executeCommand('workbench.action.files.save');
    };
    await touch();
    assert.equal(document.getText(), `${several}\n`);
    await onSave({ 'source.fixAll.memoscope': 'explicit' });
    await until('saved with the fixes', async () => {
      await touch(); // again, too: VS Code saves without what takes long
      const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
      return text.match(/new Map/g)?.length === 2;
    });
  });
});

describe('previewing the gain', () => {
  afterEach(closeAll);

  it('runs both versions and shows what was counted', async () => {
    const document = await untitled('typescript', naive);
    await until('a diagnostic', () => ours(document.uri).length === 1);
    const gain = (await actionsAt(document.uri, at)).find(({ title }) => title.startsWith('Preview gain'));
    assert.equal(gain?.command?.command, 'memoscope.previewGain');
    void vscode.commands.executeCommand('memoscope.previewGain', ...(gain?.command?.arguments ?? []));
    const shown = await until('the page', () =>
      vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'memoscope-gain'),
    );
    const text = shown.getText();
    assert.match(text, /^# Gain for `fib`/);
    // fib(20) in 21,891 calls, or in 21 that compute
    assert.match(text, /\| `20` +\| +21,891 +\| +21 +\| +1,042× +\| equal +\|/);
    assert.equal(document.getText(), naive);
  });
});
