import { type Machine, notModelled } from '../../../analysis/machine/machine.ts';
import { ListValue, TableValue, type Value, keyOf, settled } from '../../../analysis/machine/values.ts';

/** Methods of Map and Set (weak ones behave the same within a run). */
export function tableMethod(
  machine: Machine,
  table: TableValue,
  name: string,
  args: Value[],
): Value | typeof notModelled {
  const [first, second] = args;
  switch (name) {
    case 'get':
      return table.entries.get(keyOf(first))?.[1];
    case 'has':
      return table.entries.has(keyOf(first));
    case 'set':
      table.entries.set(keyOf(first), [first, second]);
      return table;
    case 'add':
      table.entries.set(keyOf(first), [first, first]);
      return table;
    case 'delete':
      return table.entries.delete(keyOf(first));
    case 'clear':
      table.entries.clear();
      return undefined;
    case 'forEach':
      for (const [key, value] of [...table.entries.values()]) machine.call(first, [value, key, table], undefined);
      return undefined;
    case 'keys':
      return new ListValue([...table.entries.values()].map(([key]) => key));
    case 'values':
      return new ListValue([...table.entries.values()].map(([, value]) => value));
    case 'entries':
      return new ListValue([...table.entries.values()].map(([key, value]) => new ListValue([key, value])));
    default:
      return notModelled;
  }
}

export function makeTable(machine: Machine, unique: boolean, from: Value): TableValue {
  const table = new TableValue(unique);
  if (settled(from) === undefined || settled(from) === null) return table;
  for (const item of machine.iterate(from)) {
    const pair = settled(item);
    if (unique) table.entries.set(keyOf(item), [item, item]);
    else if (pair instanceof ListValue) table.entries.set(keyOf(pair.items[0]), [pair.items[0], pair.items[1]]);
  }
  return table;
}
