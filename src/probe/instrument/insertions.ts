import type { AnyNode } from 'acorn';
import { mark } from '../names.ts';
import type { Shift } from './shiftMap.ts';

interface Insertion {
  readonly at: number;
  readonly text: string;
  /** Order of insertions at one place: ends before beginnings, inner ends first, outer beginnings first. */
  readonly rank: number;
  readonly order: number;
}

/** Text put around nodes, applied in one go so that wraps nest rightly. */
export class Insertions {
  private readonly all: Insertion[] = [];
  private readonly seen = new Set<string>();

  constructor(private readonly source: string) {}

  wrap(node: AnyNode, before: string, after: string): void {
    const key = `${node.start}:${node.end}:${before}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    const length = node.end - node.start;
    const size = this.source.length + 1;
    const order = this.all.length;
    if (before) this.add(node.start, before, size + (size - length), order);
    this.add(node.end, after, length, -order);
  }

  /** Begins something at a place, outside of all that begins there. */
  open(at: number, text: string): void {
    this.add(at, text, this.source.length + 1, 0);
  }

  /** Ends something at the end of a node, inside of all that ends with the node. */
  close(node: AnyNode, text: string): void {
    this.add(node.end, text, node.end - node.start - 0.5, 0);
  }

  private add(at: number, text: string, rank: number, order: number): void {
    this.all.push({ at, text: mark + text + mark, rank, order });
  }

  /** Where the text moved, for its source map. */
  shifts(): Shift[] {
    return this.all.map(({ at, text, rank }) => ({ at, length: text.length, opening: rank > this.source.length }));
  }

  apply(): string {
    const sorted = this.all.sort((a, b) => a.at - b.at || a.rank - b.rank || a.order - b.order);
    let result = '';
    let done = 0;
    for (const { at, text } of sorted) {
      result += this.source.slice(done, at) + text;
      done = at;
    }
    return result + this.source.slice(done);
  }
}
