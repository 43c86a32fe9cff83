import type { Range } from '../../../analysis/skeleton.ts';

/** What differs between two texts: characters of the one, and those that stand in their place in the other. */
export interface Window {
  readonly before: Range;
  readonly after: Range;
}

/** The smallest window; both of its sides are empty where the texts are equal. */
export function windowOf(before: string, after: string): Window {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let rest = 0;
  while (
    rest < shorter - start &&
    before.charCodeAt(before.length - 1 - rest) === after.charCodeAt(after.length - 1 - rest)
  ) {
    rest++;
  }
  return { before: [start, before.length - rest], after: [start, after.length - rest] };
}

/** The lines that a range touches, their ends left out. */
export function linesAt(text: string, [start, end]: Range): string {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const to = text.indexOf('\n', end);
  return text.slice(start === 0 ? 0 : from, to < 0 ? text.length : to);
}
