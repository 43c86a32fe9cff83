import type { KeyMisses } from '../../protocol/statistics.ts';

const mostKept = 64;
const mostShown = 8;
const longestText = 40;
const identities = new WeakMap<object, number>();
let lastIdentity = 0;

interface Counter {
  misses: number;
  /** Times that the key was met, each for some misses. */
  met: number;
}

/**
 * The keys that miss most, by the misses that are looked at (all of the first ones, then ever fewer, each for those that
 * went by). 64 counters, however many keys there are: a new key takes over the least (Metwally et al., "Efficient
 * computation of frequent and top-k elements in data streams", ICDT 2005). Nothing of the program is kept alive.
 */
export class MissedKeys {
  private counters = new Map<string, Counter>();
  private last = 0;

  /** @param misses all misses so far, this one included */
  add(misses: number, keys: readonly unknown[]): void {
    const weight = Math.max(1, misses - this.last);
    this.last = misses;
    const key = keys.map(textOf).join(', ');
    const known = this.counters.get(key);
    if (known) {
      known.misses += weight;
      known.met++;
      return;
    }
    let before = 0;
    if (this.counters.size >= mostKept) {
      let least: string | undefined;
      for (const [other, { misses: n }] of this.counters)
        if (least === undefined || n < before) [least, before] = [other, n];
      this.counters.delete(least!);
    }
    this.counters.set(key, { misses: before + weight, met: 1 });
  }

  reset(misses: number): void {
    this.counters.clear();
    this.last = misses;
  }

  /** Those that were met more than once, the worst first. */
  top(): KeyMisses[] {
    return [...this.counters]
      .filter(([, { met }]) => met > 1)
      .sort(([, a], [, b]) => b.misses - a.misses)
      .slice(0, mostShown)
      .map(([key, { misses }]) => ({ key, misses }));
  }
}

/** Without running code of the program's. */
function textOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return JSON.stringify(value.length > longestText ? `${value.slice(0, longestText)}…` : value);
    case 'bigint':
      return `${value}n`;
    case 'object':
    case 'function': {
      if (value === null) return 'null';
      let number = identities.get(value);
      if (number === undefined) identities.set(value, (number = ++lastIdentity));
      return `${typeof value} ${number}`;
    }
    default:
      return String(value);
  }
}
