import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckReport } from '../../../src/protocol/finding.ts';
import { projectFiles } from '../../../src/service/project.ts';
import { readSource } from '../../../src/service/sources.ts';
import { Folder, build, fib } from './command.ts';

describe('project files', function () {
  this.timeout(180_000);
  let folder: Folder;
  before(() => build());
  afterEach(() => folder.remove());

  const walked = (paths: readonly string[], cwd = '.') =>
    projectFiles(paths, join(folder.path, cwd)).files.map((file) => file.path);

  it('are sources of every kind, without declarations, minified scripts, dependencies and results', () => {
    const kinds = ['a.ts', 'b.tsx', 'c.mts', 'd.cts', 'e.js', 'f.jsx', 'g.mjs', 'h.cjs'];
    const others = [
      'i.d.ts', 'j.d.mts', 'k.d.css.ts', 'l.min.js', 'm.json', 'n.vue', 'node_modules/x/a.js', 'sub/node_modules/a.js',
      'dist/a.js', 'build/a.js', 'out/a.js', 'coverage/a.js', 'vendor/a.js', '.cache/a.js', 'sub/dist/a.js',
    ]; // prettier-ignore
    folder = new Folder(Object.fromEntries([...kinds, ...others, 'sub/o.ts'].map((name) => [name, ''])));
    assert.deepEqual(walked(['.']), [...kinds, 'sub/o.ts']);
    assert.deepEqual(walked(['dist', 'l.min.js', 'i.d.ts']), ['dist/a.js', 'i.d.ts', 'l.min.js']);
  });

  const ignored = { '.gitignore': 'secret/\n*.gen.ts\n!keep.gen.ts\n/top.ts\n', 'a.ts': '', 'x.gen.ts': '', 'keep.gen.ts': '', 'top.ts': '', 'sub/top.ts': '', 'sub/.gitignore': 'b.ts\n!y.gen.ts\n', 'sub/b.ts': '', 'sub/y.gen.ts': '', 'secret/c.ts': '', 'secret/.gitignore': 'd.ts', 'secret/d.ts': '', 'secret/deep/e.ts': '' }; // prettier-ignore
  for (const repository of [true, false]) {
    it(`leave out what git ignores, ${repository ? 'in' : 'outside'} a repository`, () => {
      folder = new Folder(ignored);
      if (repository) execFileSync('git', ['init', '-q'], { cwd: folder.path });
      assert.deepEqual(walked(['.']), ['a.ts', 'keep.gen.ts', 'sub/top.ts', 'sub/y.gen.ts']);
      if (repository) assert.deepEqual(walked(['.'], 'sub'), ['top.ts', 'y.gen.ts']);
    });
  }

  it('inside an ignored folder are found when it is named or is the working directory', () => {
    folder = new Folder(ignored);
    execFileSync('git', ['init', '-q'], { cwd: folder.path });
    assert.deepEqual(walked(['secret']), ['secret/c.ts', 'secret/deep/e.ts']);
    assert.deepEqual(walked(['.'], 'secret'), ['c.ts', 'deep/e.ts']);
    assert.deepEqual(walked(['secret/deep']), ['secret/deep/e.ts']);
    assert.deepEqual(walked(['secret/d.ts', 'x.gen.ts']), ['secret/d.ts', 'x.gen.ts']);
  });

  it('are taken once, from patterns too, and named relative to the working directory', () => {
    folder = new Folder({ 'a.ts': '', 'sub/b.ts': '', 'sub/node_modules/c.ts': '', 'sub/d.d.ts': '' });
    assert.deepEqual(walked(['.', 'a.ts', 'sub']), ['a.ts', 'sub/b.ts']);
    assert.deepEqual(walked(['**/*.ts']), ['a.ts', 'sub/b.ts']);
    assert.deepEqual(walked(['..'], 'sub'), ['../a.ts', 'b.ts']);
    const { errors } = projectFiles(['*.none'], folder.path);
    assert.deepEqual(errors, [{ file: '*.none', line: 1, message: 'No such file or folder.' }]);
  });

  it('that cannot be read are told of, and the others are found', () => {
    folder = new Folder({ 'a.ts': fib, 'closed/b.ts': fib, 'sub/c.ts': fib });
    symlinkSync('circle.ts', join(folder.path, 'circle.ts'));
    const circle = folder.run(['check', '--format', 'json', 'circle.ts', 'a.ts']);
    const { errors, findings } = JSON.parse(circle.stdout) as CheckReport;
    assert.deepEqual([circle.status, findings.length, errors.length], [2, 1, 1]);
    assert.match(errors[0]!.message, /^This cannot be read: ELOOP/);

    chmodSync(folder.path, 0o755);
    chmodSync(join(folder.path, 'closed'), 0);
    const asNobody = process.getuid?.() === 0;
    if (asNobody) process.seteuid!(65534);
    try {
      const named = projectFiles(['closed'], folder.path);
      assert.match(named.errors[0]!.message, /^This cannot be read: EACCES/);
      const below = projectFiles(['.'], folder.path);
      assert.match([...below.errors, ...below.unread][0]!.message, /^This cannot be read: EACCES/);
    } finally {
      if (asNobody) process.seteuid!(0);
      chmodSync(join(folder.path, 'closed'), 0o755);
    }
  });

  it('that are large, minified or not UTF-8 are not read', () => {
    folder = new Folder({
      'large.js': '// x\n'.repeat(500_000),
      'flat.js': 'function a(b){return b};'.repeat(400),
      'b.ts': '\uFEFFlet a;',
      'wide.ts': '',
      'data.js': `export const a = [${'1, '.repeat(9000)}];\n`,
    });
    const read = (name: string) => readSource(name, join(folder.path, name));
    assert.match((read('large.js') as { skipped: string }).skipped, /larger than 2 MB/);
    assert.match((read('flat.js') as { skipped: string }).skipped, /minified/);
    assert.deepEqual((read('b.ts') as { text: string }).text, 'let a;');
    writeFileSync(join(folder.path, 'wide.ts'), `\uFEFF${fib}`, 'utf16le');
    assert.match((read('wide.ts') as { skipped: string }).skipped, /not UTF-8/);
    assert.ok('text' in read('data.js'));
  });

  it('come with the dependencies of the nearest package.json', () => {
    folder = new Folder({
      'package.json': '{"dependencies":{"moize":"^6"}}', 'sub/package.json': '{}', 'a.ts': '', 'sub/b.ts': '', 'deep/er/c.ts': '',
    }); // prettier-ignore
    const dependencies = (name: string) =>
      (readSource(name, join(folder.path, name)) as { dependencies?: object }).dependencies;
    assert.deepEqual(dependencies('a.ts'), { moize: '^6' });
    assert.deepEqual(dependencies('deep/er/c.ts'), { moize: '^6' });
    assert.deepEqual(dependencies('sub/b.ts'), {});
  });
});
