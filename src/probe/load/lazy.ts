/** The instrumenter's bundle lies beside the probe's and is loaded on first use, out of sight of `require.cache`. */
import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { join } from 'node:path';
import type { CacheSite } from '../../protocol/statistics.ts';
import type * as Instrumenter from '../instrument.ts';

let loaded: typeof Instrumenter | null | undefined;

type ModuleClass = new (id: string) => { load(file: string): void; exports: unknown };

export function instrumenter(): typeof Instrumenter | undefined {
  if (loaded === undefined) {
    loaded = null; // it must not instrument itself
    try {
      const file = join(__dirname, 'probeInstrument.js');
      const module = new (Module as unknown as ModuleClass)(file);
      module.load(file);
      loaded = module.exports as typeof Instrumenter;
    } catch {
      return undefined;
    }
  }
  return loaded ?? undefined;
}

const mapped = new Map<string, boolean>();

/** Whether the file on disk names a source map. */
function hasMap(file: string): boolean {
  let known = mapped.get(file);
  if (known === undefined) {
    try {
      known = readFileSync(file, 'utf8').includes('sourceMappingURL=');
    } catch {
      known = false;
    }
    mapped.set(file, known);
  }
  return known;
}

/** TypeScript places come mapped already: a loader such as tsx maps its stacks. */
export function place(site: CacheSite, mapUrl?: string): CacheSite {
  if (mapUrl === '') return site; // loaded text without a map
  if (mapUrl === undefined && (/\.[cm]?tsx?$/i.test(site.file) || !hasMap(site.file))) return site;
  try {
    return instrumenter()?.originalPlace(site, mapUrl) ?? site;
  } catch {
    return site;
  }
}
