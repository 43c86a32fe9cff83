import { stronglyConnected } from '../../analysis/components.ts';

/** A function as a quick look sees it: nothing is resolved, names stand for functions. */
export interface Sketch<Name> {
  readonly names: ReadonlySet<Name>;
  /** Name → how often it is mentioned, nested functions included; twice where it may run many times. */
  readonly mentions: ReadonlyMap<Name, number>;
}

/**
 * The functions that may ask for several subproblems: those on a cycle of mentions, one of which mentions names of the
 * cycle more than once. Over-approximates: same-named functions are taken for one, a mention counts as a call.
 */
export function branching<Name, S extends Sketch<Name>>(sketches: readonly S[]): S[] {
  const byName = new Map<Name, S[]>();
  for (const sketch of sketches) {
    for (const name of sketch.names) {
      const list = byName.get(name);
      if (list) list.push(sketch);
      else byName.set(name, [sketch]);
    }
  }
  const next = (sketch: S): S[] => {
    const out: S[] = [];
    for (const name of sketch.mentions.keys()) out.push(...(byName.get(name) ?? []));
    return out;
  };
  const found: S[] = [];
  for (const component of stronglyConnected(sketches, next)) {
    const names = new Set(component.flatMap((s) => [...s.names]));
    const branches = component.some((s) => {
      let count = 0;
      for (const name of names) count += s.mentions.get(name) ?? 0;
      return count > 1;
    });
    const cyclic = component.length > 1 || next(component[0]!).includes(component[0]!);
    if (branches && cyclic) found.push(...component);
  }
  return found;
}
