/** Places in compiled files → places in the source a person wrote, by the source maps beside them. */
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { TraceMap } from '@jridgewell/trace-mapping';
import type { CacheSite, StatisticsSnapshot } from '../../protocol/statistics.ts';

const maps = new Map<string, { readonly changed: number; readonly map: TraceMap | undefined }>();

/** Only the end of a file is searched for its map's address. */
const tailBytes = 4096;

async function mapText(file: string): Promise<string | undefined> {
  const text = await fs.promises.readFile(file, 'utf8');
  const address = [...text.slice(-tailBytes).matchAll(/^\/\/[#@]\s*sourceMappingURL=(\S+)\s*$/gm)].at(-1)?.[1];
  if (address === undefined) {
    const inline = text.lastIndexOf('//# sourceMappingURL=data:');
    return inline < 0 ? undefined : decode(text.slice(inline + '//# sourceMappingURL='.length).trim());
  }
  if (address.startsWith('data:')) return decode(address);
  return fs.promises.readFile(path.resolve(path.dirname(file), decodeURIComponent(address)), 'utf8');
}

function decode(address: string): string | undefined {
  const match = /^data:[^,]*?(;base64)?,(.*)$/s.exec(address);
  if (!match?.[2]) return undefined;
  return match[1] ? Buffer.from(match[2], 'base64').toString('utf8') : decodeURIComponent(match[2]);
}

async function mapOf(file: string): Promise<TraceMap | undefined> {
  try {
    const changed = (await fs.promises.stat(file)).mtimeMs;
    const known = maps.get(file);
    if (known?.changed === changed) return known.map;
    const text = await mapText(file);
    const { TraceMap } = await import('@jridgewell/trace-mapping');
    const map = text === undefined ? undefined : new TraceMap(text, file);
    maps.set(file, { changed, map });
    return map;
  } catch {
    return undefined; // no file, no map or a broken one: the compiled place is still a place
  }
}

async function mapSite(site: CacheSite): Promise<CacheSite> {
  if (!/\.[cm]?js$/.test(site.file)) return site;
  const map = await mapOf(site.file);
  if (!map) return site;
  const { originalPositionFor } = await import('@jridgewell/trace-mapping');
  const { source, line, column } = originalPositionFor(map, { line: site.line, column: Math.max(0, site.column - 1) });
  if (source === null) return site;
  const file = path.resolve(path.dirname(site.file), source.replace(/^file:\/\//, ''));
  return { file, line, column: column + 1 };
}

/** The snapshot with every site in the source a person wrote, where a source map says which. */
export async function mapSites(snapshot: StatisticsSnapshot): Promise<StatisticsSnapshot> {
  const caches = await Promise.all(
    snapshot.caches.map(async (cache) => (cache.site ? { ...cache, site: await mapSite(cache.site) } : cache)),
  );
  return { ...snapshot, caches };
}
