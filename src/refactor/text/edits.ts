import type { TextEdit } from '../../protocol/edit.ts';
import { Refusal } from '../request.ts';

/** Collects edits in any order; insertions at one place keep the order in which they were asked for. */
export class EditList {
  readonly #edits: TextEdit[] = [];
  /** Changes of white space, left out where something else changes the place. */
  readonly #spacing: TextEdit[] = [];

  constructor(readonly text: string) {}

  replace(start: number, end: number, newText: string): void {
    this.#edits.push({ start, end, newText });
  }

  insert(at: number, newText: string): void {
    this.replace(at, at, newText);
  }

  remove(start: number, end: number): void {
    this.replace(start, end, '');
  }

  /** Replaces white space at the start of a line. */
  indent(at: number, end: number, newText: string): void {
    this.#spacing.push({ start: at, end, newText });
  }

  /** The edits in order of position, touching ones joined, those that change nothing left out. */
  finish(): TextEdit[] {
    const spacing = this.#spacing.filter((s) => !this.#edits.some((e) => e.start < s.end && s.start < e.end));
    const inOrder = [...spacing, ...this.#edits]
      .map((edit, order) => ({ ...edit, order }))
      .sort((a, b) => a.start - b.start || Number(a.end > a.start) - Number(b.end > b.start) || a.order - b.order);
    const joined: TextEdit[] = [];
    for (const { start, end, newText } of inOrder) {
      const last = joined[joined.length - 1];
      if (last && start < last.end) throw new Refusal('The changes to this function would overlap.');
      if (last && start === last.end) {
        joined[joined.length - 1] = { start: last.start, end, newText: last.newText + newText };
      } else joined.push({ start, end, newText });
    }
    return joined.filter((e) => this.text.slice(e.start, e.end) !== e.newText);
  }
}

/** The text after the edits, which must not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let at = 0;
  for (const edit of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(at, edit.start) + edit.newText;
    at = edit.end;
  }
  return out + text.slice(at);
}
