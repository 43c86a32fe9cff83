import { stronglyConnected } from '../../analysis/components.ts';

/** How a function is mentioned. */
export const enum Reach {
  /** `f` */
  Bare,
  /** `this.f` */
  This,
  /** `x.f`, by a name */
  Of,
  /** `….f`, by anything else */
  Other,
  /** `….f`, by it is not known what */
  Any,
}

/** A stretch of the mentions, in their order; what is still open ends nowhere. */
export interface Stretch {
  readonly from: number;
  to: number;
}

/** A class or an object, and the names by which it is known. */
export interface Container<Name> extends Stretch {
  readonly names: readonly Name[];
}

/** A function as a quick look sees it: nothing is resolved, names stand for functions. */
export interface FunctionSketch extends Stretch {
  parent: FunctionSketch | undefined;
  /** Certainly none that runs as part of the activation around it, as a callback does. */
  readonly own: boolean;
  readonly sites: Site[];
}

interface Site {
  readonly targets: readonly FunctionSketch[];
  /** 2 where it may be reached several times. */
  readonly weight: number;
}

interface Member<Name> {
  readonly fn: FunctionSketch;
  /** undefined: assigned to a path, `a.b.f = …`. */
  readonly container: Container<Name> | undefined;
}

/** Steps after which a file counts as branching: functions in functions, or of one name, in the thousands. */
const most = 1_000_000;

/**
 * Gathers functions, the names they may have and the mentions of names, and tells which functions may ask for several
 * subproblems. It over-approximates what resolved names would tell: a mention counts as a call, and of two things that a
 * name may stand for both are meant.
 */
export class Sketch<Name> {
  readonly #functions: FunctionSketch[] = [];
  readonly #bare = new Map<Name, { fn: FunctionSketch; within: Stretch | undefined }[]>();
  readonly #members = new Map<Name, Member<Name>[]>();
  readonly #aliases = new Map<Name, Name[]>();
  readonly #selves = new Set<Name>();
  readonly #names: Name[] = [];
  readonly #objects: Name[] = [];
  /** Twice the reach, and 1 where it may be reached several times: a list for each would cost more to fill. */
  readonly #reaches: number[] = [];
  readonly #owners: (FunctionSketch | undefined)[] = [];

  /** How many mentions there were. */
  get at(): number {
    return this.#names.length;
  }

  open(parent: FunctionSketch | undefined, own: boolean, from = this.at): FunctionSketch {
    const fn: FunctionSketch = { parent, own, sites: [], from, to: Infinity };
    this.#functions.push(fn);
    return fn;
  }

  /**
   * The function may be bound to a variable.
   * @param within where the variable can be seen; undefined: anywhere
   */
  bind(fn: FunctionSketch, name: Name, within: Stretch | undefined): void {
    push(this.#bare, name, { fn, within });
  }

  /** The function may be a member of the container; undefined: it may be assigned to a path that ends so. */
  belong(fn: FunctionSketch, name: Name, container: Container<Name> | undefined): void {
    push(this.#members, name, { fn, container });
  }

  /** One name may stand for what the other does. */
  alias(name: Name, of: Name): void {
    if (name !== of) push(this.#aliases, name, of);
  }

  /** The name may stand for `this`. */
  self(name: Name): void {
    this.#selves.add(name);
  }

  isSelf(name: Name): boolean {
    return this.#selves.has(name);
  }

  /** @param object the name before the point, for `Reach.Of` */
  mention(reach: Reach, name: Name, object: Name, owner: FunctionSketch | undefined, many: boolean): void {
    this.#names.push(name);
    this.#objects.push(object);
    this.#reaches.push(reach * 2 + (many ? 1 : 0));
    this.#owners.push(owner);
  }

  /** The mentions from there on turn out to belong to `fn`, which began before them: they are its parameters. */
  adopt(fn: FunctionSketch, from: number): void {
    for (let m = from; m < this.at; m++) {
      let owner = this.#owners[m];
      if (owner === fn.parent) this.#owners[m] = fn;
      else {
        while (owner && owner !== fn && owner.parent !== fn.parent) owner = owner.parent;
        if (owner && owner !== fn) owner.parent = fn;
      }
    }
  }

  #targets(m: number): readonly FunctionSketch[] {
    const name = this.#names[m]!;
    let reach: Reach = this.#reaches[m]! >> 1;
    if (reach === Reach.Bare) {
      const bound = this.#bare.get(name);
      const aliased = this.#aliases.get(name);
      if (!bound && !aliased) return none;
      const found: FunctionSketch[] = [];
      for (const one of aliased ? this.#meant(name) : [name]) {
        for (const { fn, within } of this.#bare.get(one) ?? none) if (!within || holds(within, m)) found.push(fn);
      }
      return found;
    }
    const members = this.#members.get(name);
    if (!members) return none;
    const object = this.#objects[m]!;
    if (reach === Reach.Of && this.#selves.has(object)) reach = Reach.This;
    const found: FunctionSketch[] = [];
    for (const { fn, container } of members) {
      if (
        !container ||
        reach === Reach.Any ||
        (reach === Reach.This && holds(container, m)) ||
        (reach === Reach.Of && container.names.includes(object))
      )
        found.push(fn);
    }
    return found;
  }

  /** The name and all that it may stand for. */
  #meant(name: Name): ReadonlySet<Name> {
    let all = this.#meanings.get(name);
    if (!all) {
      this.#meanings.set(name, (all = new Set([name])));
      for (const one of all) for (const of of this.#aliases.get(one) ?? none) all.add(of);
    }
    return all;
  }
  readonly #meanings = new Map<Name, Set<Name>>();

  /**
   * The functions that may ask for several subproblems: those on a cycle of mentions, in one of which the mentions of
   * the cycle are more than one. `undefined` when there is too much to tell.
   */
  branching(): FunctionSketch[] | undefined {
    let work = 0;
    const asking: FunctionSketch[] = [];
    for (let m = 0; m < this.at; m++) {
      let owner = this.#owners[m];
      if (!owner) continue;
      const targets = this.#targets(m);
      if (targets.length === 0) continue;
      for (let weight = 1 + (this.#reaches[m]! & 1); owner; owner = owner.own ? undefined : owner.parent, weight = 2) {
        if (owner.sites.length === 0) asking.push(owner);
        owner.sites.push({ targets, weight });
        if ((work += targets.length + 1) > most) return undefined;
      }
    }
    const found: FunctionSketch[] = [];
    for (const component of stronglyConnected(asking, nextOf)) {
      const [first] = component;
      if (component.length === 1 && !first!.sites.some(({ targets }) => targets.includes(first!))) continue;
      const members = new Set(component);
      const branches = component.some(({ sites }) => {
        let count = 0;
        for (const { targets, weight } of sites) if (targets.some((t) => members.has(t))) count += weight;
        return count > 1;
      });
      if (branches) found.push(...component);
    }
    return found;
  }
}

const none: readonly never[] = [];

const holds = ({ from, to }: Stretch, m: number): boolean => from <= m && m < to;

function nextOf({ sites }: FunctionSketch): FunctionSketch[] {
  const next = new Set<FunctionSketch>();
  for (const { targets } of sites) for (const target of targets) if (target.sites.length > 0) next.add(target);
  return [...next];
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
