/** Replaces the characters [start, end) of a source text; offsets in UTF-16 units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** What a fix came to: edits to apply together, or one sentence why not. */
export type FixResult =
  { readonly edits: readonly TextEdit[]; readonly notes: readonly string[] } | { readonly refused: string };
