import type { KeyMisses } from '../../protocol/statistics.ts';

const mostKept = 64;
const mostShown = 8;
const longestText = 40;
const identities = new WeakMap<object, number>();
let lastIdentity = 0;

interface Counter {
  key: string;
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
  private readonly counters: Counter[] = [];
  private last = 0;

  /**
   * Looked for one by one, since iterators are garbage: a table that the program fills meanwhile would become old, and so
   * would everything that it grows into.
   * @param misses all misses so far, this one included
   */
  add(misses: number, a: unknown, b?: unknown, pair = false): void {
    const weight = Math.max(1, misses - this.last);
    this.last = misses;
    const key = pair ? `${textOf(a)}, ${textOf(b)}` : textOf(a);
    const { counters } = this;
    let least: Counter | undefined;
    for (let i = 0; i < counters.length; i++) {
      const counter = counters[i]!;
      if (counter.key === key) {
        counter.misses += weight;
        counter.met++;
        return;
      }
      if (!least || counter.misses < least.misses) least = counter;
    }
    if (!least || counters.length < mostKept) counters.push({ key, misses: weight, met: 1 });
    else {
      least.key = key;
      least.misses += weight;
      least.met = 1;
    }
  }

  reset(misses: number): void {
    this.counters.length = 0;
    this.last = misses;
  }

  /** Those that were met more than once, the worst first. */
  top(): KeyMisses[] {
    return this.counters
      .filter(({ met }) => met > 1)
      .sort((a, b) => b.misses - a.misses)
      .slice(0, mostShown)
      .map(({ key, misses }) => ({ key, misses }));
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
