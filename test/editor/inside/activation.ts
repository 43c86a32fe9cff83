import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { extension, ours, until, untitled } from './help.ts';

const recursive = (i: number) => `
function f${i}(n: number): number {
  if (n < 2) return n;
  return f${i}(n - 1) + f${i}(n - 2);
}
`;
const plain = (i: number) => `
export function g${i}(list: readonly number[]): number {
  return list.filter((n) => n > ${i}).reduce((sum, n) => sum + n, 0);
}
/* ${i} */
`;

describe('activation', () => {
  it('loads a small file that holds no parser, and starts nothing', async () => {
    const found = extension();
    const file = path.join(found.extensionPath, 'dist', 'extension.js');
    const size = fs.statSync(file).size;
    const { activationMs } = (await found.activate()) as { activationMs: number };
    console.log(`      extension.js: ${size} bytes; activation: ${activationMs.toFixed(1)} ms`);
    assert.ok(size < 200_000);
    assert.doesNotMatch(fs.readFileSync(file, 'utf8'), /createSourceFile|typescript-estree|oxc-parser|tokTypes/);
  });

  it('registers every command of the manifest', async () => {
    const manifest = extension().packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    assert.deepEqual(
      manifest.contributes.commands.map(({ command }) => command).filter((command) => !known.has(command)),
      [],
    );
  });

  it('keeps the host thread free while a file of 2,000 lines is checked', async () => {
    const text = Array.from({ length: 400 }, (_, i) => (i % 10 === 0 ? recursive(i) : plain(i))).join('');
    const settings = vscode.workspace.getConfiguration('memoscope');
    await settings.update('check.timeBudget', 60_000, vscode.ConfigurationTarget.Global); // however busy the machine is
    let longest = 0;
    const begun = performance.now();
    let last = begun;
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const document = await untitled('typescript', text);
    assert.ok(document.lineCount > 2000);
    await until('40 findings', () => ours(document.uri).length === 40);
    clearInterval(ticking);
    const ms = performance.now() - begun;
    console.log(
      `      checked in ${ms.toFixed(0)} ms, in which the host thread was busy for ${longest.toFixed(0)} at most`,
    );
    // A thread that checks itself is busy nearly all the time, however slow the machine is.
    assert.ok(longest < 0.6 * ms, `${longest} of ${ms} ms`);
    await settings.update('check.timeBudget', undefined, vscode.ConfigurationTarget.Global);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });
});
