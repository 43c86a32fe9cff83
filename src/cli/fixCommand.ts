import { writeFileSync } from 'node:fs';
import { createTwoFilesPatch } from 'diff';
import type { TextEdit } from '../protocol/edit.ts';
import type { FixId } from '../protocol/finding.ts';
import { isShown } from '../service/shown.ts';
import { analyzer } from './check/analyzers.ts';
import { findingsOf, readTarget, refOf } from './target.ts';
import { UsageError, print, say } from './usage.ts';

export interface FixArguments {
  /** FILE or FILE:FUNCTION. */
  readonly target: string;
  readonly fix: FixId;
  /** Rewrite the file; otherwise a unified diff is printed. */
  readonly write?: boolean;
}

/**
 * `memoscope fix`: one function, or every function of the file that `check` shows.
 * @returns 0, or 2 when nothing could be fixed
 */
export async function fixCommand({ target: argument, fix, write }: FixArguments): Promise<number> {
  const target = readTarget(argument);
  const client = analyzer();
  const bom = target.text.startsWith('\uFEFF') ? '\uFEFF' : '';
  let { file } = target;
  const notes: string[] = [];
  const refused: string[] = [];
  let fixed = 0;
  try {
    const found = await findingsOf(client, target);
    const wanted = target.ref ? found : found.filter((finding) => isShown(finding, 'likely', []));
    if (wanted.length === 0) throw new UsageError(`Nothing in ${file.path} is safe to fix unasked: name the function.`);
    // From the last to the first, so that the places of the others stay.
    for (const finding of wanted.reverse()) {
      const answer = await client.request('fix', { file, target: refOf(finding), fix });
      if ('refused' in answer) refused.push(`${finding.function}: ${answer.refused}`);
      else {
        file = { ...file, text: apply(file.text, answer.edits) };
        notes.push(...answer.notes);
        fixed++;
      }
    }
  } finally {
    client.dispose();
  }
  for (const note of new Set(notes)) say(`memoscope fix: ${note}`);
  for (const reason of refused) say(`memoscope fix: ${reason}`);
  if (fixed === 0) return 2;
  const after = bom + file.text;
  if (write) writeFileSync(target.full, after);
  else if (after !== target.text) print(patch(file.path, target.text, after));
  return 0;
}

/** A diff that `git apply` and `patch -p1` take. */
function patch(path: string, before: string, after: string): string {
  const text = createTwoFilesPatch(`a/${path}`, `b/${path}`, before, after, undefined, undefined, { context: 3 });
  return text.replace(/^=+\n/, '').replace(/^(---|\+\+\+) (.*?)\t?$/gm, '$1 $2');
}

function apply(text: string, edits: readonly TextEdit[]): string {
  let out = '';
  let at = 0;
  for (const { start, end, newText } of [...edits].sort((a, b) => a.start - b.start)) {
    out += text.slice(at, start) + newText;
    at = end;
  }
  return out + text.slice(at);
}
