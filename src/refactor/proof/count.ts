import type { TextEdit } from '../../protocol/edit.ts';
import type { EcmaFunction } from '../../languages/ecmascript/module.ts';

/** Name that no program has. */
export const counter = '__memoscope_count';

/** Edits that count each result computed: at the start of the body, which fixes keep behind their lookup. */
export function countingEdits(functions: readonly EcmaFunction[]): TextEdit[] {
  return functions.flatMap(({ node }) => {
    const { body } = node;
    if (body.type !== 'BlockStatement') {
      return [
        { start: body.range[0], end: body.range[0], newText: `(${counter}(), ` },
        { start: body.range[1], end: body.range[1], newText: ')' },
      ];
    }
    const first = body.body.find((s) => !('directive' in s && typeof s.directive === 'string'));
    const at = first?.range[0] ?? body.range[1] - 1;
    // A return that stands alone in a branch keeps its place: only statements of the body itself are met here.
    return [{ start: at, end: at, newText: `${counter}(); ` }];
  });
}
