/** The first place where two trees differ, as a path; undefined when they do not. What only one back end adds is left out. */
export function differenceOf(a: unknown, b: unknown): string | undefined {
  const work: [unknown, unknown, string][] = [[a, b, '']];
  while (work.length > 0) {
    const [left, right, path] = work.pop()!;
    if (Object.is(left, right) || ((left ?? undefined) === undefined && (right ?? undefined) === undefined)) continue;
    if (left instanceof RegExp && right instanceof RegExp && String(left) === String(right)) continue;
    if (typeof left !== 'object' || typeof right !== 'object' || !left || !right || left instanceof RegExp) {
      return `${path}: ${String(left)} and ${String(right)}`;
    }
    const [one, two] = [left as Record<string, unknown>, right as Record<string, unknown>];
    for (const key of new Set([...keysOf(one), ...keysOf(two)])) work.push([one[key], two[key], `${path}.${key}`]);
  }
  return undefined;
}

const own = new Set(['loc', 'raw', 'parent', 'comments', 'tokens', 'start', 'end', 'hashbang']);

/** Accessors that warn of old names are no part of the tree. */
function keysOf(node: Record<string, unknown>): string[] {
  return Object.keys(node).filter((key) => !own.has(key) && !Object.getOwnPropertyDescriptor(node, key)!.get);
}
