/** A cache so simple that it is seen to be right: a list, searched from the front, oldest use first. */

import type { CacheInfo } from '../../../src/runtime/index.ts';

export const sameValueZero = (a: unknown, b: unknown): boolean => a === b || (a !== a && b !== b);
const same = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((x, i) => sameValueZero(x, b[i]));

interface Entry {
  readonly args: readonly unknown[];
  readonly value: unknown;
  readonly end: number;
}

export class Model {
  private list: Entry[] = [];
  private hits = 0;
  private misses = 0;
  private evictions = 0;
  lastWasHit = false;

  constructor(
    private readonly maxSize: number | undefined,
    private readonly ttl = Infinity,
    private readonly now: () => number,
  ) {}

  private live(): Entry[] {
    return (this.list = this.list.filter((entry) => this.now() < entry.end));
  }

  /** What the cache must answer, when a miss would compute `computed`. */
  call(args: readonly unknown[], computed: unknown): unknown {
    const found = this.live().find((entry) => same(entry.args, args));
    this.lastWasHit = found !== undefined;
    if (found) {
      this.hits++;
      this.list = [...this.list.filter((entry) => entry !== found), found];
      return found.value;
    }
    this.misses++;
    if (this.list.length === this.maxSize) {
      this.list.shift();
      this.evictions++;
    }
    this.list.push({ args: [...args], value: computed, end: this.now() + this.ttl });
    return computed;
  }
  has(args: readonly unknown[]): boolean {
    return this.live().some((entry) => same(entry.args, args));
  }
  delete(args: readonly unknown[]): boolean {
    return this.deleteWhere((other) => same(args, other)) === 1;
  }
  deleteWhere(predicate: (args: readonly unknown[]) => boolean): number {
    const before = this.live().length;
    this.list = this.list.filter((entry) => !predicate(entry.args));
    return before - this.list.length;
  }
  clear(): void {
    this.list = [];
    this.hits = this.misses = this.evictions = 0;
  }
  info(): CacheInfo {
    const { hits, misses, maxSize, evictions } = this;
    return { hits, misses, maxSize, size: this.live().length, evictions };
  }
}
