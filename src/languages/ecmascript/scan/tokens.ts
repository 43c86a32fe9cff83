import { Reach } from '../sketch.ts';
import type { Regions } from './regions.ts';
import { isWrapped } from './texts.ts';
import { Word, hashOf } from './words.ts';

/** The last token, where it is not a character that stands for itself. */
export const enum Last {
  Word = 97,
  Number = 48,
  /** A string, a template or a regular expression. */
  Text = 34,
  Arrow = 1,
  /** `++` or `--` */
  Step = 2,
  Start = 0,
}

export const awaits = hashOf('await');
export const awaitable = hashOf('async');
export const self = hashOf('this');
export const catches = hashOf('catch');
export const aliases = hashOf('type');
export const constructs = hashOf('new');
export const classes = hashOf('class');
/** Words that name nothing where they stand. */
export const reserved = Word.Operand | Word.Head | Word.Loop | Word.Rest;

/** Calls that give the function back: see `transparentWrapper`. */
export const transparent: ReadonlySet<number> = new Set(['useCallback', 'memo', 'forwardRef', 'observer', 'action', 'freeze', 'useEvent'].map(hashOf)); // prettier-ignore
/** What a type may go on with on the next line, or a comment before it. */
export const goesOnTypes = '|&?:.,)]}>=;/';

/** Whether a word after this token may be the first of a statement, modifiers left out. */
export function beginsStatement(last: number, kind: number): boolean {
  return last === 123 || last === 125 || last === 59 || last === Last.Start || (last === Last.Word && (kind & Word.Modifier) !== 0); // prettier-ignore
}

/** Whether a value may end with the last token. */
export function endsValue(last: number, kind: number, head: boolean): boolean {
  if (last === Last.Word) return (kind & (Word.Operand | Word.Goes)) === 0;
  return last === 41 ? !head : last === 93 || last === 125 || last === Last.Number || last === Last.Text;
}

/** What a member is a member of, which begins at `at`. */
export function memberOf(text: string, last: number, object: Reach, opened: number, at: number): Reach {
  return last === 41 && object === Reach.Any && !isWrapped(text, opened, at) ? Reach.Other : object;
}

/** What follows a name may bind it to a function: `as` where it is assigned, `key` before a colon. */
export function binds(
  regions: Regions,
  last: number,
  hash: number,
  text: string,
  at: number,
  as: number,
  key: number,
): void {
  const d = text.charCodeAt(at);
  const e = text.charCodeAt(at + 1);
  if (d === 61) {
    if (e !== 61 && e !== 62 && last !== 60) regions.arm(hash, as);
  } else if (d === 58) {
    if (key !== 0) regions.arm(hash, key);
  } else if (d === 40 || d === 60) regions.call(hash);
  else if (d === 63 || d === 33) {
    if (e === 58 || e === 61 || text.charCodeAt(at + 2) === 61) regions.arm(hash, as | key);
    if (e === 40 || e === 60) regions.call(hash);
  } else if (d === 124 || d === 38) {
    if (text.charCodeAt(at + 2) === 61) regions.arm(hash, as);
  } else if (d === 47 && (e === 47 || e === 42)) {
    // a comment hides what follows
    regions.arm(hash, as | key);
    regions.call(hash);
  }
}
