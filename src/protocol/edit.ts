import type { FixGrade } from './finding.ts';

/** Replaces the characters [start, end) of a source text; offsets in UTF-16 units. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly newText: string;
}

/** A fix that can be made: edits to apply together. */
export interface MadeFix {
  readonly edits: readonly TextEdit[];
  /** What it takes for granted and what it costs, a sentence each. */
  readonly notes: readonly string[];
  /** Whether a person should see the notes before the change is made, and not only find them. */
  readonly asks: boolean;
  readonly grade: FixGrade;
}

/** What a fix came to, or one sentence why not. */
export type FixResult = MadeFix | { readonly refused: string };
