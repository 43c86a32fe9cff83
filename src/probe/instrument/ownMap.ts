import { encode } from '@jridgewell/sourcemap-codec';
import { pathToFileURL } from 'node:url';
import { byLine, type Shift } from './shiftMap.ts';

type Segment = [column: number, source: number, line: number, originalColumn: number];

/** Whether VS Code's debugger is in the process: it shows a text that is not that of the file as a document of its own. */
export const isDebugged = process.env['VSCODE_INSPECTOR_OPTIONS'] !== undefined;

/**
 * A comment that leads from a text with insertions back to its file, so that a debugger shows the file.
 * @param text as in the file; it has no map of its own
 */
export function ownMapComment(text: string, file: string, shifts: readonly Shift[]): string {
  const lines = byLine(text, shifts);
  const mappings = text.split('\n').map((_, line): Segment[] => {
    const segments: Segment[] = [[0, 0, line, 0]];
    let moved = 0;
    for (const { at, length } of lines.get(line) ?? []) {
      moved += length;
      segments.push([at + moved, 0, line, at]);
    }
    return segments;
  });
  const map = { version: 3, sources: [pathToFileURL(file).href], names: [], mappings: encode(mappings) };
  const body = Buffer.from(JSON.stringify(map)).toString('base64');
  return `\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${body}`;
}
