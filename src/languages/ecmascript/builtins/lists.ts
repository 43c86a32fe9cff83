import { notModelled } from '../../../analysis/machine/builtins.ts';
import type { Machine } from '../../../analysis/machine/machine.ts';
import { Stopped } from '../../../analysis/machine/outcomes.ts';
import { joined, same } from '../../../analysis/machine/operators.ts';
import { ClosureValue, ListValue, type Value, Unknown, settled } from '../../../analysis/machine/values.ts';

type Method = (machine: Machine, list: ListValue, args: Value[]) => Value;

function index(machine: Machine, given: Value, length: number, missing: number): number {
  if (settled(given) === undefined) return missing;
  const at = Math.trunc(machine.number(given)) || 0;
  return at < 0 ? Math.max(0, length + at) : Math.min(at, length);
}

function each(
  machine: Machine,
  list: ListValue,
  args: Value[],
  visit: (result: Value, item: Value, at: number) => boolean | void,
): void {
  const [fn] = args;
  for (let i = 0; i < list.items.length; i++) {
    const item = list.items[i];
    if (visit(machine.call(fn, [item, i, list], undefined), item, i) === false) return;
  }
}

function find(machine: Machine, list: ListValue, args: Value[]): [Value, number] {
  let found: [Value, number] = [undefined, -1];
  each(machine, list, args, (result, item, at) => {
    if (!machine.truthy(result)) return true;
    found = [item, at];
    return false;
  });
  return found;
}

function position(machine: Machine, list: ListValue, args: Value[]): number {
  const what = settled(args[0]);
  return list.items.findIndex((item) => {
    const value = settled(item);
    // A made-up text is looked for among words, not made one of them.
    if (value instanceof Unknown && typeof what === 'string' && what.length > 1) machine.world.asText(value);
    return same(machine, settled(item), what, false);
  });
}

function fold(machine: Machine, list: ListValue, args: Value[], items: Value[]): Value {
  const rest = [...items];
  let value = args.length > 1 ? args[1] : rest.shift();
  rest.forEach((item, i) => {
    value = machine.call(args[0], [value, item, args.length > 1 ? i : i + 1, list], undefined);
  });
  return value;
}

function flat(machine: Machine, items: readonly Value[], depth: number): Value[] {
  machine.burn(items.length);
  return items.flatMap((item) => {
    const value = settled(item);
    return value instanceof ListValue && depth > 0 ? flat(machine, value.items, depth - 1) : [item];
  });
}

const methods: Record<string, Method> = {
  map(machine, list, args) {
    const out: Value[] = [];
    each(machine, list, args, (result) => void out.push(result));
    return new ListValue(out);
  },
  filter(machine, list, args) {
    const out: Value[] = [];
    each(machine, list, args, (result, item) => void (machine.truthy(result) && out.push(item)));
    return new ListValue(out);
  },
  forEach: (machine, list, args) => void each(machine, list, args, () => true),
  some(machine, list, args) {
    return find(machine, list, args)[1] >= 0;
  },
  every(machine, list, args) {
    let all = true;
    each(machine, list, args, (result) => (all = machine.truthy(result)));
    return all;
  },
  find: (machine, list, args) => find(machine, list, args)[0],
  findIndex: (machine, list, args) => find(machine, list, args)[1],
  flatMap(machine, list, args) {
    const out: Value[] = [];
    each(machine, list, args, (result) => void out.push(result));
    return new ListValue(flat(machine, out, 1));
  },
  reduce: (machine, list, args) => fold(machine, list, args, list.items),
  reduceRight: (machine, list, args) => fold(machine, list, args, [...list.items].reverse()),
  slice(machine, list, args) {
    const { length } = list.items;
    machine.burn(length);
    return new ListValue(list.items.slice(index(machine, args[0], length, 0), index(machine, args[1], length, length)));
  },
  concat(machine, list, args) {
    const out = [...list.items];
    for (const arg of args) {
      const value = settled(arg);
      if (value instanceof ListValue) out.push(...value.items);
      else out.push(arg);
    }
    machine.burn(out.length);
    return new ListValue(out);
  },
  push(machine, list, args) {
    machine.burn(args.length);
    return list.items.push(...args);
  },
  pop: (_, list) => list.items.pop(),
  shift: (_, list) => list.items.shift(),
  unshift: (_, list, args) => list.items.unshift(...args),
  splice(machine, list, args) {
    const { length } = list.items;
    const start = index(machine, args[0], length, 0);
    const count = args.length < 2 ? length - start : Math.max(0, machine.number(args[1]));
    return new ListValue(list.items.splice(start, count, ...args.slice(2)));
  },
  toSpliced(machine, list, args) {
    const copy = new ListValue([...list.items]);
    methods['splice']!(machine, copy, args);
    return copy;
  },
  with(machine, list, args) {
    const items = [...list.items];
    const at = Math.trunc(machine.number(args[0]));
    const place = at < 0 ? items.length + at : at;
    if (!(place >= 0 && place < items.length)) throw new Stopped('input');
    items[place] = args[1];
    return new ListValue(items);
  },
  reverse(_, list) {
    list.items.reverse();
    return list;
  },
  toReversed: (_, list) => new ListValue([...list.items].reverse()),
  sort(machine, list, args) {
    list.items.sort(order(machine, args));
    return list;
  },
  toSorted: (machine, list, args) => new ListValue([...list.items].sort(order(machine, args))),
  includes: (machine, list, args) => position(machine, list, args) >= 0,
  indexOf: position,
  at: (machine, list, args) => list.items.at(machine.number(args[0])),
  fill(machine, list, args) {
    const { length } = list.items;
    machine.burn(length);
    list.items.fill(args[0], index(machine, args[1], length, 0), index(machine, args[2], length, length));
    return list;
  },
  flat: (machine, list, args) =>
    new ListValue(flat(machine, list.items, args.length > 0 ? machine.number(args[0]) : 1)),
  join(machine, list, args) {
    const between = settled(args[0]) === undefined ? ',' : machine.text(args[0]);
    machine.burn(list.items.length);
    return joined(
      machine,
      list.items.map((item) => machine.text(item)),
      between,
    );
  },
  keys: (_, list) => new ListValue(list.items.map((_item, i) => i)),
  values: (_, list) => new ListValue([...list.items]),
  entries: (_, list) => new ListValue(list.items.map((item, i) => new ListValue([i, item]))),
};

function order(machine: Machine, args: Value[]): (a: Value, b: Value) => number {
  const compare = settled(args[0]);
  if (compare instanceof ClosureValue) return (a, b) => machine.number(machine.call(compare, [a, b], undefined)) || 0;
  return (a, b) => {
    machine.burn();
    const [x, y] = [machine.world.plain(machine.text(a)), machine.world.plain(machine.text(b))];
    return x < y ? -1 : x > y ? 1 : 0;
  };
}

export function listMethod(machine: Machine, list: ListValue, name: string, args: Value[]): Value | typeof notModelled {
  const method = Object.hasOwn(methods, name) ? methods[name] : undefined;
  if (!method) return notModelled;
  if (wholeList.has(name)) machine.burn(list.items.length >> 2);
  return method(machine, list, args);
}

/** Methods that go over all elements without paying for each. */
const wholeList = new Set(['shift', 'unshift', 'splice', 'toSpliced', 'with', 'reverse', 'toReversed', 'sort', 'toSorted', 'keys', 'values', 'entries']); // prettier-ignore

export const listMethodNames: ReadonlySet<string> = new Set(Object.keys(methods));
