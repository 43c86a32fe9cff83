/** Which slots carry which tag. */

export class Tags {
  private readonly slots = new Map<unknown, Set<number>>();
  private readonly carried: (readonly unknown[] | undefined)[] = [];

  constructor(private readonly tagsOf: (args: readonly unknown[], value: unknown) => Iterable<unknown>) {}

  of(args: readonly unknown[], value: unknown): unknown[] {
    return [...this.tagsOf(args, value)];
  }

  add(slot: number, tags: unknown[]): void {
    this.carried[slot] = tags;
    for (const tag of tags) {
      const slots = this.slots.get(tag);
      if (slots) slots.add(slot);
      else this.slots.set(tag, new Set([slot]));
    }
  }

  drop(slot: number): void {
    for (const tag of this.carried[slot] ?? []) {
      const slots = this.slots.get(tag);
      slots?.delete(slot);
      if (slots?.size === 0) this.slots.delete(tag);
    }
    this.carried[slot] = undefined;
  }

  /** The slots that carry a tag. */
  take(tag: unknown): number[] {
    return [...(this.slots.get(tag) ?? [])];
  }

  clear(): void {
    this.slots.clear();
    this.carried.length = 0;
  }
}
