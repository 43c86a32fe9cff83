import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { commandLine } from '../../../scripts/vscode-host/desktop.mjs';

describe('the command line of a desktop VS Code', () => {
  it('is one quoted line for the shell of Windows', () => {
    const { file, args, shell } = commandLine(
      'C:\\Program Files\\VS Code\\bin\\code.cmd',
      ['--a=C:\\my work', 'b'],
      'win32',
    );
    assert.equal(file, '"C:\\Program Files\\VS Code\\bin\\code.cmd" "--a=C:\\my work" "b"');
    assert.deepEqual([args, shell], [[], true]);
  });

  it('reaches a program with spaces in its path and its arguments', function () {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'a folder '));
    const program = path.join(folder, 'print.cjs');
    fs.writeFileSync(program, 'console.log(JSON.stringify(process.argv.slice(2)))');
    // The quoted line too: the shells of other systems take double quotes alike.
    for (const platform of ['win32', 'linux'] as const) {
      const { file, args, shell } = commandLine(process.execPath, [program, 'a b', 'c'], platform);
      const { stdout } = spawnSync(file, args, { shell, encoding: 'utf8' });
      assert.equal(stdout, '["a b","c"]\n');
    }
    fs.rmSync(folder, { recursive: true });
  });
});
