import { cpSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';

const source = /\.[cm]?tsx?$/;
const script = /\.[cm]?jsx?$/;
const declarations = /\.d\.([^./]+\.)?[cm]?ts$/;
const left = new Set(['node_modules', 'bower_components', 'dist', 'build', 'out', 'coverage', 'vendor']);
const mostBytes = 1024 * 1024;

function* walk(folder, scripts) {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!left.has(entry.name) && !entry.name.startsWith('.')) yield* walk(path, scripts);
    } else if (
      entry.isFile() &&
      (source.test(entry.name) || (scripts && script.test(entry.name))) &&
      !declarations.test(entry.name)
    ) {
      if (statSync(path).size <= mostBytes) yield path;
    }
  }
}

/**
 * The TypeScript files of the trees, tree after tree in the order of their paths, until `lines` are reached; each tree
 * gives at most its share.
 * @param scripts JavaScript too
 */
export function filesOf(trees, lines, scripts = false) {
  const files = [];
  let rest = lines;
  trees.forEach((tree, i) => {
    const root = resolve(tree);
    let share = Math.ceil(rest / (trees.length - i));
    for (const full of walk(root, scripts)) {
      if (share <= 0) break;
      const text = readFileSync(full, 'utf8');
      const count = text.split('\n').length;
      files.push({ full, path: join(`tree${i}`, relative(root, full)), text, lines: count });
      share -= count;
      rest -= count;
    }
  });
  return files;
}

/** Copies the files under `root`, so that every tool finds the same ones and none of their own settings. */
export function copyTo(root, files) {
  for (const { full, path } of files) {
    const to = join(root, path);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(full, to);
  }
}
