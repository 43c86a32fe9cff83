import { createTwoFilesPatch } from 'diff';
import type { TextEdit } from '../protocol/edit.ts';
import type { FixId } from '../protocol/finding.ts';
import type { FunctionRef } from '../protocol/worker.ts';
import { isShown } from '../service/shown.ts';
import type { AnalysisClient } from '../worker/client.ts';
import { analyzer } from './check/analyzers.ts';
import { rewrite } from './rewrite.ts';
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
  if (!target.utf8) throw new UsageError(`${target.file.path} is not UTF-8: a fix would spoil its other characters`);
  const client = analyzer();
  const bom = target.text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const { file } = target;
  let edits: readonly TextEdit[] = [];
  const notes: string[] = [];
  const refused: string[] = [];
  try {
    const wanted = await functionsOf(client, target);
    if (wanted.length > 1) {
      const targets = wanted.map(({ ref }) => ({ target: ref, fix }));
      const made = await client.request('fixAll', { file, targets });
      edits = made.edits;
      notes.push(...made.notes);
      refused.push(...made.left.map((l) => `${l.function}: ${l.reason}`));
    } else {
      const [{ name, ref }] = wanted as [Wanted];
      const made = await client.request('fix', { file, target: ref, fix });
      if ('refused' in made) refused.push(`${name}: ${made.refused}`);
      else {
        edits = made.edits;
        notes.push(...made.notes);
      }
    }
  } finally {
    client.dispose();
  }
  for (const note of new Set(notes)) say(`memoscope fix: ${note}`);
  for (const reason of refused) say(`memoscope fix: ${reason}`);
  if (edits.length === 0) return 2;
  const after = bom + apply(file.text, edits);
  if (write && !rewrite(target.full, target.text, after)) {
    say(`memoscope fix: ${file.path} was changed meanwhile; nothing is written. Run the command again.`);
    return 2;
  }
  if (!write && after !== target.text) print(patch(file.path, target.text, after));
  return 0;
}

interface Wanted {
  readonly name: string;
  readonly ref: FunctionRef;
}

/** What is to be fixed: the function that is named, found at fault or not; else all of the file that `check` shows. */
async function functionsOf(client: AnalysisClient, target: Target): Promise<Wanted[]> {
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
