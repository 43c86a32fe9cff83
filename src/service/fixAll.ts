import { diffLines } from 'diff';
import type { TextEdit } from '../protocol/edit.ts';
import type { FixId } from '../protocol/finding.ts';
import type { FixAllResult, SourceFile } from '../protocol/worker.ts';
import { applyEdits, fix } from '../refactor/index.ts';
import type { CheckedFunction } from './check.ts';
import { Positions } from './positions.ts';
import { requestFor } from './requestFor.ts';

/** A fix that is asked for: its function, or one sentence why there is none. */
interface Asked {
  readonly id: FixId;
  readonly name: string;
  readonly found: CheckedFunction | string;
}

/**
 * Makes fixes one after the other, each on the text that the one before left, so that names and imports of one are known
 * to the next. From the last function to the first: what is still to be fixed stays where it is, save for new imports.
 */
export function fixAll(file: SourceFile, asked: readonly Asked[]): FixAllResult {
  const left = asked.flatMap(({ name, found }) =>
    typeof found === 'string' ? [{ function: name, reason: found }] : [],
  );
  const open = asked
    .flatMap(({ id, found }) => (typeof found === 'string' ? [] : [{ id, ...found }]))
    .sort((a, b) => b.request.target.range[0] - a.request.target.range[0]);
  const done = new Set<unknown>();
  const history: (readonly TextEdit[])[] = [];
  const notes = new Set<string>();
  let { text } = file;
  for (const { id, finding, request } of open) {
    const name = finding.function;
    const { functions } = request.recurrence;
    // Functions that call each other are fixed together.
    if (functions.some((fn) => done.has(fn))) continue;
    const at = history.reduce<number | undefined>(moved, request.target.nameRange[0]);
    const now = at === undefined ? undefined : requestAt({ ...file, text }, at);
    const { reuseDistance } = request;
    const made = now && fix(id, { ...now, ...(reuseDistance === undefined ? {} : { reuseDistance }) });
    if (!made) left.push({ function: name, reason: 'Another fix has changed this place.' });
    else if ('refused' in made) left.push({ function: name, reason: made.refused });
    else {
      text = applyEdits(text, made.edits);
      history.push(made.edits);
      for (const note of made.notes) notes.add(note);
      for (const fn of functions) done.add(fn);
    }
  }
  const fixed = open.filter(({ request }) => done.has(request.target)).map(({ finding }) => finding.function);
  return { edits: lineEdits(file.text, text), fixed: fixed.reverse(), left, notes: [...notes] };
}

function requestAt(file: SourceFile, offset: number): ReturnType<typeof requestFor> {
  const positions = new Positions(file.text);
  return requestFor(file, { line: positions.line(offset), column: positions.column(offset) });
}

/** Where an offset is after edits; undefined when they replace the text around it. */
function moved(offset: number | undefined, edits: readonly TextEdit[]): number | undefined {
  if (offset === undefined || edits.some(({ start, end }) => start < offset && offset < end)) return undefined;
  return edits.reduce(
    (at, { start, end, newText }) => (end <= offset ? at + newText.length - (end - start) : at),
    offset,
  );
}

/** The difference as edits of whole lines. */
function lineEdits(before: string, after: string): TextEdit[] {
  const edits: TextEdit[] = [];
  let at = 0;
  for (const { added, removed, value } of diffLines(before, after)) {
    const last = edits.at(-1);
    if (added && last?.end === at) edits.splice(-1, 1, { ...last, newText: value });
    else if (added) edits.push({ start: at, end: at, newText: value });
    else if (removed) edits.push({ start: at, end: at + value.length, newText: '' });
    if (!added) at += value.length;
  }
  return edits;
}
