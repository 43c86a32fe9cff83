import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Writes the labelled files of every repository, at the labelled commit, under ROOT/owner+name.
 * @returns {string[]} notes on what could not be had
 */
export function checkOut(labels, mirrors, root) {
  const notes = [];
  for (const [repo, entries] of groupByRepo(labels)) {
    const mirror = mirrorOf(repo, mirrors);
    if (!mirror) {
      notes.push(`${repo}: no mirror`);
      continue;
    }
    const byCommit = new Map();
    for (const { commit, path } of entries) byCommit.set(commit, (byCommit.get(commit) ?? new Set()).add(path));
    for (const [commit, paths] of byCommit) notes.push(...extract(repo, mirror, commit, [...paths], root));
  }
  return notes;
}

function groupByRepo(labels) {
  const groups = new Map();
  for (const entry of labels) groups.set(entry.repo, [...(groups.get(entry.repo) ?? []), entry]);
  return groups;
}

function mirrorOf(repo, mirrors) {
  const names = [repo.replace('/', '+'), repo, `${repo}.git`];
  const places = mirrors.flatMap((folder) =>
    names.flatMap((name) => ['repo', 'repo/.git', '.git', ''].map((tail) => join(folder, name, tail))),
  );
  return places.find((place) => existsSync(join(place, 'HEAD')) && existsSync(join(place, 'objects')));
}

function extract(repo, mirror, commit, paths, root) {
  const git = (args, input) =>
    // A partial mirror must say what it lacks, not go and fetch it.
    spawnSync('git', ['--literal-pathspecs', `--git-dir=${mirror}`, ...args], {
      input,
      maxBuffer: 2 ** 30,
      env: { ...process.env, GIT_NO_LAZY_FETCH: '1' },
    });
  if (git(['cat-file', '-e', `${commit}^{commit}`]).status !== 0)
    return [`${repo}: commit ${commit} is not in the mirror`];

  const known = git(
    ['cat-file', '--batch-check'],
    paths.map((path) => `${commit}:${path}\n`).join(''),
  ).stdout.toString();
  const answers = known.split('\n');
  const notes = paths
    .filter((_, i) => answers[i]?.endsWith(' missing'))
    .map((path) => `${repo}: ${path} is not in the mirror`);
  const wanted = paths.filter((_, i) => !answers[i]?.endsWith(' missing'));
  if (!wanted.length) return notes;

  const into = join(root, repo.replace('/', '+'));
  mkdirSync(into, { recursive: true });
  const archive = git(['archive', '--format=tar', commit, '--', ...wanted]);
  if (archive.status !== 0)
    return [...notes, `${repo}: git archive: ${archive.stderr.toString().trim().split('\n').at(-1)}`];
  const tar = spawnSync('tar', ['-x', '-C', into], { input: archive.stdout });
  if (tar.status !== 0) return [...notes, `${repo}: tar: ${tar.error?.message ?? tar.stderr.toString().trim()}`];
  // `export-ignore` in a repository's .gitattributes leaves files out without a word.
  return [
    ...notes,
    ...wanted.filter((path) => !existsSync(join(into, path))).map((path) => `${repo}: ${path} was not archived`),
  ];
}
