import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { SourceFile } from '../protocol/worker.ts';

/** Bytes above which a file is data or a bundle, not source that somebody edits. */
const mostBytes = 2 * 1024 * 1024;
/** Characters of a line that nobody writes by hand, unless it is data. */
const longLine = 1_000;

const dependenciesOf = new Map<string, Readonly<Record<string, string>> | undefined>();

/** `dependencies` of the nearest package.json above a folder. */
function dependenciesAt(folder: string): Readonly<Record<string, string>> | undefined {
  if (dependenciesOf.has(folder)) return dependenciesOf.get(folder);
  let found: Readonly<Record<string, string>> | undefined;
  try {
    const { dependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      dependencies?: object;
    };
    found = { ...dependencies };
  } catch {
    const above = dirname(folder);
    found = above === folder ? undefined : dependenciesAt(above);
  }
  dependenciesOf.set(folder, found);
  return found;
}

/** A long line of statements and functions; a long line of data has few of them. */
function isMinified(line: string): boolean {
  return line.length > longLine && (line.match(/;|\bfunction\b|=>/g)?.length ?? 0) > line.length / 200;
}

/** Whether a line of it is; lines that are not long are not looked at one by one. */
function holdsMinified(text: string): boolean {
  for (let start = 0; text.length - start > longLine;) {
    const near = text.lastIndexOf('\n', start + longLine);
    if (near >= start) {
      start = near + 1;
      continue;
    }
    const end = text.indexOf('\n', start + longLine);
    if (isMinified(text.slice(start, end < 0 ? text.length : end))) return true;
    if (end < 0) break;
    start = end + 1;
  }
  return false;
}

/** A source from its text, without a byte order mark. */
export function sourceOf(path: string, full: string, text: string): SourceFile {
  const dependencies = dependenciesAt(dirname(full));
  return { path, text: text.replace(/^\uFEFF/, ''), ...(dependencies ? { dependencies } : {}) };
}

/**
 * Reads a file for checking.
 * @param path as reports show it
 * @param full absolute path
 * @returns one sentence when it is too large, minified or no UTF-8
 * @throws Error of node:fs when it cannot be read
 */
export function readSource(path: string, full: string): SourceFile | { readonly skipped: string } {
  if (statSync(full).size > mostBytes) return { skipped: 'Not checked: the file is larger than 2 MB.' };
  const text = readFileSync(full, 'utf8');
  // What the byte order mark of UTF-16 becomes.
  if (text.startsWith('\uFFFD\uFFFD')) return { skipped: 'Not checked: the file is not UTF-8.' };
  if (holdsMinified(text)) return { skipped: 'Not checked: the file is minified.' };
  return sourceOf(path, full, text);
}
