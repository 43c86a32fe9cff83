import { count } from '../../profile/figures.ts';
import type { CacheRow } from '../../profile/rows.ts';

const shown = 3;

/** The keys that missed most, a line each cache; empty when no key missed more than once. */
export function missedKeysOf(rows: readonly CacheRow[]): string {
  const lines = rows
    .filter(({ missedKeys }) => missedKeys.length > 0)
    .map(({ name, place, missedKeys }) => {
      const keys = missedKeys.slice(0, shown).map(({ key, misses }) => `${key} (${count(misses)})`);
      return `  ${name} ${place}: ${keys.join('  ')}`;
    });
  return lines.length > 0 ? `\n\nkeys that missed most\n${lines.join('\n')}` : '';
}
