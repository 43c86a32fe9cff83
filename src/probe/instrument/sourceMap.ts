import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';
import type { CacheSite } from '../../protocol/statistics.ts';

const maps = new Map<string, TraceMap | undefined>();

function read(file: string, url: string): TraceMap | undefined {
  try {
    const data = /^data:[^,]*?(;base64)?,/.exec(url);
    if (data) {
      const body = url.slice(data[0].length);
      return new TraceMap(data[1] ? Buffer.from(body, 'base64').toString('utf8') : decodeURIComponent(body), file);
    }
    const path = url.startsWith('file:') ? fileURLToPath(url) : resolve(dirname(file), decodeURIComponent(url));
    return new TraceMap(readFileSync(path, 'utf8'), path);
  } catch {
    return undefined;
  }
}

/**
 * Where a place of a loaded text was written by a person; the place itself when no map knows.
 * @param mapUrl as in the text's `sourceMappingURL`; read from the file when left out
 */
export function originalPlace(site: CacheSite, mapUrl = urlIn(site.file)): CacheSite {
  if (!mapUrl) return site;
  const key = `${site.file}\n${mapUrl.length < 200 ? mapUrl : ''}`;
  let map = maps.get(key);
  if (!maps.has(key)) maps.set(key, (map = read(site.file, mapUrl)));
  if (!map) return site;
  const at = originalPositionFor(map, { line: site.line, column: site.column - 1 });
  if (!at.source) return site;
  let file = at.source;
  try {
    file = file.startsWith('file:') ? fileURLToPath(file) : resolve(dirname(site.file), file);
  } catch {
    return site;
  }
  return { file, line: at.line, column: at.column + 1 };
}

function urlIn(file: string): string | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    return [...text.matchAll(/^[ \t]*\/\/[#@] sourceMappingURL=(\S+)[ \t]*$/gm)].at(-1)?.[1];
  } catch {
    return undefined;
  }
}
