/** What a word means for the scan, when it is no property name. */
export const enum Word {
  Plain = 0,
  /** An expression follows, so that `/` begins a regular expression. */
  Operand = 1,
  /** No statement ends after it. */
  Goes = 2,
  /** No statement begins with it after a line end. */
  Glue = 4,
  /** Its parentheses are the head of a statement. */
  Head = 8,
  /** Belongs to the statement before. */
  Rest = 16,
  /** A loop. */
  Loop = 32,
  /** A block follows at once. */
  Block = 64,
  Function = 128,
  /** May be an identifier too: a `/` after it can be either. */
  Either = 256,
  /** A brace after it opens no function. */
  Brace = 512,
  /** Declares the names that follow. */
  Declare = 1024,
  Extends = 2048,
  /** Begins a declaration of types. */
  Type = 4096,
  /** May stand before one. */
  Modifier = 8192,
}

const kinds: readonly (readonly [Word, string])[] = [
  [Word.Operand, 'return typeof case in delete void throw new instanceof do else default extends'],
  [Word.Goes, 'return typeof case in of delete void throw new instanceof do else yield await function const var class interface enum import export extends implements is keyof readonly infer unique asserts as satisfies default async let type namespace module abstract declare'],
  [Word.Glue, 'in of instanceof as is satisfies extends implements'],
  [Word.Head, 'if for while switch with'],
  [Word.Rest, 'else catch finally while'],
  [Word.Loop, 'for while do'],
  [Word.Block, 'else do try finally static'],
  [Word.Function, 'function'],
  [Word.Either, 'of yield await as is satisfies async let type'],
  [Word.Brace, 'return typeof case in of delete throw new instanceof yield await const let var class interface enum import export default extends implements is keyof readonly infer unique asserts as satisfies'],
  [Word.Declare, 'const let var'],
  [Word.Extends, 'extends'],
  [Word.Type, 'type interface'],
  [Word.Modifier, 'export declare'],
]; // prettier-ignore

/** The hash of a text, as the scan makes it a character at a time. */
export function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return hash;
}

const table = new Map<number, { readonly text: string; kind: number }>();
for (const [kind, list] of kinds) {
  for (const text of list.split(' ')) {
    const hash = hashOf(text);
    const known = table.get(hash);
    if (known) known.kind |= kind;
    else table.set(hash, { text, kind });
  }
}

/** Characters of the longest word of the table. */
const longest = 10;

/** What the word at `start` means. A name that only shares the hash of a keyword is none. */
export function kindOf(text: string, start: number, end: number, hash: number): number {
  if (end - start > longest) return Word.Plain;
  const known = table.get(hash);
  return known && known.text.length === end - start && text.startsWith(known.text, start) ? known.kind : Word.Plain;
}

/** Words that as names of methods are too rare to be told apart from the statements they head. */
export const heads: ReadonlySet<number> = new Set(['if', 'for', 'while', 'switch', 'with', 'function'].map(hashOf));
