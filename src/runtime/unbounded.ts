/** The store without any limit: a trie and nothing else, no order and no list. */
import type { Args } from './cycle.ts';
import { type Entry, isVoid, Store, VOID } from './store.ts';
import { ArgTrie, below } from './trie.ts';
import type { AnyFunction } from './types.ts';

export class Unbounded extends Store {
  readonly trie: ArgTrie;

  constructor(fn: AnyFunction, name: string, arity: number) {
    super(fn, name);
    this.trie = new ArgTrie(arity);
  }

  /** The end of a miss with the usual number of arguments, for the wrappers. */
  keep1(a: unknown, value: unknown): void {
    this.chain = 0;
    if (this.trie.own.set(a, value === undefined ? VOID : value)) this.size++;
  }
  keep2(a: unknown, b: unknown, value: unknown): void {
    this.chain = 0;
    if (below(this.trie.own, a).set(b, value === undefined ? VOID : value)) this.size++;
  }
  keep3(a: unknown, b: unknown, c: unknown, value: unknown): void {
    this.chain = 0;
    if (below(below(this.trie.own, a), b).set(c, value === undefined ? VOID : value)) this.size++;
  }

  get(args: Args): unknown {
    return this.trie.get(args);
  }
  put(args: Args, value: unknown): void {
    if (this.trie.set(args, value === undefined ? VOID : value)) this.size++;
  }
  delete(args: Args): boolean {
    const found = this.trie.delete(args);
    if (found) this.size--;
    return found;
  }
  *entries(): Iterable<Entry> {
    for (const [args, value] of this.trie.entries()) yield [args, isVoid(value) ? undefined : value];
  }
  forget(): void {
    this.trie.clear();
  }
}
