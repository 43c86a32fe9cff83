import { readFileSync, writeFileSync } from 'node:fs';

/**
 * Writes a file whose edits were made for `before`.
 * @returns false when it has another text by now, which would be lost: nothing is written
 */
export function rewrite(path: string, before: string, after: string): boolean {
  if (readFileSync(path, 'utf8') !== before) return false;
  writeFileSync(path, after);
  return true;
}
