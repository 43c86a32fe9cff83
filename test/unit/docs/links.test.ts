import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const pages = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--', '*.md'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\0')
  .filter((page) => page !== '' && existsSync(join(root, page)));
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

describe('Markdown pages', () => {
  for (const page of pages) {
    const text = readFileSync(join(root, page), 'utf8');

    it(`${page} links to files that exist`, () => {
      const targets = [...text.matchAll(/\]\(([^)\s]+)\)|<img[^>]* src="([^"]+)"/g)]
        .map(([, link, image]) => (link ?? image)!.split('#')[0]!)
        .filter((target) => target !== '' && !/^[a-z]+:/.test(target));
      assert.deepEqual(
        targets.filter((target) => !existsSync(join(root, dirname(page), target))),
        [],
      );
    });

    it(`${page} names npm scripts that exist`, () => {
      const named = [...text.matchAll(/npm run ([a-z][a-z0-9:-]*)/g)].map(([, name]) => name!);
      assert.deepEqual(
        named.filter((name) => !(name in scripts)),
        [],
      );
    });
  }

  it('README.md lists every rule and every fix that has a page', () => {
    const text = readFileSync(join(root, 'README.md'), 'utf8');
    for (const kind of ['rules', 'fixes']) {
      for (const page of readdirSync(join(root, 'docs', kind)))
        assert.ok(text.includes(`](docs/${kind}/${page})`), `docs/${kind}/${page}`);
    }
  });
});
