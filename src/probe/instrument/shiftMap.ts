import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { encode } from '@jridgewell/sourcemap-codec';

/** Text put in at an offset. An opening one belongs to what follows it. */
export interface Shift {
  readonly at: number;
  readonly length: number;
  readonly opening: boolean;
}

interface RawMap {
  version: number;
  mappings: string;
  sources: (string | null)[];
  sourceRoot?: string;
  sections?: unknown;
}

const largestLinkedMap = 4_000_000;

/**
 * The source map of a text, moved with the insertions. Minified output stands on few lines, where moved columns would
 * otherwise lead to wrong lines.
 * @returns a `data:` URL, or undefined when there is no map that can be moved
 */
export function shiftedMapUrl(text: string, file: string, url: string, shifts: readonly Shift[]): string | undefined {
  try {
    const map = readMap(file, url);
    if (!map || map.sections) return undefined;
    const moved = { ...map, mappings: shiftMappings(map, text, shifts) };
    const body = Buffer.from(JSON.stringify(moved)).toString('base64');
    return `data:application/json;charset=utf-8;base64,${body}`;
  } catch {
    return undefined;
  }
}

function readMap(file: string, url: string): RawMap | undefined {
  const data = /^data:[^,]*?(;base64)?,/.exec(url);
  if (data) {
    const body = url.slice(data[0].length);
    return JSON.parse(data[1] ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body)) as RawMap;
  }
  const path = url.startsWith('file:') ? fileURLToPath(url) : resolve(dirname(file), decodeURIComponent(url));
  if (statSync(path).size > largestLinkedMap) return undefined;
  const map = JSON.parse(readFileSync(path, 'utf8')) as RawMap;
  if (dirname(path) === dirname(file)) return map;
  // inside the text, relative sources would be looked for beside the text
  const root = pathToFileURL(`${dirname(path)}/`);
  const base = map.sourceRoot ? new URL(`${map.sourceRoot.replace(/\/?$/, '/')}`, root) : root;
  return { ...map, sourceRoot: undefined, sources: map.sources.map((s) => (s === null ? s : new URL(s, base).href)) };
}

function shiftMappings(map: RawMap, text: string, shifts: readonly Shift[]): string {
  const lines = byLine(text, shifts);
  const decoded = decodedMappings(new TraceMap(map as never));
  const moved = decoded.map((segments, line) => {
    const inserted = lines.get(line);
    if (!inserted) return segments;
    return segments.map((segment) => {
      let column = segment[0];
      for (const { at, length, opening } of inserted)
        if (opening ? at < segment[0] : at <= segment[0]) column += length;
      return [column, ...segment.slice(1)] as unknown as typeof segment;
    });
  });
  return encode(moved as Parameters<typeof encode>[0]);
}

/** Insertions by line, their places as columns. */
export function byLine(text: string, shifts: readonly Shift[]): Map<number, Shift[]> {
  const found = new Map<number, Shift[]>();
  let line = 0;
  let start = 0;
  for (const shift of [...shifts].sort((a, b) => a.at - b.at)) {
    for (let next = text.indexOf('\n', start); next >= 0 && next < shift.at; next = text.indexOf('\n', start)) {
      line++;
      start = next + 1;
    }
    const moved = { ...shift, at: shift.at - start };
    const list = found.get(line);
    if (list) list.push(moved);
    else found.set(line, [moved]);
  }
  return found;
}
