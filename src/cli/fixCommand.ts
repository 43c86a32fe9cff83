import { writeFileSync } from 'node:fs';
import { createTwoFilesPatch } from 'diff';
import type { TextEdit } from '../protocol/edit.ts';
import type { FixId } from '../protocol/finding.ts';
import type { FunctionRef } from '../protocol/worker.ts';
import { isShown } from '../service/shown.ts';
import type { AnalysisClient } from '../worker/client.ts';
import { analyzer } from './check/analyzers.ts';
import { type Target, findingsOf, readTarget, refOf } from './target.ts';
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
    const wanted = await functionsOf(client, target);
    // From the last to the first, so that the places of the others stay.
    for (const { name, ref } of wanted.reverse()) {
      const answer = await client.request('fix', { file, target: ref, fix });
      if ('refused' in answer) refused.push(`${name}: ${answer.refused}`);
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

/** What is to be fixed: the function that is named, found at fault or not; else all of the file that `check` shows. */
async function functionsOf(client: AnalysisClient, target: Target): Promise<{ name: string; ref: FunctionRef }[]> {
  const { file, ref } = target;
  const found = await findingsOf(client, target, ref !== undefined);
  if (ref && found.length === 0) return [{ name: ref.name ?? `line ${ref.line}`, ref }];
  const wanted = ref ? found : found.filter((finding) => isShown(finding, 'likely', []));
  if (wanted.length === 0) throw new UsageError(`Nothing in ${file.path} is safe to fix unasked: name the function.`);
  return wanted.map((finding) => ({ name: finding.function, ref: refOf(finding) }));
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
