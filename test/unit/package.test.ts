/** What `npm publish` would give people. The build (npm run build) has to be there. */
import assert from 'node:assert/strict';
import { execSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Every file that a value of `exports` names. */
const filesOf = (entry: unknown): string[] =>
  typeof entry === 'string' ? [path.posix.normalize(entry)] : Object.values(entry as object).flatMap(filesOf);

describe('the npm package', () => {
  let files: string[];

  before(() => {
    const text = execSync('npm pack --dry-run --json --ignore-scripts', { cwd: root, encoding: 'utf8', stdio: 'pipe' });
    files = (JSON.parse(text) as { files: { path: string }[] }[])[0]!.files.map((file) => file.path);
  });

  it('has every file that its manifest names, save the entry of the extension', () => {
    const manifest = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, unknown>;
    const named = [manifest['exports'], manifest['bin'], manifest['types'], manifest['typesVersions']];
    const wanted = named.flatMap(filesOf);
    assert.ok(wanted.length > 8);
    assert.deepEqual(
      wanted.filter((file) => !files.includes(file)),
      [],
    );
  });

  it('has nothing of the extension', () => {
    assert.deepEqual(
      files.filter((file) => /extension|panel|\.map$|^(src|test|media|l10n)\//.test(file)),
      [],
    );
  });

  it('gives the library to resolvers that know no "exports"', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'memoscope-package-'));
    for (const file of files) fs.cpSync(path.join(root, file), path.join(folder, file));
    // By its path a package is resolved as it was before there were "exports".
    const program = `console.log(require(${JSON.stringify(folder)}).memoize((n) => n * 2)(4))`;
    const out = execSync('node --no-deprecation -', { input: program, encoding: 'utf8' });
    fs.rmSync(folder, { recursive: true });
    assert.equal(out, '8\n');
  });
});
