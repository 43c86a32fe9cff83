import { diffLines } from 'diff';
import type { FixPreview, FixRefusal } from '../protocol/worker.ts';
import { type FixRequest, applyEdits, attempts } from '../refactor/index.ts';

/** What each fix would do to the file, and why the others cannot be made. */
export function previews(request: FixRequest): (FixPreview | FixRefusal)[] {
  const { text } = request.module;
  return attempts(request).map(({ id, title, result }) => {
    if ('refused' in result) return { id, title, refused: result.refused };
    const diff: string[] = [];
    for (const { added, removed, value } of diffLines(text, applyEdits(text, result.edits))) {
      if (!added && !removed) continue;
      for (const line of value.replace(/\n$/, '').split('\n')) diff.push(`${added ? '+' : '-'} ${line}`);
    }
    const plus = diff.filter((line) => line.startsWith('+')).length;
    const { grade, notes } = result;
    return { id, title, grade, added: plus, removed: diff.length - plus, diff, notes };
  });
}

/** Lines of a change that are printed; the rest is what `memoscope fix` prints. */
const mostLines = 12;

export function previewLines(all: readonly (FixPreview | FixRefusal)[]): string[] {
  const lines: string[] = [];
  for (const one of all) {
    if ('refused' in one) continue;
    lines.push(`  ${one.id.padEnd(16)} ${one.title} (${one.grade}): ${one.added} lines in, ${one.removed} out`);
    lines.push(...one.notes.map((note) => `      ${note}`));
    lines.push(...one.diff.slice(0, mostLines).map((line) => `      ${line}`.trimEnd()));
    if (one.diff.length > mostLines) lines.push(`      … ${one.diff.length - mostLines} lines more`);
  }
  if (lines.length === 0) lines.push('  none can be made');
  const refused = all.flatMap((one) => ('refused' in one ? [`  ${one.id.padEnd(16)} ${one.refused}`] : []));
  return ['', 'Fixes', ...lines, ...(refused.length > 0 ? ['', 'Not offered', ...refused] : [])];
}
