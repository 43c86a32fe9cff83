import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StatisticsSnapshot } from '../../protocol/statistics.ts';

/** Snapshots that the probes of a run left in a folder, one a process or thread. */
export function readSnapshots(folder: string): StatisticsSnapshot[] {
  const found: StatisticsSnapshot[] = [];
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.json')) continue;
    try {
      found.push(JSON.parse(readFileSync(join(folder, name), 'utf8')) as StatisticsSnapshot);
    } catch {
      // a process was killed while it wrote; its earlier snapshot was replaced whole, so this is not one of ours
    }
  }
  return found;
}
