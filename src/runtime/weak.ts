/** The store that holds objects among the arguments weakly: an entry goes when one of its objects does. */
import type { Args } from './cycle.ts';
import { type Entry, Store, VOID } from './store.ts';

interface Held {
  size: number;
}
class Leaf {
  constructor(readonly value: unknown) {}
}
class Node {
  strong: Map<unknown, Node> | undefined = undefined;
  weak: WeakMap<WeakKey, Node> | undefined = undefined;
  leaf: Leaf | undefined = undefined;
}

// Only a counter is held for a dead entry, nothing that leads to an argument.
const collected = /* @__PURE__ */ new FinalizationRegistry<Held>((held) => void held.size--);

const isObject = (value: unknown): value is WeakKey =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

export class Weak extends Store {
  private roots: (Node | undefined)[] = [];
  private held: Held = { size: 0 };

  private find(args: Args): Node | undefined {
    let node = this.roots[args.length];
    for (let i = 0; i < args.length && node !== undefined; i++)
      node = isObject(args[i]) ? node.weak?.get(args[i] as WeakKey) : node.strong?.get(args[i]);
    return node;
  }
  get(args: Args): unknown {
    return this.find(args)?.leaf?.value;
  }
  put(args: Args, value: unknown): void {
    let node = (this.roots[args.length] ??= new Node());
    for (let i = 0; i < args.length; i++) {
      const key = args[i];
      const map = (isObject(key) ? (node.weak ??= new WeakMap()) : (node.strong ??= new Map())) as Map<unknown, Node>;
      let next: Node | undefined = map.get(key);
      if (next === undefined) map.set(key, (next = new Node()));
      node = next;
    }
    this.let(node);
    node.leaf = new Leaf(value === undefined ? VOID : value);
    collected.register(node.leaf, this.held, node.leaf);
    this.size = ++this.held.size;
    this.mark = this.mark2 = this.mark3 = undefined; // the cycle guard must not hold them either
  }
  delete(args: Args): boolean {
    const node = this.find(args);
    return node !== undefined && this.let(node);
  }
  private let(node: Node): boolean {
    if (node.leaf === undefined) return false;
    collected.unregister(node.leaf);
    node.leaf = undefined;
    this.size = --this.held.size;
    return true;
  }
  // eslint-disable-next-line require-yield -- nothing to show: what is held weakly cannot be listed
  *entries(): Iterable<Entry> {
    return;
  }
  override deleteWhere(): number {
    throw new TypeError('A cache that holds its keys weakly cannot be searched');
  }
  override purge(): void {
    this.size = this.held.size;
  }
  forget(): void {
    this.roots = [];
    this.held = { size: 0 };
  }
}
