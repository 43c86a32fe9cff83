import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, naive, open, ours, until, untitled } from './help.ts';

const settings = () => vscode.workspace.getConfiguration('memoscope');

describe('checking', () => {
  afterEach(async () => {
    for (const name of ['enable', 'severity.proven', 'rules']) {
      await settings().update(name, undefined, vscode.ConfigurationTarget.Global);
    }
    await closeAll();
  });

  it('marks the name of a naive recursion, with its call sites and a page about the rule', async () => {
    const document = await open('fibonacci.ts');
    const [found, ...others] = await until('a diagnostic', () => ours(document.uri).length > 0 && ours(document.uri));
    assert.deepEqual(others, []);
    assert.equal(document.getText(found?.range), 'fib');
    assert.equal(found?.range.start.line, 1);
    assert.equal(found?.severity, vscode.DiagnosticSeverity.Warning);
    assert.match(found?.message ?? '', /subproblem/);
    const code = found?.code as { value: string; target: vscode.Uri };
    assert.equal(code.value, 'overlapping-subproblems');
    assert.match(code.target.path, /overlapping-subproblems\.md$/);
    const related = found?.relatedInformation ?? [];
    assert.ok(related.length >= 2);
    for (const { location } of related) assert.match(document.getText(location.range), /^fib\b/);
  });

  it('follows the text', async () => {
    const document = await untitled('typescript', naive);
    await until('a diagnostic', () => ours(document.uri).length === 1);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(2).range, '  return n < 2 ? n : fib(n - 1);');
    await vscode.workspace.applyEdit(edit);
    await until('no diagnostic', () => ours(document.uri).length === 0);
    await vscode.commands.executeCommand('undo');
    await until('the diagnostic again', () => ours(document.uri).length === 1);
  });

  it('goes on with a file once its syntax error is gone', async () => {
    const broken = 'function (\n';
    const document = await untitled('typescript', `${naive}${broken}`);
    const end = document.positionAt(document.getText().length);
    const start = document.positionAt(document.getText().length - broken.length);
    const edit = new vscode.WorkspaceEdit();
    edit.delete(document.uri, new vscode.Range(start, end));
    await vscode.workspace.applyEdit(edit);
    await until('the diagnostic', () => ours(document.uri).length === 1);
  });

  it('explains in the hover, without HTML', async () => {
    const document = await open('fibonacci.ts');
    await until('a diagnostic', () => ours(document.uri).length > 0);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      new vscode.Position(1, 10),
    );
    const contents = hovers.flatMap((hover) => hover.contents as vscode.MarkdownString[]);
    const explanation = contents.find(({ value }) => value.includes('memoscope.explain'));
    assert.match(explanation?.value ?? '', /reaches/);
    assert.notEqual(explanation?.supportHtml, true);
  });

  it('obeys the settings', async () => {
    const document = await untitled('typescript', naive);
    const severity = () => ours(document.uri)[0]?.severity;
    await until('a warning', () => severity() === vscode.DiagnosticSeverity.Warning);
    await settings().update('severity.proven', 'error', vscode.ConfigurationTarget.Global);
    await until('an error', () => severity() === vscode.DiagnosticSeverity.Error);
    await settings().update('rules', { 'overlapping-subproblems': 'off' }, vscode.ConfigurationTarget.Global);
    await until('silence', () => ours(document.uri).length === 0);
    await settings().update('rules', undefined, vscode.ConfigurationTarget.Global);
    await until('an error again', () => severity() === vscode.DiagnosticSeverity.Error);
    await settings().update('enable', false, vscode.ConfigurationTarget.Global);
    await until('silence again', () => ours(document.uri).length === 0);
  });

  it('forgets a document that is closed', async () => {
    const document = await untitled('javascript', naive.replaceAll(': number', ''));
    await until('a diagnostic', () => ours(document.uri).length === 1);
    await closeAll();
    await until('nothing left', () => ours(document.uri).length === 0);
  });
});
