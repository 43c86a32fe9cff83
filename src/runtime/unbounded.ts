/** The store without any limit: a trie and nothing else, no order and no list. */
import type { Args } from './cycle.ts';
import type { Level } from './level.ts';
import { type Entry, Store, VOID } from './store.ts';
import { ArgTrie } from './trie.ts';
import type { AnyFunction } from './types.ts';

export class Unbounded extends Store {
  readonly trie: ArgTrie;

  constructor(fn: AnyFunction, name: string, arity: number) {
    super(fn, name);
    this.trie = new ArgTrie(arity);
  }

  /** The end of a miss with the usual number of arguments, for the wrappers. One argument takes no more registers. */
  keep1(a: unknown, value: unknown): void {
    this.chain = 0;
    if (this.trie.own.set(a, value === undefined ? VOID : value)) this.size++;
  }
  keep(level: Level, key: unknown, value: unknown): void {
    this.chain = 0;
    if (level.set(key, value === undefined ? VOID : value)) this.size++;
  }

  get(args: Args): unknown {
    return this.trie.get(args);
  }
  put(args: Args, value: unknown): void {
    if (this.trie.set(args, value === undefined ? VOID : value)) this.size++;
  }
  delete(args: Args): boolean {
    return this.trie.delete(args) && this.size-- > 0;
  }
  entries(): Iterable<Entry> {
    return this.trie.entries();
  }
  forget(): void {
    this.trie.clear();
  }
}
