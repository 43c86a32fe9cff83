import { readdirSync, statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { globSync } from 'tinyglobby';
import type { FileError } from '../protocol/finding.ts';
import { GitIgnores } from './gitignore.ts';

export interface ProjectFile {
  /** Relative to the working directory, with `/`; absolute on another drive. */
  readonly path: string;
  /** Absolute. */
  readonly full: string;
  /** Named by the person, not found on a walk. */
  readonly named: boolean;
}

export interface Project {
  /** In the order of their paths. */
  readonly files: readonly ProjectFile[];
  /** Paths that are not there, cannot be read or hold no source text. */
  readonly errors: readonly FileError[];
  /** Folders below those that were named which cannot be read. */
  readonly unread: readonly FileError[];
}

const source = /\.[cm]?[jt]sx?$/i;
const leftOut = /\.d\.([^./]+\.)?[cm]?ts$|\.min\.[cm]?js$/i;
const skippedFolders = new Set(['node_modules', 'bower_components', 'dist', 'build', 'out', 'coverage', 'vendor']);
const skips = (folder: string): boolean => skippedFolders.has(folder) || folder.startsWith('.');

/** Whether the name is that of a file that Memoscope reads. */
export const isSource = (path: string): boolean => source.test(path);

/** A path as reports show it. */
export function shownPath(cwd: string, full: string): string {
  const path = relative(cwd, full);
  return (path === '' ? '.' : isAbsolute(path) ? full : path).split(sep).join('/');
}

/**
 * Finds the files to check. A folder is walked without what git ignores, dependencies, build results, declaration files
 * and minified scripts; a file that is named is always taken.
 * @param paths files, folders or glob patterns, relative to `cwd`
 * @param cwd absolute path
 */
export function projectFiles(paths: readonly string[], cwd: string): Project {
  const found = new Map<string, ProjectFile>();
  const errors: FileError[] = [];
  const unread: FileError[] = [];
  const add = (full: string, named: boolean): void => {
    if (named || !found.has(full)) found.set(full, { path: shownPath(cwd, full), full, named });
  };
  for (const path of paths) {
    const full = resolve(cwd, path);
    const fail = (message: string): void => void errors.push({ file: shownPath(cwd, full), line: 1, message });
    const skip = (folder: string, error: unknown): void => {
      const message = `This cannot be read: ${(error as Error).message}`;
      if (folder === full) fail(message);
      else unread.push({ file: shownPath(cwd, folder), line: 1, message });
    };
    let stats;
    try {
      stats = statSync(full, { throwIfNoEntry: false });
    } catch (error) {
      skip(full, error);
      continue;
    }
    if (stats?.isDirectory()) for (const file of walk(full, GitIgnores.at(full), skip)) add(file, false);
    else if (stats && isSource(path)) add(full, true);
    else if (stats) fail('This is not a JavaScript or TypeScript file.');
    else {
      const matches = /[*?{[]/.test(path) ? matching(path, cwd) : [];
      if (matches.length === 0) fail('No such file or folder.');
      for (const file of matches) add(file, false);
    }
  }
  const files = [...found.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
  return { files, errors, unread };
}

type Skip = (folder: string, error: unknown) => void;

function* walk(folder: string, ignores: GitIgnores, skip: Skip): Generator<string> {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    return skip(folder, error);
  }
  for (const entry of entries) {
    const path = join(folder, entry.name);
    // Links are not followed: what they lead to is checked where it is, and they can go in circles.
    if (entry.isDirectory()) {
      if (!skips(entry.name) && !ignores.ignores(path, true)) yield* walk(path, ignores.enter(path), skip);
    } else if (entry.isFile() && isSource(entry.name) && !leftOut.test(entry.name)) {
      if (!ignores.ignores(path, false)) yield path;
    }
  }
}

/** The shell of Windows leaves patterns to the program. */
function matching(pattern: string, cwd: string): string[] {
  const ignores = GitIgnores.at(cwd);
  return globSync(pattern.split('\\').join('/'), { cwd, absolute: true, followSymbolicLinks: false, expandDirectories: false }) // prettier-ignore
    .map((path) => resolve(path))
    .filter((path) => isSource(path) && !leftOut.test(path) && !ignores.ignores(path, false))
    .filter((path) => !relative(cwd, path).split(sep).slice(0, -1).some((part) => part !== '..' && skips(part))); // prettier-ignore
}
