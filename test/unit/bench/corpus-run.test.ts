import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, fib, root } from '../cli/command.ts';

describe('corpus run', function () {
  this.timeout(120_000);
  before(() => build());

  it('scores a checkout that is reached through a symbolic link', () => {
    const folder = mkdtempSync(join(tmpdir(), 'memoscope-corpus-'));
    try {
      mkdirSync(join(folder, 'real/owner+repo'), { recursive: true });
      writeFileSync(join(folder, 'real/owner+repo/a.ts'), fib);
      symlinkSync(join(folder, 'real'), join(folder, 'link'), 'junction');
      const line = fib.split('\n').findIndex((text) => text.includes('function fib')) + 1;
      const label = { id: 'a', repo: 'owner/repo', commit: '0', path: 'a.ts', line, name: 'fib', label: 'overlap', selection: 'random', tags: [], why: '' }; // prettier-ignore
      writeFileSync(join(folder, 'labels.json'), JSON.stringify([label]));
      const out = execFileSync(
        process.execPath,
        ['bench/corpus.mjs', '--labels', join(folder, 'labels.json'), '--root', join(folder, 'link')],
        { encoding: 'utf8', cwd: root },
      );
      assert.match(out, /precision 100\.0 % \(1\/1\) {3}recall 100\.0 % \(1\/1\)/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
